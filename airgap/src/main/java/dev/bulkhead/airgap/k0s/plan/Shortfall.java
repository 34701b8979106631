package dev.bulkhead.airgap.k0s.plan;

import java.util.List;

/**
 * An image that a machine is asked to run and does not have.
 *
 * @param member the machine
 * @param failure how its container fails
 * @param faults what is wrong with what lies there under that name, a full sentence each
 */
public record Shortfall(Member member, Need need, Failure failure, List<String> faults) {
  public Shortfall {
    faults = List.copyOf(faults);
  }

  /** What becomes of the machine, as a clause: {@code controller-2 is never registered}. */
  public String consequence() {
    return Consequence.of(need.key(), member);
  }
}
