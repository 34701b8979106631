package dev.bulkhead.diff;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.Node;
import java.util.List;

/**
 * What there is before an upgrade, or after it.
 *
 * @param namespace where objects are that state none
 * @param charts the chart that the objects are rendered from; none where they are manifests
 */
public record Side(Inventory objects, String namespace, List<ChartText> charts) {
  public Side {
    charts = List.copyOf(charts);
  }

  /**
   * What a chart says without being rendered.
   *
   * @param name as its Chart.yaml says
   * @param metadata its Chart.yaml
   * @param values its values.yaml
   */
  public record ChartText(String name, Node.Mapping metadata, Node.Mapping values) {}

  /** Whether a chart is upgraded, by Helm. */
  boolean isChart() {
    return !charts.isEmpty();
  }
}
