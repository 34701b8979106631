package dev.bulkhead.check;

import dev.bulkhead.registry.FileEntry;
import dev.bulkhead.verdict.Fact;
import java.util.List;

/** What is seen at one path of a container's file system, links not followed. */
sealed interface Sight {
  /**
   * An entry.
   *
   * @param from the layer or volume that supplies it
   */
  record Seen(FileEntry entry, Fact from) implements Sight {}

  /**
   * Nothing.
   *
   * @param why what keeps it away, as a clause, or the empty string
   * @param searched where it was looked for
   */
  record Nothing(String why, List<Fact> searched) implements Sight {
    public Nothing {
      searched = List.copyOf(searched);
    }
  }

  /** It cannot be told. */
  record Hidden(String reason, String supply) implements Sight {}
}
