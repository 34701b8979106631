package dev.bulkhead.render;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.io.IOException;

/** What a chart says of itself in its Chart.yaml, read without the rest of the chart. */
public final class ChartMetadata {
  private ChartMetadata() {}

  /** The root of the file; an empty mapping where it cannot be read, which Helm will say better. */
  public static Node.Mapping of(SourceTree chart) {
    return mapping(chart, ChartFile.NAME);
  }

  /** The root of a file of the chart, such as values.yaml; likewise. */
  public static Node.Mapping mapping(SourceTree chart, String path) {
    String file = chart.name() + "/" + path;
    var nothing = Node.Mapping.empty(Location.somewhereIn(file));
    if (!chart.paths().contains(path)) {
      return nothing;
    }
    try {
      String text = SourceText.of(chart.read(path), file).text();
      return YamlReader.read(text, Placement.of(file)).mappings().stream()
          .findFirst()
          .orElse(nothing);
    } catch (IOException unreadable) {
      return nothing;
    }
  }
}
