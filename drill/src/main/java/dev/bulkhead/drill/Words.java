package dev.bulkhead.drill;

import java.time.Duration;
import java.util.List;

/** Lists as sentences have them. */
final class Words {
  private Words() {}

  /** {@code a, b and c}; of more than that many the first, and how many more. */
  static String list(List<String> items, int most) {
    int size = items.size();
    if (size == 0) {
      return "nobody";
    }
    if (size == 1) {
      return items.getFirst();
    }
    if (size > most) {
      return String.join(", ", items.subList(0, most)) + " and " + (size - most) + " more";
    }
    return String.join(", ", items.subList(0, size - 1)) + " and " + items.getLast();
  }

  /** {@code 12:05} minutes and seconds, {@code 1:02:05} with hours. */
  static String clock(Duration time) {
    long seconds = time.toSeconds();
    return seconds < 3_600
        ? "%d:%02d".formatted(seconds / 60, seconds % 60)
        : "%d:%02d:%02d".formatted(seconds / 3_600, seconds / 60 % 60, seconds % 60);
  }

  /** {@code 1 pod}, {@code 3 pods}. */
  static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
