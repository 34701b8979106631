package dev.bulkhead.variants;

import dev.bulkhead.model.Digest;
import java.util.Optional;

/** Whether an image that has a tag can be used. */
public sealed interface TagFit {

  /**
   * It can.
   *
   * @param digest what the tag names now, where that was looked up
   */
  record Fits(Optional<Digest> digest) implements TagFit {}

  /**
   * It cannot.
   *
   * @param why as a clause whose subject is the image: {@code has no linux/arm64}
   */
  record Lacks(String why) implements TagFit {}

  /**
   * Nobody would tell.
   *
   * @param reason a full sentence
   * @param supply what would supply the answer, beginning with a verb
   */
  record Untold(String reason, String supply) implements TagFit {}
}
