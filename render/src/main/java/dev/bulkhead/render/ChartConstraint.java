package dev.bulkhead.render;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
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
    Node.Mapping metadata = ChartMetadata.of(chart);
    return metadata
        .scalar(FIELD)
        .filter(range -> !range.isNull() && !range.text().isEmpty())
        .map(
            range ->
                new ChartConstraint(metadata.text("name").orElse(""), range.text(), range.at()));
  }
}
