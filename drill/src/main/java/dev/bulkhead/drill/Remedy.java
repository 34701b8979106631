package dev.bulkhead.drill;

import java.util.List;
import java.util.Optional;

/**
 * The smallest set of changes that was found after which all scenarios heal.
 *
 * @param changes what to change
 * @param after what every scenario comes to then, simulated again
 * @param values the same by values of the chart, where it has some that do as well
 * @param reinforcement of the backends, where that alone does as well
 */
public record Remedy(
    List<Change> changes,
    List<Drilled> after,
    Optional<ChartValues> values,
    Optional<Reinforcement> reinforcement) {
  public Remedy {
    changes = List.copyOf(changes);
    after = List.copyOf(after);
  }

  /** Changes that no values of a chart stand for. */
  public Remedy(List<Change> changes, List<Drilled> after) {
    this(changes, after, Optional.empty(), Optional.empty());
  }

  /** The same, with values that do as well. */
  public Remedy with(ChartValues found) {
    return new Remedy(changes, after, Optional.of(found), reinforcement);
  }

  /**
   * Values of a chart.
   *
   * @param chart its name
   * @param yaml a file of values
   * @param lost what is no longer judged then, a sentence for each hook
   * @param after what every scenario comes to with what the chart renders then
   */
  public record ChartValues(String chart, String yaml, List<String> lost, List<Drilled> after) {
    public ChartValues {
      lost = List.copyOf(lost);
      after = List.copyOf(after);
    }
  }
}
