package dev.bulkhead.variants;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Chooses settings so that every two choices of different axes come together in one of them.
 *
 * <p>Built greedily, a row at a time: a row begins with a pair that no row has yet, and takes at
 * every other axis the choice that completes most such pairs, or none where no choice does. The
 * same axes give the same rows.
 */
final class CoveringArray {
  private static final int NONE = -1;

  /** How many beginnings are tried for each row. */
  private static final int BEGINNINGS = 8;

  private final List<Axis> axes;
  private final List<Choice> choices = new ArrayList<>();

  /** The axis of each choice. */
  private final List<Integer> axisOf = new ArrayList<>();

  /** For each choice, the choices that no row has together with it. */
  private final List<BitSet> open = new ArrayList<>();

  private CoveringArray(List<Axis> axes) {
    this.axes = axes;
    for (int axis = 0; axis < axes.size(); axis++) {
      for (Choice choice : axes.get(axis).choices()) {
        choices.add(choice);
        axisOf.add(axis);
      }
    }
    for (int i = 0; i < choices.size(); i++) {
      var others = new BitSet();
      for (int j = 0; j < choices.size(); j++) {
        others.set(j, !axisOf.get(j).equals(axisOf.get(i)));
      }
      open.add(others);
    }
  }

  /**
   * The rows of an array.
   *
   * @param most how many rows there may be; the first cover the most
   */
  static List<List<Choice>> of(List<Axis> axes, int most) {
    var array = new CoveringArray(axes);
    var rows = new ArrayList<List<Choice>>();
    while (rows.size() < most) {
      List<Choice> row = array.nextRow();
      if (row.isEmpty()) {
        break;
      }
      rows.add(row);
    }
    return rows;
  }

  /** The best of some rows that begin differently; empty where no pair is left. */
  private List<Choice> nextRow() {
    int[] best = {};
    int most = 0;
    int begun = 0;
    for (int first = 0; first < open.size() && begun < BEGINNINGS; first++) {
      if (!open.get(first).isEmpty()) {
        int[] row = rowFrom(first);
        int completed = completed(row);
        if (completed > most) {
          most = completed;
          best = row;
        }
        begun++;
      }
    }
    return taken(best);
  }

  /** A row that begins with a pair of this choice; as long as one fits in, with further pairs. */
  private int[] rowFrom(int start) {
    int[] row = new int[axes.size()];
    Arrays.fill(row, NONE);
    int first = start;
    while (first != NONE) {
      row[axisOf.get(first)] = first;
      int second = partner(first, row);
      row[axisOf.get(second)] = second;
      for (int i = 0; i < row.length; i++) {
        int axis = (axisOf.get(first) + i) % row.length;
        if (row[axis] == NONE) {
          row[axis] = best(axis, row);
        }
      }
      first = another(row);
    }
    return row;
  }

  /** A choice of an axis that the row leaves open, with a partner at another such axis. */
  private int another(int[] row) {
    for (int choice = 0; choice < open.size(); choice++) {
      if (row[axisOf.get(choice)] == NONE && partner(choice, row) != NONE) {
        return choice;
      }
    }
    return NONE;
  }

  private int partner(int choice, int[] row) {
    BitSet partners = open.get(choice);
    for (int i = partners.nextSetBit(0); i >= 0; i = partners.nextSetBit(i + 1)) {
      if (row[axisOf.get(i)] == NONE) {
        return i;
      }
    }
    return NONE;
  }

  private int completed(int[] row) {
    int completed = 0;
    for (int choice : row) {
      for (int other : row) {
        if (choice != NONE && other != NONE && open.get(choice).get(other)) {
          completed++;
        }
      }
    }
    return completed;
  }

  /** The choices of a row, whose pairs are open no longer. */
  private List<Choice> taken(int[] row) {
    var chosen = new ArrayList<Choice>();
    for (int choice : row) {
      if (choice != NONE) {
        chosen.add(choices.get(choice));
        for (int other : row) {
          if (other != NONE) {
            open.get(choice).clear(other);
          }
        }
      }
    }
    return chosen;
  }

  /**
   * The choice of an axis that completes most pairs with those of the row; none where none does.
   */
  private int best(int axis, int[] row) {
    int best = NONE;
    int most = 0;
    for (int choice = axisOf.indexOf(axis); choice < axisOf.size(); choice++) {
      if (axisOf.get(choice) != axis) {
        break;
      }
      int completed = 0;
      for (int other : row) {
        if (other != NONE && open.get(choice).get(other)) {
          completed++;
        }
      }
      boolean isBetter =
          completed > most || (completed > 0 && completed == most && isRarer(choice, best));
      if (isBetter) {
        most = completed;
        best = choice;
      }
    }
    return best;
  }

  /** Whether a choice has more pairs before it than another. */
  private boolean isRarer(int choice, int other) {
    return open.get(choice).cardinality() > open.get(other).cardinality();
  }
}
