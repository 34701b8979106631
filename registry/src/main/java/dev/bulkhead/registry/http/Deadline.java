package dev.bulkhead.registry.http;

import java.time.Duration;
import java.time.Instant;

/** The moment by which everything must be done. */
record Deadline(Pace pace, Instant end, Duration whole) {
  static Deadline in(Duration length, Pace pace) {
    return new Deadline(pace, pace.now().plus(length), length);
  }

  /** What is left; zero when it is over. */
  Duration left() {
    Duration left = Duration.between(pace.now(), end);
    return left.isNegative() ? Duration.ZERO : left;
  }

  Duration atMost(Duration length) {
    Duration left = left();
    return left.compareTo(length) < 0 ? left : length;
  }

  RegistryTrouble passed(String wanted) {
    return new RegistryTrouble(
        RegistryTrouble.Kind.LIMIT,
        "The time for asking registries (%s) was over before %s was answered."
            .formatted(Words.duration(whole), wanted),
        "Allow more time with --timeout.");
  }
}
