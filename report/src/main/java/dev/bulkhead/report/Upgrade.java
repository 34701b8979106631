package dev.bulkhead.report;

import dev.bulkhead.diff.Differences;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What a comparison of two sources has to say.
 *
 * @param before what is upgraded from
 * @param after what is upgraded to
 */
public record Upgrade(ReportedSource before, ReportedSource after, Differences differences) {

  /** Both sides, the old one first. */
  List<ReportedSource> sources() {
    return List.of(before, after);
  }

  /** What is to be known of both sides, of one of them, and of the comparison. */
  List<String> notes() {
    var notes = new LinkedHashSet<String>();
    for (String note : before.notes()) {
      boolean isOfBoth = after.notes().contains(note);
      notes.add(isOfBoth ? note : "%s: %s".formatted(before.name(), note));
    }
    after.notes().stream()
        .filter(note -> !before.notes().contains(note))
        .forEach(note -> notes.add("%s: %s".formatted(after.name(), note)));
    notes.addAll(differences.notes());
    return List.copyOf(notes);
  }

  /** Whether part of a side was not read, so that the comparison is of the rest. */
  public boolean isPartial() {
    return sources().stream().anyMatch(source -> !source.problems().isEmpty());
  }
}
