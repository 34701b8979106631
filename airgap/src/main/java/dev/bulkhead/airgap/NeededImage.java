package dev.bulkhead.airgap;

import dev.bulkhead.model.ImageReference;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An image that must be on the other side of the air gap, or may have to be.
 *
 * @param need how certain that is
 * @param askedBy who asks for it, for a person to read: {@code Deployment shop/web, container
 *     nginx}
 */
public record NeededImage(ImageReference reference, Need need, SortedSet<String> askedBy) {
  public NeededImage {
    askedBy = Collections.unmodifiableSortedSet(new TreeSet<>(askedBy));
  }

  /** How certain it is that an image is asked for; the more certain comes first. */
  public enum Need {
    /** A container, or whatever runs containers, names it as its image. */
    CERTAIN,
    /** An environment variable, an argument or a custom resource holds what reads like an image. */
    CANDIDATE
  }

  /** The same image asked for by both, as certain as the more certain of them. */
  NeededImage and(NeededImage other) {
    var both = new TreeSet<>(askedBy);
    both.addAll(other.askedBy);
    return new NeededImage(reference, need.compareTo(other.need) <= 0 ? need : other.need, both);
  }
}
