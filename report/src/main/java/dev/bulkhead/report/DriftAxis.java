package dev.bulkhead.report;

import dev.bulkhead.release.Drift;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where drift stands on a plot, in pixels from its top. Being one release behind is a fault, and
 * being thirty behind is no thirty times worse: the first few have more room, as on logarithmic
 * paper.
 *
 * @param most how many releases the furthest is behind; at least 1
 * @param isFloating whether something moves, for which there is a lane at the top
 * @param isAhead whether something is newer than its release, for which there is a lane below
 * @param isDrawn whether there is anything to draw
 */
record DriftAxis(int most, boolean isFloating, boolean isAhead, boolean isDrawn) {
  private static final double ROOM = 170;
  private static final double LANE = 26;
  private static final double EDGE = 14;

  /** Two labels that are nearer to each other would touch. */
  private static final double APART = 15;

  private static final List<Integer> ROUND = List.of(1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1_000);

  static DriftAxis of(List<Drift> images, List<Drift> charts) {
    List<Drift> all = Stream.concat(images.stream(), charts.stream()).toList();
    return new DriftAxis(
        all.stream()
            .mapToInt(drift -> drift instanceof Drift.Behind(int releases) ? releases : 0)
            .reduce(1, Math::max),
        all.stream().anyMatch(Drift.Floating.class::isInstance),
        all.stream().anyMatch(Drift.Ahead.class::isInstance),
        all.stream().anyMatch(drift -> !(drift instanceof Drift.Unstated)));
  }

  private double top() {
    return EDGE + (isFloating ? LANE : 0);
  }

  private double ground() {
    return top() + ROOM;
  }

  /** How high all of it is. */
  int height() {
    return (int) Math.ceil(ground() + (isAhead ? LANE : 0) + EDGE);
  }

  /** Where it stands; nowhere if nothing is stated. */
  OptionalDouble at(Drift drift) {
    return switch (drift) {
      case Drift.Unstated _ -> OptionalDouble.empty();
      case Drift.Same _ -> OptionalDouble.of(at(0));
      case Drift.Behind(int releases) -> OptionalDouble.of(at(releases));
      case Drift.Ahead _ -> OptionalDouble.of(ground() + LANE);
      case Drift.Floating _ -> OptionalDouble.of(EDGE);
    };
  }

  /** Whether it is a number of releases, which can be connected with the next one. */
  boolean isCounted(Drift drift) {
    return switch (drift) {
      case Drift.Same _, Drift.Behind _ -> true;
      case Drift.Unstated _, Drift.Ahead _, Drift.Floating _ -> false;
    };
  }

  private double at(int releases) {
    return ground() - ROOM * Math.log1p(releases) / Math.log1p(most);
  }

  /** What is written beside the plot, by where. */
  SequencedMap<Double, String> labels() {
    var labels = new TreeMap<Double, String>();
    labels.put(at(0), "0");
    labels.put(at(most), String.valueOf(most));
    var done = new ArrayList<>(List.of(at(0), at(most)));
    for (int releases : ROUND) {
      double y = at(releases);
      if (releases < most && done.stream().allMatch(other -> Math.abs(other - y) >= APART)) {
        labels.put(y, String.valueOf(releases));
        done.add(y);
      }
    }
    if (isFloating) {
      labels.put(EDGE, "moves");
    }
    if (isAhead) {
      labels.put(ground() + LANE, "newer");
    }
    return labels;
  }
}
