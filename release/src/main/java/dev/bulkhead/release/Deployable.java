package dev.bulkhead.release;

import java.util.List;
import java.util.Optional;

/**
 * Something that users deploy straight from the repository.
 *
 * @param path of the kustomization's folder or of the manifest; {@code .} is the root
 * @param images all images that it runs, whoever's they are; where it is refused, those that are
 *     stated in what it is built from
 * @param refused why it cannot be told what it runs, a full sentence; empty where it can
 */
public record Deployable(
    Kind kind, String path, List<DeployedImage> images, Optional<String> refused) {
  /** How it is deployed. */
  public enum Kind {
    /** {@code kubectl apply -k}. */
    KUSTOMIZATION("kustomization"),
    /** {@code kubectl apply -f}. */
    MANIFEST("manifest");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** As reports name it. */
    @Override
    public String toString() {
      return words;
    }
  }

  public Deployable {
    images = List.copyOf(images);
  }
}
