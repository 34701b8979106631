package dev.bulkhead.diff;

import java.util.List;

/**
 * What an upgrade changes.
 *
 * @param changes in order, what can hurt most first
 * @param notes what could not be compared, and what would supply it, a full sentence each
 */
public record Differences(List<Change> changes, List<String> notes) {
  public Differences {
    changes = changes.stream().sorted().toList();
    notes = List.copyOf(notes);
  }

  /** How many changes hurt that much. */
  public int count(Hurt hurt) {
    return Math.toIntExact(changes.stream().filter(change -> change.hurt() == hurt).count());
  }
}
