package dev.bulkhead.render.helm;

import java.nio.file.Path;

/** The contract, with the library that comes with Bulkhead. */
class NativeChartsTest extends ChartContract {
  static final Path CACHE = Path.of("target", "helm-cache").toAbsolutePath();
  private static final HelmCharts CHARTS = HelmCharts.bundled(CACHE);

  @Override
  HelmCharts charts() {
    return CHARTS;
  }
}
