package dev.bulkhead.model;

import java.util.Optional;

/**
 * Names that stand where an image reference will be put by something else: an injector, a build
 * tool, a kustomization. They are never looked up.
 */
public final class StandIn {
  private StandIn() {}

  /** What will replace the name, as a clause; empty for an ordinary reference. */
  public static Optional<String> of(String reference) {
    if (reference.equals("auto")) {
      return Optional.of("an injector replaces it when the pod is created");
    }
    if (reference.startsWith("ko://")) {
      return Optional.of("ko replaces it when the image is built");
    }
    if (reference.equals("controller") || reference.equals("controller:latest")) {
      return Optional.of("kubebuilder's layout has a kustomization replace it");
    }
    return Optional.empty();
  }
}
