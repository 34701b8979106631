package dev.bulkhead.verdict;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Which of the names that there are someone may have meant. */
public final class Nearest {
  private static final int MOST = 3;

  private Nearest() {}

  /** At most three names, the nearest first; none that is farther than a third of the word. */
  public static List<String> to(String word, Collection<String> names) {
    int farthest = Math.max(2, word.length() / 3);
    return names.stream()
        .filter(name -> distance(word, name) <= farthest || name.contains(word))
        .sorted(
            Comparator.comparingInt((String name) -> distance(word, name))
                .thenComparing(Comparator.naturalOrder()))
        .limit(MOST)
        .toList();
  }

  /**
   * How many letters must be put in, left out, changed or swapped with their neighbour to get from
   * one to the other (optimal string alignment).
   */
  private static int distance(String from, String to) {
    int[] beforeLast = new int[to.length() + 1];
    int[] last = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = last[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[to.length()];
  }
}
