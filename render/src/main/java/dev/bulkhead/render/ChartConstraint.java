package dev.bulkhead.render;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.io.IOException;
import java.util.Optional;

/**
 * The clusters that a chart says it is for: {@code kubeVersion} of its Chart.yaml. Helm refuses to
 * install it on others.
 *
 * @param chart the chart's name
 * @param range as it is written: {@code >=1.30.0-0}
 */
public record ChartConstraint(String chart, String range, Location at) {
  /** The file that states it. */
  public static final String FILE = ChartFile.NAME;

  /** The field of the file. */
  public static final String FIELD = "kubeVersion";

  /** What a chart says; empty where it says nothing, or cannot be read. */
  public static Optional<ChartConstraint> of(SourceTree chart) {
    String file = chart.name() + "/" + FILE;
    try {
      String text = SourceText.of(chart.read(FILE), file).text();
      return YamlReader.read(text, Placement.of(file)).roots().stream()
          .findFirst()
          .flatMap(ChartConstraint::in);
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<ChartConstraint> in(Node metadata) {
    return metadata
        .scalar(FIELD)
        .filter(range -> !range.isNull() && !range.text().isEmpty())
        .map(
            range ->
                new ChartConstraint(metadata.text("name").orElse(""), range.text(), range.at()));
  }
}
