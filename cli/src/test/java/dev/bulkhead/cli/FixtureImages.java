package dev.bulkhead.cli;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.FileContent;
import dev.bulkhead.registry.FileEntry;
import dev.bulkhead.registry.FileSystem;
import dev.bulkhead.registry.Image;
import dev.bulkhead.registry.ImageConfig;
import dev.bulkhead.registry.ImageLookup;
import dev.bulkhead.registry.Images;
import dev.bulkhead.render.Documents;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.YamlReader;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Images that a case describes in its {@code images.yaml}: by reference, either {@code missing} or
 * {@code unavailable}, or what an image says and holds.
 *
 * <pre>{@code
 * registry.example/app:1:
 *   platforms: [linux/amd64]
 *   entrypoint: [/app]
 *   command: [--serve]
 *   user: app
 *   files:
 *     /app: { elf: amd64 }
 *     /dynamic: { elf: arm64, interpreter: /lib/ld.so, needs: [libc.so.6] }
 *     /run.sh: { script: /bin/sh, mode: "0755", uid: 1000 }
 *     /data: { directory: true, mode: "0700" }
 *     /bin: { link: usr/bin }
 *     /etc/passwd: { text: "root:x:0:0::/:/bin/sh\n" }
 *     /note: { other: 6563686f }
 * }</pre>
 */
final class FixtureImages implements Images {
  private static final Digest DIGEST = Digest.sha256("ab".repeat(32));

  private final Map<String, Node> described;
  private final Set<String> unused;

  private FixtureImages(Map<String, Node> described) {
    this.described = described;
    this.unused = Collections.synchronizedSet(new LinkedHashSet<>(described.keySet()));
  }

  static FixtureImages read(String yaml) {
    Documents documents = YamlReader.read(yaml, Placement.of("images.yaml"));
    if (!documents.problems().isEmpty()) {
      throw new IllegalArgumentException(documents.problems().toString());
    }
    var described = new LinkedHashMap<String, Node>();
    documents.mappings().forEach(mapping -> described.putAll(mapping.fields()));
    return new FixtureImages(described);
  }

  /** The references that nobody has asked for. */
  Set<String> unused() {
    return Set.copyOf(unused);
  }

  @Override
  public ImageLookup find(ImageReference reference, Platform platform) {
    unused.remove(reference.text());
    Node description = described.get(reference.text());
    return switch (description) {
      case Node.Mapping image -> found(reference, platform, image);
      case Node.Scalar word when word.text().equals("missing") ->
          new ImageLookup.Missing(
              reference.registry(), "404 MANIFEST_UNKNOWN", List.of("v1.31", "v1.30"));
      case Node.Scalar word when word.text().equals("unavailable") ->
          new ImageLookup.Unavailable(
              "%s did not answer within 10 s.".formatted(reference.registry()),
              "Try again, or supply the image with --images PATH.");
      case null, default ->
          throw new IllegalArgumentException("images.yaml does not describe " + reference);
    };
  }

  private static ImageLookup found(
      ImageReference reference, Platform platform, Node.Mapping image) {
    var platforms = new TreeSet<Platform>();
    for (String text : texts(image, "platforms")) {
      platforms.add(Platform.parse(text).orElseThrow());
    }
    if (platforms.isEmpty()) {
      platforms.add(Platform.LINUX_AMD64);
    }
    for (Platform offered : platforms) {
      if (platform.runs(offered)) {
        return new ImageLookup.Found(
            new Image(
                reference,
                DIGEST,
                DIGEST,
                offered,
                reference.registry(),
                config(image),
                files(image)));
      }
    }
    return new ImageLookup.PlatformMissing(DIGEST, reference.registry(), platforms);
  }

  private static ImageConfig config(Node.Mapping image) {
    var environment = new LinkedHashMap<String, String>();
    image.mapping("environment").ifPresent(given -> environment.putAll(given.texts()));
    return new ImageConfig(
        texts(image, "entrypoint"),
        texts(image, "command"),
        environment,
        image.text("workingDirectory").orElse(""),
        image.text("user").orElse(""),
        new LinkedHashMap<>());
  }

  private static FileSystem files(Node.Mapping image) {
    var entries = new HashMap<String, FileEntry>();
    entries.put("/", directory("/"));
    image
        .mapping("files")
        .ifPresent(
            files ->
                files.fields().forEach((path, node) -> put(entries, path, (Node.Mapping) node)));
    return path -> {
      FileEntry entry = entries.get(path);
      return entry == null
          ? new FileSystem.Finding.Absent(List.of(DIGEST))
          : new FileSystem.Finding.Present(entry, DIGEST);
    };
  }

  private static void put(Map<String, FileEntry> entries, String path, Node.Mapping file) {
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      String parent = path.substring(0, slash);
      entries.putIfAbsent(parent, directory(parent));
    }
    boolean isLink = file.text("link").isPresent();
    boolean isDirectory = file.text("directory").isPresent();
    int mode = Integer.parseInt(file.text("mode").orElse("0755"), 8);
    entries.put(
        path,
        new FileEntry(
            path,
            isLink
                ? FileEntry.Type.SYMLINK
                : isDirectory ? FileEntry.Type.DIRECTORY : FileEntry.Type.FILE,
            mode,
            Long.parseLong(file.text("uid").orElse("0")),
            Long.parseLong(file.text("gid").orElse("0")),
            isLink || isDirectory ? 0 : 1,
            file.text("link").orElse(""),
            content(file)));
  }

  private static FileEntry directory(String path) {
    return new FileEntry(
        path, FileEntry.Type.DIRECTORY, 0755, 0, 0, 0, "", new FileContent.Empty());
  }

  private static FileContent content(Node.Mapping file) {
    if (file.text("elf").isPresent()) {
      String interpreter = file.text("interpreter").orElse(null);
      return new FileContent.Elf(
          machine(file.text("elf").get()),
          64,
          true,
          2,
          interpreter,
          interpreter == null
              ? null
              : new FileContent.Libraries(texts(file, "needs"), List.of(), List.of()));
    }
    return file.text("script")
        .<FileContent>map(FileContent.Script::new)
        .or(() -> file.text("text").map(FileContent.Text::new))
        .or(() -> file.text("other").map(FileContent.Other::new))
        .orElseGet(FileContent.Empty::new);
  }

  private static int machine(String architecture) {
    return switch (architecture) {
      case "amd64" -> 62;
      case "arm64" -> 183;
      default -> throw new IllegalArgumentException(architecture);
    };
  }

  private static List<String> texts(Node.Mapping mapping, String field) {
    return mapping.items(field).stream().map(item -> ((Node.Scalar) item).text()).toList();
  }
}
