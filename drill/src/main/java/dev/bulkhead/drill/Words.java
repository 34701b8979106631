package dev.bulkhead.drill;

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

  /** {@code 1 pod}, {@code 3 pods}. */
  static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
