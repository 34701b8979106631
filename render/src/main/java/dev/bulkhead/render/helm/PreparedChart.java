package dev.bulkhead.render.helm;

import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.render.ChartConstraint;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * A chart that is rendered again and again: what the values do not decide is done once.
 *
 * @param files the chart as it was read
 * @param copies the instrumented copies, by whether they keep what the chart says of clusters
 * @param suited whether the chart is for clusters of a version
 * @param texts what was learned of texts that templates hand to {@code tpl}, rewritten, by their
 *     hashes; Helm needs a try for each that is not known
 */
record PreparedChart(
    ChartFiles files,
    Map<Boolean, InstrumentedCopy> copies,
    Map<KubernetesVersion, Boolean> suited,
    Map<String, String> texts) {

  /** A chart of which nothing is done yet. */
  static PreparedChart of(ChartFiles files) {
    return new PreparedChart(
        files, new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
  }

  /**
   * The copy for a version. What the chart is not for is rendered all the same; who judges the
   * chart says so.
   *
   * @param source the chart as its user named it
   * @param suits whether a range of versions holds that one
   */
  InstrumentedCopy copy(String source, KubernetesVersion version, Predicate<String> suits) {
    boolean isSuited =
        suited.computeIfAbsent(
            version,
            unknown -> files.metadata().text(ChartConstraint.FIELD).map(suits::test).orElse(true));
    return copies.computeIfAbsent(
        isSuited, keepsConstraint -> InstrumentedCopy.of(source, files, keepsConstraint));
  }
}
