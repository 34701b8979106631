package dev.bulkhead.release;

import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.ObjectKey;

/**
 * An image that somebody runs who deploys from the repository.
 *
 * @param at where what decides is written: the tag, or the kustomization's {@code newTag}
 * @param container the container that runs it or is told of it
 */
public record DeployedImage(
    ImageReference reference, Location at, ObjectKey object, String container) {
  /** The image's name without a tag. */
  public String name() {
    return reference.name();
  }

  /** The tag, or {@code latest} where nothing is written. */
  public String tag() {
    return reference.effectiveTag();
  }
}
