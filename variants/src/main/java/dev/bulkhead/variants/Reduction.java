package dev.bulkhead.variants;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Drops from a list what is not needed for something to be seen: delta debugging (Zeller and
 * Hildebrandt, 2002), so that few tries are needed where few items matter.
 */
final class Reduction {
  private Reduction() {}

  /**
   * A part of the items, in their order, that still shows it and no item of which can be dropped.
   *
   * @param shows whether a part shows it; the whole list does
   */
  static <T> List<T> smallest(List<T> items, Predicate<List<T>> shows) {
    if (items.isEmpty() || shows.test(List.of())) {
      return List.of();
    }
    List<T> current = List.copyOf(items);
    int pieces = 2;
    while (current.size() > 1) {
      List<T> smaller = smaller(current, Math.min(pieces, current.size()), shows);
      if (smaller.size() < current.size()) {
        pieces = smaller.size() * pieces <= current.size() ? 2 : Math.max(2, pieces - 1);
        current = smaller;
      } else if (pieces >= current.size()) {
        return current;
      } else {
        pieces = Math.min(current.size(), pieces * 2);
      }
    }
    return current;
  }

  /** One of the pieces, or all but one of them, if that shows it; otherwise everything. */
  private static <T> List<T> smaller(List<T> items, int pieces, Predicate<List<T>> shows) {
    var rests = new ArrayList<List<T>>();
    for (int i = 0; i < pieces; i++) {
      int from = items.size() * i / pieces;
      int to = items.size() * (i + 1) / pieces;
      List<T> piece = items.subList(from, to);
      if (shows.test(piece)) {
        return List.copyOf(piece);
      }
      var rest = new ArrayList<>(items.subList(0, from));
      rest.addAll(items.subList(to, items.size()));
      rests.add(rest);
    }
    for (List<T> rest : rests) {
      if (pieces > 2 && shows.test(rest)) {
        return List.copyOf(rest);
      }
    }
    return items;
  }
}
