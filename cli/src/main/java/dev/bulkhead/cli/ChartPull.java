package dev.bulkhead.cli;

import dev.bulkhead.registry.ChartLookup;
import dev.bulkhead.registry.OciCharts;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.Sources;
import dev.bulkhead.verdict.UserError;
import java.io.ByteArrayInputStream;
import java.util.List;

/** Charts that lie in registries: pulled into memory, then read like any packaged chart. */
record ChartPull(Registries registries, Sources sources) {
  static final String SCHEME = "oci://";

  /**
   * Pulls and renders a chart.
   *
   * @throws UserError where it cannot be had
   */
  Rendered read(String source, RenderRequest request, Evidence evidence) {
    var charts = new OciCharts(registries.open(evidence, List.of()));
    return switch (charts.pull(source, null)) {
      case ChartLookup.Pulled chart -> render(source, chart, request);
      case ChartLookup.Missing(var reason, var nearest) ->
          throw new UserError(
              reason,
              nearest.isEmpty()
                  ? "Check the name and the version."
                  : "Use a version that exists; the nearest are %s."
                      .formatted(String.join(", ", nearest)));
      case ChartLookup.NotAChart(var reason) ->
          throw new UserError(reason, "Name a chart; an image is checked by what deploys it.");
      case ChartLookup.Unavailable(var reason, var supply) -> throw new UserError(reason, supply);
    };
  }

  private Rendered render(String source, ChartLookup.Pulled chart, RenderRequest request) {
    return sources
        .readArchive(source, new ByteArrayInputStream(chart.archive()), request)
        .after(List.of("Version %s was pulled (%s).".formatted(chart.version(), chart.digest())));
  }
}
