package dev.bulkhead.registry;

import java.util.List;
import java.util.Set;

/** The media types of manifests and indexes that are asked for. */
final class ManifestTypes {
  static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
  static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
  static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

  /** The value of {@code Accept}: without it some registries convert what they hold. */
  static final String ACCEPT =
      String.join(", ", List.of(OCI_INDEX, OCI_MANIFEST, DOCKER_LIST, DOCKER_MANIFEST));

  /** What a server says that does not know the types. */
  private static final Set<String> GENERAL =
      Set.of("", "application/json", "text/plain", "application/octet-stream");

  private ManifestTypes() {}

  /**
   * The type of a manifest: what the answer says, or where that is general, the manifest itself.
   */
  static String of(String answered, String stated, boolean listsManifests) {
    if (!GENERAL.contains(answered)) {
      return answered;
    }
    if (!stated.isEmpty()) {
      return stated;
    }
    return listsManifests ? OCI_INDEX : OCI_MANIFEST;
  }
}
