package dev.bulkhead.variants;

import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is known of one release on clusters of one version.
 *
 * @param claims how many claims were judged, or would have been, had they been read; 0 where the
 *     run came to its end before
 * @param reasons why it is violated, or unproven; none where it is proven
 */
public record Cell(State state, int claims, List<Reason> reasons) {
  public Cell {
    reasons = List.copyOf(reasons);
    if (reasons.isEmpty() != (state == State.PROVEN)) {
      throw new IllegalArgumentException(
          "A cell that is %s has %d reasons.".formatted(state, reasons.size()));
    }
  }

  /** The three answers. */
  public enum State {
    /** Every claim holds, as far as errors go. */
    PROVEN,
    /** Some claim is violated, and that is an error. */
    VIOLATED,
    /** Nothing is violated, but not all could be decided. */
    UNPROVEN;

    /** As it is written: {@code proven}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What verdicts come to. Hooks that run only on {@code helm test} do not count, and neither does
   * what is no error.
   *
   * @param unread what of the release could not be read, and so was not judged
   */
  public static Cell of(List<Verdict> verdicts, List<Reason> unread) {
    var counted =
        verdicts.stream()
            .filter(verdict -> !verdict.claim().subject().origin().hook().isTestOnly())
            .toList();
    var errors =
        counted.stream()
            .filter(Verdict.Violated.class::isInstance)
            .filter(verdict -> ((Verdict.Violated) verdict).severity() == Severity.ERROR)
            .toList();
    if (!errors.isEmpty()) {
      return new Cell(State.VIOLATED, counted.size(), Reason.of(errors));
    }
    var open = counted.stream().filter(Verdict.Unproven.class::isInstance).toList();
    var reasons = new ArrayList<>(unread);
    reasons.addAll(Reason.of(open));
    int claims = counted.size() + unread.size();
    return new Cell(reasons.isEmpty() ? State.PROVEN : State.UNPROVEN, claims, reasons);
  }

  /** Whether the run came to its end before. */
  public boolean isUnjudged() {
    return state == State.UNPROVEN && claims == 0;
  }

  /** The chart itself refuses such clusters. */
  public static Cell refused(Reason reason) {
    return new Cell(State.VIOLATED, 1, List.of(reason));
  }

  /** Nothing was judged. */
  public static Cell unjudged(Reason reason) {
    return new Cell(State.UNPROVEN, 0, List.of(reason));
  }
}
