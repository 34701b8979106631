package dev.bulkhead.release;

import dev.bulkhead.model.Location;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What stamping a release into files comes to: all of it, or nothing. */
public sealed interface StampOutcome {
  /**
   * Every carrier states the release.
   *
   * @param files the new bytes of the files that change, by their paths
   * @param edits what was changed, in the order of the files and of the places in them
   * @param unchanged how many places stated the release before
   */
  record Stamped(SortedMap<String, byte[]> files, List<Edit> edits, int unchanged)
      implements StampOutcome {
    public Stamped {
      files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
      edits = List.copyOf(edits);
    }
  }

  /** Something cannot be stamped, so nothing is. */
  record Refused(List<Fault> faults) implements StampOutcome {
    public Refused {
      faults = List.copyOf(faults);
    }
  }

  /**
   * Another text at one place.
   *
   * @param at where the old text stands in the old file
   * @param before what of the line is replaced
   */
  record Edit(Location at, String before, String after) {}

  /**
   * Why a place cannot be stamped.
   *
   * @param cause a full sentence
   * @param remedy what to do, beginning with a verb
   */
  record Fault(Location at, String cause, String remedy) {}
}
