package dev.bulkhead.drill;

import java.util.List;

/**
 * The smallest set of changes that was found after which all scenarios heal.
 *
 * @param changes what to change
 * @param after what every scenario comes to then, simulated again
 */
public record Remedy(List<Change> changes, List<Drilled> after) {
  public Remedy {
    changes = List.copyOf(changes);
    after = List.copyOf(after);
  }
}
