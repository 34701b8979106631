package dev.bulkhead.cli;

import dev.bulkhead.model.Node;
import dev.bulkhead.model.Platform;
import dev.bulkhead.render.Documents;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.YamlReader;
import dev.bulkhead.testkit.image.ImageLayout;
import dev.bulkhead.testkit.image.ImageSpec;
import dev.bulkhead.testkit.image.TarLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The archive that a case describes in a file called like it with {@code .yaml} behind: names, the
 * platforms of each, and what of their content is {@code absent} or {@code corrupt}. An archive
 * whose name ends in {@code .gz} is compressed as a whole.
 *
 * <pre>{@code
 * registry.example/app:v1:
 *   platforms: [linux/amd64, linux/arm64]
 *   absent: [linux/arm64]
 *   corrupt: [linux/amd64]
 * }</pre>
 */
final class CaseBundle {
  private final ImageLayout layout = ImageLayout.layout();

  private CaseBundle() {}

  /** Writes the archive that a description is named after, beside it. */
  static void write(Path description) throws IOException {
    Documents documents =
        YamlReader.read(Files.readString(description), Placement.of(description.toString()));
    if (!documents.problems().isEmpty()) {
      throw new IllegalArgumentException(documents.problems().toString());
    }
    var bundle = new CaseBundle();
    documents
        .mappings()
        .forEach(
            mapping ->
                mapping.fields().forEach((name, node) -> bundle.add(name, (Node.Mapping) node)));
    String name = description.getFileName().toString();
    bundle.writeTo(description.resolveSibling(name.substring(0, name.length() - ".yaml".length())));
  }

  private void writeTo(Path archive) throws IOException {
    if (archive.toString().endsWith(".gz")) {
      layout.writeCompressedOciArchive(archive);
    } else {
      layout.writeOciArchive(archive);
    }
  }

  private void add(String name, Node.Mapping image) {
    List<String> absent = texts(image, "absent");
    List<String> corrupt = texts(image, "corrupt");
    var manifests = new ArrayList<Map<String, Object>>();
    for (String platform : texts(image, "platforms")) {
      Map<String, Object> manifest = layout.manifest(name, spec(name, platform));
      manifests.add(manifest);
      if (absent.contains(platform)) {
        layout.lose(String.valueOf(manifest.get("digest")));
      }
      if (corrupt.contains(platform)) {
        layout.damage(String.valueOf(manifest.get("digest")));
      }
    }
    layout.name(name, manifests.size() == 1 ? manifests.getFirst() : layout.index(manifests));
  }

  private static ImageSpec spec(String name, String platform) {
    Platform parsed = Platform.parse(platform).orElseThrow();
    return ImageSpec.platform(parsed.os(), parsed.architecture(), parsed.variant())
        .entrypoint("/app")
        .layer(TarLayer.layer().file("app", 0755, name + " for " + platform));
  }

  private static List<String> texts(Node.Mapping mapping, String field) {
    return mapping.items(field).stream().map(item -> ((Node.Scalar) item).text()).toList();
  }
}
