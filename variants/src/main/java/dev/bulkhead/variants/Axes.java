package dev.bulkhead.variants;

import dev.bulkhead.render.SourceTree;
import java.util.List;

/**
 * Everything about a chart that can be chosen.
 *
 * @param axes the values that decide what is rendered, those found first in the chart first
 * @param valueFiles files of the chart that are whole modes of it: {@code ci/ha-values.yaml}
 * @param reachesVersion whether some template that makes manifests asks for the cluster's version
 *     or for what it serves
 * @param notes what could not be read, and why, a full sentence each
 */
public record Axes(
    List<Axis> axes, List<String> valueFiles, boolean reachesVersion, List<String> notes) {
  public Axes {
    axes = List.copyOf(axes);
    valueFiles = List.copyOf(valueFiles);
    notes = List.copyOf(notes);
  }

  /**
   * Finds the axes of a chart.
   *
   * @param chart with Chart.yaml at its root
   * @param fixed the values that the user set, as {@code --set} names them; what lies at, above or
   *     below one of them is left as it is
   */
  public static Axes of(SourceTree chart, List<String> fixed) {
    return new AxisFinder(fixed).find(chart);
  }
}
