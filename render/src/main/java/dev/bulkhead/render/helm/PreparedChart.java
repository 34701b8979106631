package dev.bulkhead.render.helm;

import dev.bulkhead.model.KubernetesVersion;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A chart that is rendered again and again: what the values do not decide is done once.
 *
 * @param files the chart as it was read
 * @param copies the instrumented copies by the cluster's version
 * @param texts what was learned of texts that templates hand to {@code tpl}, rewritten, by their
 *     hashes; Helm needs a try for each that is not known
 */
record PreparedChart(
    ChartFiles files, Map<KubernetesVersion, InstrumentedCopy> copies, Map<String, String> texts) {

  /** A chart of which nothing is done yet. */
  static PreparedChart of(ChartFiles files) {
    return new PreparedChart(files, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
  }

  /**
   * The copy for a version.
   *
   * @param source the chart as its user named it
   */
  InstrumentedCopy copy(String source, KubernetesVersion version) {
    return copies.computeIfAbsent(version, each -> InstrumentedCopy.of(source, files, each));
  }
}
