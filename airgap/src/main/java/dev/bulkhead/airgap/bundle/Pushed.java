package dev.bulkhead.airgap.bundle;

import dev.bulkhead.model.Digest;
import java.util.List;

/**
 * What a push came to.
 *
 * @param images in the order of the bundle, those that it does not hold as a whole last
 * @param sent blobs that were sent, and their bytes
 * @param mounted blobs that the registry took from another of its repositories
 * @param present blobs that were there
 */
public record Pushed(List<One> images, Count sent, Count mounted, Count present) {
  public Pushed {
    images = List.copyOf(images);
  }

  /**
   * Some blobs.
   *
   * @param bytes all of theirs together
   */
  public record Count(int blobs, long bytes) {
    Count plus(long more) {
      return new Count(blobs + 1, bytes + more);
    }
  }

  /**
   * One image, or something that refers to one.
   *
   * @param name in the bundle
   * @param target its full name where it was pushed
   * @param digest under which it is there
   * @param isRewritten whether that is another digest than in the bundle
   */
  public record One(
      String name,
      boolean isReferrer,
      String target,
      Digest digest,
      boolean isRewritten,
      Fate fate) {}

  /** What became of it. */
  public sealed interface Fate {
    /** It is there, and was found to be what it should be. */
    record Arrived() implements Fate {}

    /**
     * It is there, under a tag that stood for something else.
     *
     * @param before what the tag stood for
     */
    record Replaced(Digest before) implements Fate {}

    /** It was there before. */
    record WasThere() implements Fate {}

    /** It is not there. */
    sealed interface Failed extends Fate {
      /** Why, a full sentence. */
      String cause();

      /** What helps, beginning with a verb. */
      String remedy();
    }

    /** The registry does not take it. */
    record Refused(String cause, String remedy) implements Failed {}

    /** The bundle holds other content than it should. */
    record Damaged(String cause, String remedy) implements Failed {}

    /** The registry could not be reached to the end; the same push may do it later. */
    record Unreached(String cause, String remedy) implements Failed {}
  }

  /** Whether everything is there. */
  public boolean isWhole() {
    return images.stream().noneMatch(one -> one.fate() instanceof Fate.Failed);
  }
}
