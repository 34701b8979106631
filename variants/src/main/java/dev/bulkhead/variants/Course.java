package dev.bulkhead.variants;

import dev.bulkhead.variants.Cell.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How a release fares from version to version: where it breaks, and what is not because of the
 * version.
 */
public final class Course {
  private final Matrix matrix;
  private final List<Cell> cells;

  /** What is violated on every version, and so not because of it. */
  private final List<Reason> everywhere;

  Course(Matrix matrix, Release.Judged release) {
    this.matrix = matrix;
    this.cells = release.cells();
    this.everywhere =
        cells.size() < 2 || cells.stream().anyMatch(cell -> cell.state() != State.VIOLATED)
            ? List.of()
            : cells.getFirst().reasons().stream()
                .filter(reason -> cells.stream().allMatch(cell -> has(cell, reason)))
                .toList();
  }

  private static boolean has(Cell cell, Reason reason) {
    return cell.reasons().stream().anyMatch(reason::isAgain);
  }

  /** The first version that breaks what held, or might have, on the one before. */
  public Optional<String> firstBroken() {
    return firstBreak().map(this::name);
  }

  /** The last version on which the release is proven. */
  public Optional<String> lastProven() {
    return positions(this::isProven).reduce((one, later) -> later).map(this::name);
  }

  /** All of it in words, which begin with a verb; the release is their subject. */
  public String inWords() {
    if (cells.stream().noneMatch(cell -> cell.state() == State.VIOLATED)) {
      return unbroken();
    }
    var sentences = new ArrayList<String>();
    if (!everywhere.isEmpty()) {
      sentences.add(
          "Is broken on every version, so not because of the version: %s"
              .formatted(why(everywhere)));
    }
    olderBroken().ifPresent(sentences::add);
    firstBreak().ifPresent(at -> sentences.add(breaks(at)));
    return String.join(" ", sentences);
  }

  private String unbroken() {
    if (cells.stream().allMatch(cell -> cell.state() == State.PROVEN)) {
      return cells.size() == 1 ? "Holds on %s.".formatted(name(0)) : "Holds on every version.";
    }
    if (cells.stream().allMatch(Cell::isUnjudged)) {
      return "Is unproven: %s".formatted(why(cells.getFirst().reasons()));
    }
    List<Integer> proven = positions(this::isProven).toList();
    return proven.isEmpty()
        ? "Is unproven on %s: nothing is violated, but not all could be decided."
            .formatted(cells.size() == 1 ? name(0) : "every version")
        : "Holds on %s; otherwise it is unproven.".formatted(matrix.names(proven));
  }

  /** What is wrong with the oldest versions, which newer ones mend. */
  private Optional<String> olderBroken() {
    int end = 0;
    while (end < cells.size() && isBroken(end)) {
      end++;
    }
    return end == 0
        ? Optional.empty()
        : Optional.of(
            "Is broken on %s: %s"
                .formatted(matrix.names(IntStream.range(0, end).boxed().toList()), why(0)));
  }

  private String breaks(int at) {
    List<Integer> again = positions(position -> position > at && isProven(position)).toList();
    String before =
        switch (cells.get(at - 1).state()) {
          case PROVEN ->
              again.isEmpty()
                  ? " The last version on which it holds is %s.".formatted(name(at - 1))
                  : " It holds on %s, and again on %s."
                      .formatted(name(at - 1), matrix.names(again));
          case UNPROVEN -> " On %s it is unproven.".formatted(name(at - 1));
          case VIOLATED -> "";
        };
    return "Breaks at %s: %s%s".formatted(name(at), why(at), before);
  }

  private Optional<Integer> firstBreak() {
    return positions(position -> position > 0 && isBroken(position) && !isBroken(position - 1))
        .findFirst();
  }

  /** Whether a version is broken because it is that version. */
  private boolean isBroken(int position) {
    return cells.get(position).state() == State.VIOLATED && !ofVersion(position).isEmpty();
  }

  private boolean isProven(int position) {
    return cells.get(position).state() == State.PROVEN;
  }

  private List<Reason> ofVersion(int position) {
    return cells.get(position).reasons().stream()
        .filter(reason -> everywhere.stream().noneMatch(reason::isAgain))
        .toList();
  }

  private String why(int position) {
    return why(ofVersion(position));
  }

  private static String why(List<Reason> reasons) {
    String first = reasons.getFirst().message();
    return reasons.size() == 1 ? first : "%s (And %d more.)".formatted(first, reasons.size() - 1);
  }

  private Stream<Integer> positions(IntPredicate which) {
    return IntStream.range(0, cells.size()).filter(which).boxed();
  }

  private String name(int position) {
    return matrix.names().get(position);
  }
}
