package dev.bulkhead.render;

import java.util.List;

/**
 * The lines of a text that must never be shown, because they hold values of Secrets.
 *
 * @param ranges in no particular order; they may overlap
 */
public record ConcealedLines(List<Range> ranges) {
  /** Hides nothing. */
  public static final ConcealedLines NONE = new ConcealedLines(List.of());

  public ConcealedLines {
    ranges = List.copyOf(ranges);
  }

  /**
   * Lines in a row.
   *
   * @param first from 1
   * @param last included
   */
  public record Range(int first, int last) {}

  /** Whether a line, counted from 1, is hidden. */
  public boolean contains(int line) {
    return ranges.stream().anyMatch(range -> range.first() <= line && line <= range.last());
  }
}
