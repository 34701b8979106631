package dev.bulkhead.render;

/** Renders a Helm chart. An implementation opens no socket and reads no cluster. */
@FunctionalInterface
public interface ChartRenderer {
  /**
   * Renders the chart whose {@code Chart.yaml} is at the root of the tree. What the chart itself
   * refuses (a {@code fail}, a missing required value, its schema) is a problem of the result.
   */
  Rendered render(SourceTree chart, RenderRequest request);
}
