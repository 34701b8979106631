package dev.bulkhead.check;

import dev.bulkhead.registry.FileEntry;
import dev.bulkhead.verdict.Fact;

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
   */
  record Nothing(String why) implements Sight {}

  /** It cannot be told. */
  record Hidden(String reason, String supply) implements Sight {}
}
