package dev.bulkhead.release;

import dev.bulkhead.model.Node;
import dev.bulkhead.render.Documents;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.YamlReader;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Finds the places of one file that state a version, whatever they state it of: by the file's name
 * and form alone, so that the same bytes at the same path always give the same.
 */
public final class Carriers {
  /** A file longer than this states its version elsewhere, too. */
  static final int LONGEST = 8 << 20;

  /** No manifest that states a version of an image or an object is without one of these. */
  private static final List<String> MARKS =
      List.of("image", "Image", "IMAGE", "app.kubernetes.io/version", "helm.sh/chart");

  private Carriers() {}

  /** Whether a file of that path can state a version at all, so that it is worth reading. */
  public static boolean mayBeIn(String path) {
    return finder(path).isPresent();
  }

  /** What a file states. */
  public static FileReading read(String path, byte[] bytes) {
    Optional<BiFunction<FileText, String, FileReading>> finder = finder(path);
    if (finder.isEmpty()) {
      return FileReading.NOTHING;
    }
    if (bytes.length > LONGEST) {
      return FileReading.skipped(
          "it is longer than the %d MiB that are read of a file".formatted(LONGEST >> 20));
    }
    return FileText.of(path, bytes)
        .map(text -> finder.get().apply(text, path))
        .orElseGet(() -> FileReading.skipped("it is no text in UTF-8"));
  }

  private static Optional<BiFunction<FileText, String, FileReading>> finder(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (ChartCarriers.isChart(name)) {
      return Optional.of(ChartCarriers::read);
    }
    if (KustomizationCarriers.isKustomization(name)) {
      return Optional.of(yaml(KustomizationCarriers::read));
    }
    if (ValuesCarriers.isValues(name)) {
      return Optional.of(yaml((text, found) -> ValuesCarriers.read(text, found)));
    }
    if (name.endsWith(".yaml") || name.endsWith(".yml")) {
      return Optional.of(Carriers::manifest);
    }
    if (name.endsWith(".md") || name.endsWith(".mdx") || name.endsWith(".markdown")) {
      return Optional.of((text, _) -> FileReading.of(DocumentCarriers.in(text)));
    }
    return BuildCarriers.isBuildFile(path)
        ? Optional.of((text, _) -> FileReading.of(BuildCarriers.in(text)))
        : Optional.empty();
  }

  private static BiFunction<FileText, String, FileReading> yaml(
      BiFunction<FileText, Documents, FileReading> finder) {
    return (text, path) -> finder.apply(text, documents(text));
  }

  static Documents documents(FileText text) {
    return YamlReader.read(text.text(), Placement.of(text.path()));
  }

  private static FileReading manifest(FileText text, String path) {
    if (MARKS.stream().noneMatch(text.text()::contains)) {
      return FileReading.NOTHING;
    }
    Documents documents = YamlReader.read(withoutSilent(text.text()), Placement.of(text.path()));
    if (isTemplate(text, documents)) {
      return FileReading.skipped("it is a template (\"{{\"), which has to be rendered first");
    }
    boolean isKustomization =
        documents.mappings().stream().anyMatch(KustomizationCarriers::isKustomization);
    return isKustomization
        ? KustomizationCarriers.read(text, documents)
        : FileReading.of(ManifestCarriers.in(text, documents)).butFor(fault(text, documents));
  }

  /**
   * The text with nothing but line ends in the place of documents that state nothing: most of a
   * large install manifest is custom resource definitions, which only describe images.
   */
  private static String withoutSilent(String text) {
    var kept = new StringBuilder(text.length());
    int start = 0;
    while (start < text.length()) {
      int next = text.indexOf("\n---", start + 1);
      int end = next < 0 ? text.length() : next + 1;
      String document = text.substring(start, end);
      if (isSilent(document)) {
        document.chars().filter(c -> c == '\n' || c == '\r').forEach(c -> kept.append((char) c));
      } else {
        kept.append(document);
      }
      start = end;
    }
    return kept.toString();
  }

  private static boolean isSilent(String document) {
    return document.contains("\nkind: CustomResourceDefinition")
        || MARKS.stream().noneMatch(document::contains);
  }

  private static boolean isTemplate(FileText text, Documents documents) {
    return !documents.problems().isEmpty() && text.text().contains("{{");
  }

  /** What of a manifest cannot be read, if anything. */
  private static Optional<String> fault(FileText text, Documents documents) {
    return documents.problems().isEmpty() || !text.text().contains("kind:")
        ? Optional.empty()
        : Optional.of(
            "the document at line %d cannot be read as YAML"
                .formatted(documents.problems().getFirst().at().line()));
  }

  /** All scalars of a tree, in the order of the text. */
  static Stream<Node.Scalar> scalars(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> Stream.of(scalar);
      case Node.Sequence list -> list.items().stream().flatMap(Carriers::scalars);
      case Node.Mapping mapping -> mapping.fields().values().stream().flatMap(Carriers::scalars);
    };
  }
}
