package dev.bulkhead.registry;

import dev.bulkhead.registry.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands behind a tag or digest (OCI image specification, image-index.md and manifest.md;
 * Docker's image manifest version 2, schemas 1 and 2).
 */
public sealed interface Manifest {
  /** The media type of an index. */
  String OCI_INDEX = "application/vnd.oci.image.index.v1+json";

  /** The media type of a manifest. */
  String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  /** The media type of an image's configuration. */
  String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";

  /** Docker's media type of an index. */
  String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";

  /** Docker's media type of a manifest. */
  String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

  /** Docker's media type of an image's configuration. */
  String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";

  /** No more entries are read of one index or manifest. */
  int MAX_ENTRIES = 10_000;

  /** Several manifests, one per platform. */
  record Index(List<Descriptor> manifests) implements Manifest {
    public Index {
      manifests = List.copyOf(manifests);
    }
  }

  /**
   * One image, or an artifact in an image's dress: the config's media type tells.
   *
   * @param layers in the order in which they are laid over each other
   * @param artifactType what it is where it is no image; the empty string where unstated
   */
  record Single(Descriptor config, List<Descriptor> layers, String artifactType)
      implements Manifest {
    public Single {
      layers = List.copyOf(layers);
    }
  }

  /** Docker's first schema, which containerd 2 pulls no longer. */
  record Schema1() implements Manifest {}

  /**
   * None of these.
   *
   * @param mediaType what it says it is
   */
  record Unrecognised(String mediaType) implements Manifest {}

  /**
   * Reads a manifest. What it holds decides, as media types are often left out; a stated type that
   * contradicts is refused, as containerd does (core/images/image.go, validateMediaType).
   *
   * @throws IOException with a full sentence where it is malformed
   */
  static Manifest read(String mediaType, String text) throws IOException {
    Json json = Json.object(text);
    String type = json.has("mediaType") ? Descriptor.normal(json.text("mediaType")) : mediaType;
    if (Long.valueOf(1).equals(json.number("schemaVersion")) && json.has("fsLayers")) {
      return new Schema1();
    }
    boolean index = json.has("manifests");
    boolean single = json.has("config") || json.has("layers");
    if (index && single) {
      throw new IOException("It claims to be an index and a manifest at once.");
    }
    if (index && !type.equals(OCI_MANIFEST) && !type.equals(DOCKER_MANIFEST)) {
      return new Index(descriptors(json.list("manifests")));
    }
    if (single && json.has("config") && !type.equals(OCI_INDEX) && !type.equals(DOCKER_LIST)) {
      return new Single(
          Descriptor.read(json.member("config")),
          descriptors(json.list("layers")),
          json.text("artifactType"));
    }
    return type.equals(OCI_INDEX) ? new Index(List.of()) : new Unrecognised(type);
  }

  private static List<Descriptor> descriptors(List<Json> items) throws IOException {
    if (items.size() > MAX_ENTRIES) {
      throw new IOException(
          "It lists %,d entries, and no more than %,d are read."
              .formatted(items.size(), MAX_ENTRIES));
    }
    var descriptors = new ArrayList<Descriptor>();
    for (Json item : items) {
      descriptors.add(Descriptor.read(item));
    }
    return descriptors;
  }
}
