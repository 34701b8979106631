package dev.bulkhead.render.helm;

import java.util.Arrays;
import java.util.List;

/** Which line of one text is which line of another that ought to be the same. */
final class LineMap {
  /** Lines that differ are compared pair by pair only up to this many pairs. */
  private static final long MAX_PAIRS = 4_000_000;

  private final int[] other;
  private final boolean[] same;

  private LineMap(int count) {
    this.other = new int[count];
    this.same = new boolean[count];
    Arrays.fill(other, -1);
  }

  /**
   * A line's counterpart.
   *
   * @param line from 0; -1 for none
   * @param same whether it reads the same
   */
  record Match(int line, boolean same) {}

  /** Finds for each line of {@code text} its counterpart in {@code twin}. */
  static LineMap between(String text, String twin) {
    List<String> lines = List.of(text.split("\n", -1));
    List<String> twins = List.of(twin.split("\n", -1));
    var map = new LineMap(lines.size());
    int head = 0;
    int shorter = Math.min(lines.size(), twins.size());
    while (head < shorter && lines.get(head).equals(twins.get(head))) {
      map.put(head, head, true);
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && lines.get(lines.size() - 1 - tail).equals(twins.get(twins.size() - 1 - tail))) {
      map.put(lines.size() - 1 - tail, twins.size() - 1 - tail, true);
      tail++;
    }
    map.middle(
        lines.subList(head, lines.size() - tail), twins.subList(head, twins.size() - tail), head);
    return map;
  }

  private void put(int line, int twin, boolean equal) {
    other[line] = twin;
    same[line] = equal;
  }

  /** As many lines in both: line by line, values may differ. Else: the longest common sequence. */
  private void middle(List<String> lines, List<String> twins, int shift) {
    if (lines.size() == twins.size()) {
      for (int i = 0; i < lines.size(); i++) {
        put(shift + i, shift + i, lines.get(i).equals(twins.get(i)));
      }
      return;
    }
    if ((long) lines.size() * twins.size() > MAX_PAIRS) {
      return;
    }
    int[][] common = new int[lines.size() + 1][twins.size() + 1];
    for (int i = lines.size() - 1; i >= 0; i--) {
      for (int j = twins.size() - 1; j >= 0; j--) {
        common[i][j] =
            lines.get(i).equals(twins.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < lines.size() && j < twins.size()) {
      if (lines.get(i).equals(twins.get(j))) {
        put(shift + i++, shift + j++, true);
      } else if (common[i + 1][j] >= common[i][j + 1]) {
        i++;
      } else {
        j++;
      }
    }
  }

  /** The counterpart of a line, from 0. */
  Match match(int line) {
    return line < other.length ? new Match(other[line], same[line]) : new Match(-1, false);
  }
}
