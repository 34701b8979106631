package dev.bulkhead.render;

import dev.bulkhead.model.Location;
import java.util.ArrayList;
import java.util.List;

/** What a reader of the report should know of how a file was read. */
final class ReadingNotes {
  private static final int MOST = 3;

  private ReadingNotes() {}

  /** Fields stated twice, a sentence each; only the first few of a file are told. */
  static List<String> duplicates(Documents documents) {
    var notes = new ArrayList<String>();
    var all = documents.duplicates();
    for (var duplicate : all.subList(0, Math.min(MOST, all.size()))) {
      notes.add(
          "%s: the field \"%s\" is stated twice, and the last one counts."
              .formatted(duplicate.at(), duplicate.field()));
    }
    if (all.size() > MOST) {
      Location first = all.getFirst().at();
      notes.add("%s: %d more fields are stated twice.".formatted(first.file(), all.size() - MOST));
    }
    return notes;
  }
}
