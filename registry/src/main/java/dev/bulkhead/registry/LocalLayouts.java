package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;
import dev.bulkhead.registry.json.Json;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * Recognises what lies at a path by its content: an OCI layout (image-layout.md), in a directory or
 * a tar archive, or an archive as {@code docker save} writes it. Newer archives are both.
 */
final class LocalLayouts {
  private static final String REF_NAME = "org.opencontainers.image.ref.name";
  private static final String CONTAINERD_NAME = "io.containerd.image.name";
  private static final int MAX_DOCUMENT = ImageAssembler.MAX_DOCUMENT;

  private LocalLayouts() {}

  /** Opens what lies there, by whatever says what it holds. */
  static LocalStore open(Path path) {
    return open(
        path,
        (store, content) -> {
          boolean oci = addOci(store, content, path);
          boolean docker = addDocker(store, content);
          if (!oci && !docker) {
            throw new IOException(
                "It holds neither index.json, as an OCI layout does, nor manifest.json, as docker"
                    + " save writes it.");
          }
        });
  }

  /**
   * Opens what lies there as containerd's importer reads it: with an {@code oci-layout}, {@code
   * index.json} alone counts; without one, {@code manifest.json} alone.
   */
  static LocalStore openAsImported(Path path) {
    return open(
        path,
        (store, content) -> {
          if (content.holds("oci-layout")) {
            if (!addOci(store, content, path)) {
              throw new IOException("It has an oci-layout and no index.json.");
            }
          } else if (!addDocker(store, content)) {
            throw new IOException(
                content.holds("index.json")
                    ? "It has an index.json, but no oci-layout, without which it is no OCI archive."
                    : "It holds neither an oci-layout with an index.json nor a manifest.json.");
          }
        });
  }

  /** Tells a store what there is. */
  @FunctionalInterface
  private interface Recogniser {
    void fill(LocalStore store, LocalContent content) throws IOException;
  }

  private static LocalStore open(Path path, Recogniser recogniser) {
    try {
      requireReadable(path);
      LocalContent content =
          Files.isDirectory(path) ? new DirectoryContent(path) : ArchiveContent.read(path);
      var store = new LocalStore(path.toString(), content);
      recogniser.fill(store, content);
      return store;
    } catch (IOException unreadable) {
      throw new UserError(
          null,
          "%s holds no images: it is no OCI layout, OCI archive or Docker archive that can be read. %s"
              .formatted(path, said(path, unreadable)),
          "Name a layout or archive that holds images, as skopeo copy or docker save write it.",
          unreadable);
    }
  }

  /** gzip and zstd are undone while an archive is read; other compressions are named. */
  private static void requireReadable(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      return;
    }
    var wrapping = HashedArchive.wrapping(path);
    switch (wrapping) {
      case NONE, GZIP, ZSTD -> {}
      case BZIP2, XZ ->
          throw new UserError(
              "%s is compressed as a whole with %s, which is not undone here."
                  .formatted(path, wrapping.title()),
              wrapping.remedy(path));
    }
  }

  private static String said(Path path, IOException exception) {
    if (!Files.exists(path)) {
      return "There is no such file.";
    }
    return ImageAssembler.message(exception);
  }

  private static boolean addOci(LocalStore store, LocalContent content, Path path)
      throws IOException {
    if (!content.holds("index.json")) {
      return false;
    }
    String own = stem(path);
    for (Json entry : Json.object(text(content, "index.json")).list("manifests")) {
      Descriptor descriptor = Descriptor.read(entry);
      if (descriptor.isAttestation()) {
        continue;
      }
      var names = new ArrayList<LocalName>();
      LocalName.full(descriptor.annotation(CONTAINERD_NAME)).ifPresent(names::add);
      // Where containerd states the full name, the other annotation is its tag.
      if (names.isEmpty()) {
        LocalName.read(descriptor.annotation(REF_NAME), own).ifPresent(names::add);
      }
      store.add(descriptor, names);
    }
    return true;
  }

  /** A file's name without the extensions of archives. */
  private static String stem(Path path) {
    Path name = path.toAbsolutePath().normalize().getFileName();
    return name == null
        ? ""
        : name.toString()
            .replaceFirst("(?:\\.(?:oci|docker))?(?:\\.tar(?:\\.gz|\\.zst)?|\\.tgz)?$", "");
  }

  private static boolean addDocker(LocalStore store, LocalContent content) throws IOException {
    if (!content.holds("manifest.json")) {
      return false;
    }
    SortedSet<String> known = store.names();
    for (Json image : Json.objects(text(content, "manifest.json"))) {
      var names = new ArrayList<LocalName>();
      image.texts("RepoTags").forEach(tag -> LocalName.full(tag).ifPresent(names::add));
      if (names.stream().allMatch(name -> known.contains(name.toString())) && !names.isEmpty()) {
        continue;
      }
      store.add(manifest(store, content, image), names);
    }
    return true;
  }

  /** The manifest that Docker's own form leaves out. */
  private static Descriptor manifest(LocalStore store, LocalContent content, Json image)
      throws IOException {
    String configFile = image.text("Config");
    String configText = text(content, configFile);
    ConfigFile config = ConfigFile.read(configText);
    List<String> files = image.texts("Layers");
    if (files.size() != config.diffIds().size()) {
      throw new IOException(
          "Its manifest.json lists %d layers and %s %d."
              .formatted(files.size(), configFile, config.diffIds().size()));
    }
    var layers = new ArrayList<String>();
    for (int i = 0; i < files.size(); i++) {
      layers.add(layer(store, content, files.get(i), config.diffIds().get(i)));
    }
    byte[] configBytes = configText.getBytes(StandardCharsets.UTF_8);
    Digest configDigest = VerifiedBlob.sha256(configBytes);
    store.addBlob(configDigest, configFile);
    return store.addDocument(
        Manifest.DOCKER_MANIFEST,
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
            .formatted(
                Manifest.DOCKER_MANIFEST,
                descriptor(Manifest.DOCKER_CONFIG, configDigest, configBytes.length),
                String.join(",", layers)));
  }

  /** A layer's descriptor; what is stored uncompressed has the digest that the config states. */
  private static String layer(LocalStore store, LocalContent content, String file, Digest diffId)
      throws IOException {
    long size =
        content
            .size(file)
            .orElseThrow(() -> new IOException("It holds no layer \"%s\".".formatted(file)));
    Digest digest = diffId;
    try (var bytes = content.open(file)) {
      byte[] head = bytes.readNBytes(Compression.MAGIC);
      if (Compression.of(head, head.length) != Compression.NONE) {
        digest = VerifiedBlob.sha256(head, bytes);
      }
    }
    store.addBlob(digest, file);
    return descriptor("application/vnd.docker.image.rootfs.diff.tar", digest, size);
  }

  private static String descriptor(String mediaType, Digest digest, long size) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
        .formatted(mediaType, digest, size);
  }

  private static String text(LocalContent content, String name) throws IOException {
    try (var file = content.open(name)) {
      byte[] bytes = file.readNBytes(MAX_DOCUMENT + 1);
      if (bytes.length > MAX_DOCUMENT) {
        throw new IOException("Its %s is larger than %,d bytes.".formatted(name, MAX_DOCUMENT));
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
