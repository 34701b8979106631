package dev.bulkhead.airgap.verify;

import dev.bulkhead.airgap.verify.BundleFault.Kind;
import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.registry.Descriptor;
import dev.bulkhead.registry.HashedArchive;
import dev.bulkhead.registry.Manifest;
import dev.bulkhead.registry.VerifiedBlob;
import dev.bulkhead.registry.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells what an archive's files mean, as containerd's importer does: with an {@code oci-layout}, it
 * is {@code index.json} that counts and {@code manifest.json} is not looked at; without one, it is
 * an archive of Docker. Serves one archive.
 */
final class BundleReader {
  private static final String CONTAINERD_NAME = "io.containerd.image.name";
  private static final String REF_NAME = "org.opencontainers.image.ref.name";
  private static final int MOST_ENTRIES = 10_000;

  private final Path file;
  private final HashedArchive archive;
  private final ArchiveStore store;
  private final List<BundleFault> faults = new ArrayList<>();
  private final Map<String, Descriptor> named = new LinkedHashMap<>();
  private final List<Descriptor> listed = new ArrayList<>();

  BundleReader(Path file, HashedArchive archive) {
    this.file = file;
    this.archive = archive;
    this.store = new ArchiveStore(file.toString(), archive);
  }

  Bundle read() {
    archive.fault().ifPresentOrElse(this::unreadable, this::readContent);
    return new Bundle(file, store, named, listed, faults);
  }

  private void readContent() {
    try {
      Optional<HashedArchive.File> layout = archive.file("oci-layout");
      if (layout.isPresent()) {
        readOci(layout.get());
      } else {
        readDocker();
      }
      blobs();
    } catch (IOException malformed) {
      unreadable(String.valueOf(malformed.getMessage()));
    }
  }

  private void readOci(HashedArchive.File layout) throws IOException {
    String version = Json.object(store.text(layout)).text("imageLayoutVersion");
    if (!version.equals("1.0.0")) {
      throw new IOException(
          "Its oci-layout states the version \"%s\", not 1.0.0.".formatted(version));
    }
    HashedArchive.File index =
        archive
            .file("index.json")
            .orElseThrow(() -> new IOException("It has an oci-layout and no index.json."));
    List<Json> entries = Json.object(store.text(index)).list("manifests");
    if (entries.size() > MOST_ENTRIES) {
      throw new IOException(
          "Its index.json lists %,d entries, and no more than %,d are read."
              .formatted(entries.size(), MOST_ENTRIES));
    }
    for (Json entry : entries) {
      Descriptor descriptor = Descriptor.read(entry);
      if (!descriptor.isAttestation()) {
        String full = descriptor.annotation(CONTAINERD_NAME);
        add(descriptor, full.isEmpty() ? descriptor.annotation(REF_NAME) : full);
      }
    }
  }

  private void readDocker() throws IOException {
    Optional<HashedArchive.File> manifest = archive.file("manifest.json");
    if (manifest.isEmpty()) {
      throw new IOException(
          archive.file("index.json").isPresent()
              ? "It has an index.json, but no oci-layout, without which it is no OCI archive."
              : "It holds neither an oci-layout with an index.json nor a manifest.json.");
    }
    for (Json image : Json.objects(store.text(manifest.get()))) {
      Descriptor descriptor = dockerManifest(image);
      List<String> tags = image.texts("RepoTags");
      if (tags.isEmpty()) {
        add(descriptor, "");
      }
      for (String tag : tags) {
        add(descriptor, normal(tag));
      }
    }
  }

  /** containerd writes names of Docker's archives in full, and no others. */
  private static String normal(String name) {
    return ImageReference.read(name) instanceof ImageReference.Reading.Valid(var reference)
        ? reference.canonical()
        : name;
  }

  /** The manifest that Docker's own form leaves out. */
  private Descriptor dockerManifest(Json image) throws IOException {
    String config = image.text("Config");
    var layers = new ArrayList<String>();
    for (String layer : image.texts("Layers")) {
      layers.add(descriptor("application/vnd.docker.image.rootfs.diff.tar", "layer", layer));
    }
    String json =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
            .formatted(
                ArchiveStore.MADE_UP,
                descriptor(Manifest.DOCKER_CONFIG, "configuration", config),
                String.join(",", layers));
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    Digest digest = VerifiedBlob.sha256(bytes);
    store.addDocument(digest, bytes);
    return Descriptor.of(ArchiveStore.MADE_UP, digest, bytes.length);
  }

  private String descriptor(String mediaType, String what, String name) throws IOException {
    HashedArchive.File part =
        archive
            .file(name)
            .orElseThrow(
                () ->
                    new IOException(
                        "Its manifest.json names \"%s\" as a %s, which is not in it."
                            .formatted(name, what)));
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
        .formatted(mediaType, part.digest(), part.size());
  }

  private void add(Descriptor descriptor, String name) {
    listed.add(descriptor);
    if (store.size(descriptor.digest()).isEmpty()) {
      faults.add(
          new BundleFault(
              Kind.EMPTY,
              name.isEmpty() ? descriptor.digest().toString() : name,
              "%s lists %s as %s, %s."
                  .formatted(
                      file,
                      name.isEmpty() ? "something" : name,
                      descriptor.digest(),
                      isCalled(descriptor.digest())
                          ? "and what lies under that digest is something else"
                          : "which is not in it"),
              "Make the bundle again; `bulkhead airgap bundle` leaves nothing out."));
    }
    Names.fault(file.toString(), name, descriptor.digest()).ifPresent(faults::add);
    if (name.isEmpty()) {
      return;
    }
    Descriptor before = named.put(name, descriptor);
    if (before != null && !before.digest().equals(descriptor.digest())) {
      faults.add(
          new BundleFault(
              Kind.NAME,
              name,
              "%s gives the name %s to %s and to %s; the second alone is found under it."
                  .formatted(
                      file, name, before.digest().abbreviated(), descriptor.digest().abbreviated()),
              "Give each image a name of its own, or join them to one index for all platforms."));
    }
  }

  private boolean isCalled(Digest digest) {
    return archive.file("blobs/%s/%s".formatted(digest.algorithm(), digest.hex())).isPresent();
  }

  /** Files that are called by a digest which is not that of what they hold. */
  private void blobs() {
    for (HashedArchive.File blob : archive.files()) {
      String[] parts = blob.name().split("/", -1);
      if (parts.length != 3 || !parts[0].equals("blobs")) {
        continue;
      }
      String stated = parts[1] + ":" + parts[2];
      if (Digest.parse(stated).filter(digest -> !digest.equals(blob.digest())).isPresent()) {
        faults.add(
            new BundleFault(
                Kind.BLOB,
                stated,
                "%s holds other content under blobs/%s/%s than that digest is of: %,d bytes with the digest %s."
                    .formatted(file, parts[1], parts[2], blob.size(), blob.digest()),
                "Make the bundle again, or fetch it again where it was copied."));
      }
    }
  }

  private void unreadable(String sentence) {
    faults.add(
        new BundleFault(
            Kind.UNREADABLE,
            "",
            "%s is no bundle that can be imported. %s".formatted(file, sentence),
            "Fetch the file again, and compare its size and checksum with the original's."));
  }
}
