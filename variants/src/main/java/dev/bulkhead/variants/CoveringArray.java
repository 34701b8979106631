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
  private final List<Axis> axes;
  private final List<Choice> choices = new ArrayList<>();

  /** The axis of each choice. */
  private final List<Integer> axisOf = new ArrayList<>();

  /** For each choice, the later choices that no row has together with it. */
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
      var later = new BitSet();
      for (int j = i + 1; j < choices.size(); j++) {
        later.set(j, !axisOf.get(j).equals(axisOf.get(i)));
      }
      open.add(later);
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

  private List<Choice> nextRow() {
    int first = 0;
    while (first < open.size() && open.get(first).isEmpty()) {
      first++;
    }
    if (first == open.size()) {
      return List.of();
    }
    int[] row = new int[axes.size()];
    Arrays.fill(row, -1);
    int second = open.get(first).nextSetBit(0);
    row[axisOf.get(first)] = first;
    row[axisOf.get(second)] = second;
    for (int axis = 0; axis < row.length; axis++) {
      if (row[axis] < 0) {
        row[axis] = best(axis, row);
      }
    }
    var chosen = new ArrayList<Choice>();
    for (int choice : row) {
      if (choice >= 0) {
        chosen.add(choices.get(choice));
        for (int other : row) {
          if (other >= 0) {
            open.get(choice).clear(other);
          }
        }
      }
    }
    return chosen;
  }

  /** The choice of an axis that completes most pairs with those of the row; -1 where none does. */
  private int best(int axis, int[] row) {
    int best = -1;
    int most = 0;
    for (int choice = axisOf.indexOf(axis); choice < axisOf.size(); choice++) {
      if (axisOf.get(choice) != axis) {
        break;
      }
      int completed = 0;
      for (int other : row) {
        if (other >= 0 && open.get(Math.min(choice, other)).get(Math.max(choice, other))) {
          completed++;
        }
      }
      if (completed > most) {
        most = completed;
        best = choice;
      }
    }
    return best;
  }
}
