package dev.bulkhead.variants;

import java.util.List;
import java.util.Map;

/**
 * What the modes of a chart came to.
 *
 * @param tried how many settings were rendered, the given values not among them
 * @param refused the smallest settings that the chart refuses, each with its reason; the given
 *     values first where it refuses these
 * @param found for each finding that the given values do not show, the smallest setting that does
 * @param isCut whether there were more settings to try than allowed
 * @param <K> what tells one finding from another
 */
public record Exploration<K>(
    int tried, List<Exploration.Refusal> refused, Map<K, Setting> found, boolean isCut) {
  public Exploration {
    refused = List.copyOf(refused);
  }

  /** A setting that the chart refuses. */
  public record Refusal(Setting setting, String reason) {}
}
