package dev.bulkhead.registry;

import java.util.Optional;

/** What lies in registries beside images: charts, WebAssembly, signatures, anything. */
final class Artifacts {
  private Artifacts() {}

  /**
   * What the manifest holds where that is no container image; the config's media type tells (OCI
   * image specification, manifest.md, "Guidelines for Artifact Usage").
   *
   * @return with its article, as in "a Helm chart (…)"; empty for an image
   */
  static Optional<String> describe(Manifest.Single manifest) {
    String type = manifest.config().mediaType();
    return switch (type) {
      // Docker's earliest schema 2 manifests called their config a stream of octets.
      case Manifest.OCI_CONFIG, Manifest.DOCKER_CONFIG, "", "application/octet-stream" ->
          Optional.empty();
      case "application/vnd.cncf.helm.config.v1+json" -> said("a Helm chart", type);
      case "application/vnd.wasm.config.v0+json",
          "application/vnd.wasm.config.v1+json",
          "application/vnd.module.wasm.config.v1+json" ->
          said("a WebAssembly module", type);
      case "application/vnd.docker.plugin.v1+json" -> said("a plug-in for Docker", type);
      case "application/vnd.oci.empty.v1+json" ->
          said("an artifact", manifest.artifactType().isEmpty() ? type : manifest.artifactType());
      default -> said("an artifact", type);
    };
  }

  private static Optional<String> said(String what, String type) {
    return Optional.of("%s (%s)".formatted(what, type));
  }
}
