package dev.bulkhead.registry.http;

import java.time.Duration;

/** How values are written in sentences. */
final class Words {
  private Words() {}

  /** {@code 2 min}, {@code 90 s}, {@code 0.3 s}. */
  static String duration(Duration length) {
    long seconds = length.toSeconds();
    if (seconds >= 60 && seconds % 60 == 0) {
      return seconds / 60 + " min";
    }
    long tenths = length.toMillis() / 100;
    return tenths >= 100 || tenths % 10 == 0
        ? seconds + " s"
        : "%d.%d s".formatted(tenths / 10, tenths % 10);
  }
}
