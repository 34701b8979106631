package dev.bulkhead.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where moments stand on a line: percent of its length, from 0 to 100. The first minutes, in which
 * most is decided, have more room than the last ones, as on logarithmic paper.
 *
 * @param end what the line ends with, more than nothing
 */
record TimeAxis(Duration end) {
  /** Up to here a second is about as long as the next one. */
  private static final double EVEN_SECONDS = 60;

  private static final double WHOLE = 100;

  /** Two labels that are nearer to each other would touch on a narrow screen. */
  private static final double APART = 9.5;

  /** The last label ends where the line does. */
  private static final double APART_FROM_END = 17;

  private static final List<Long> ROUND_SECONDS =
      List.of(0L, 60L, 120L, 300L, 600L, 1_200L, 1_800L, 3_600L, 7_200L, 14_400L, 43_200L, 86_400L);

  TimeAxis {
    if (!end.isPositive()) {
      throw new IllegalArgumentException("The end (%s) must be positive.".formatted(end));
    }
  }

  /** Where a moment stands; what is after the end stands there. */
  double at(Duration time) {
    double whole = stretched(end.toMillis() / 1_000.0);
    return Math.clamp(WHOLE * stretched(time.toMillis() / 1_000.0) / whole, 0, WHOLE);
  }

  private static double stretched(double seconds) {
    return Math.log1p(Math.max(0, seconds) / EVEN_SECONDS);
  }

  /** The moments to label: round ones that leave each other room, and the end. */
  List<Duration> ticks() {
    var ticks = new ArrayList<Duration>();
    for (long seconds : ROUND_SECONDS) {
      var tick = Duration.ofSeconds(seconds);
      boolean isRoomBefore = ticks.isEmpty() || at(tick) - at(ticks.getLast()) >= APART;
      if (isRoomBefore && WHOLE - at(tick) >= APART_FROM_END) {
        ticks.add(tick);
      }
    }
    ticks.add(end);
    return ticks;
  }
}
