package dev.bulkhead.release;

import java.util.List;

/** What stamping a release into one file comes to. */
sealed interface StampedFile {
  /**
   * The file states the release.
   *
   * @param text the whole of it
   * @param edits none where it did before
   * @param unchanged how many places stated it before
   */
  record Written(String text, List<StampOutcome.Edit> edits, int unchanged)
      implements StampedFile {}

  /** Something in the file cannot be stamped. */
  record Unfit(List<StampOutcome.Fault> faults) implements StampedFile {}
}
