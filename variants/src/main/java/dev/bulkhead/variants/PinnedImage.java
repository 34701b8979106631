package dev.bulkhead.variants;

import dev.bulkhead.model.Location;
import dev.bulkhead.verdict.Subject;
import java.util.List;

/**
 * What became of an image that was to be pinned.
 *
 * @param container the container that runs it
 * @param setting in which it does
 * @param image its reference before
 */
public record PinnedImage(Subject container, Setting setting, String image, Outcome outcome) {
  /** What became of it. */
  public sealed interface Outcome {
    /**
     * Values pin it.
     *
     * @param paths their names
     * @param reference what the chart renders with them
     * @param why it is another image than before; empty where it is the same
     */
    record ByValues(List<String> paths, String reference, String why) implements Outcome {
      public ByValues {
        paths = List.copyOf(paths);
      }
    }

    /**
     * An edit of the manifest pins it.
     *
     * @param at where its reference stands
     * @param reference what it is then
     */
    record ByEdit(Location at, String reference) implements Outcome {}

    /** The chart or the manifest itself names it so, and no value changes it; it exists. */
    record AsItStands() implements Outcome {}

    /**
     * It is not pinned.
     *
     * @param reason a full sentence
     * @param remedy beginning with a verb
     */
    record Unpinned(String reason, String remedy) implements Outcome {}

    /**
     * Nobody would tell what it could be pinned to.
     *
     * @param reason a full sentence
     * @param supply what would supply the answer, beginning with a verb
     */
    record Untold(String reason, String supply) implements Outcome {}
  }

  /** The same with another outcome. */
  public PinnedImage with(Outcome other) {
    return new PinnedImage(container, setting, image, other);
  }
}
