package dev.bulkhead.airgap.k0s.plan;

import java.util.List;

/** Whether an image lies on a machine. */
public sealed interface Presence {

  /**
   * It does.
   *
   * @param where the name of the file that brings it
   */
  record Present(String where) implements Presence {}

  /**
   * It does not, or not so that it could run.
   *
   * @param faults what is wrong with what lies there under that name, a full sentence each; none
   *     where nothing does
   */
  record Absent(List<String> faults) implements Presence {
    public Absent {
      faults = List.copyOf(faults);
    }
  }

  /**
   * Nobody can tell.
   *
   * @param reason a full sentence
   * @param supply what would supply the evidence, beginning with a verb
   */
  record Unknown(String reason, String supply) implements Presence {}
}
