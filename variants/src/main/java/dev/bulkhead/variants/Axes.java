package dev.bulkhead.variants;

import java.util.List;

/**
 * Everything about a chart that can be chosen.
 *
 * @param axes the values that decide what is rendered, those found first in the chart first
 * @param valueFiles files of the chart that are whole modes of it: {@code ci/ha-values.yaml}
 * @param reachesVersion whether some template that can be rendered asks for the cluster's version
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

  public static Axes of(dev.bulkhead.render.SourceTree chart, List<String> fixed) {
    return new Axes(
        List.of(
            new Axis("manager.kind", List.of(new Choice("manager.kind", "DaemonSet")), List.of())),
        List.of(),
        false,
        List.of());
  }
}
