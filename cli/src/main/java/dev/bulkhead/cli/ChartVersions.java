package dev.bulkhead.cli;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.Images;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.RenderRequest.Places;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.variants.ClusterTags;
import dev.bulkhead.variants.ClusterVersion;
import dev.bulkhead.variants.PinSearch;
import dev.bulkhead.verdict.UserError;
import dev.bulkhead.verdict.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compares what a chart renders on clusters of several versions.
 *
 * @param versions to compare, plain ones in rising order first
 * @param platform for which images are looked up
 */
record ChartVersions(Rooms rooms, List<ClusterVersion> versions, Platform platform, Images images) {
  /**
   * Judges what differs.
   *
   * @param given how the chart was rendered with exact places, and what came of it
   */
  List<Verdict> judge(SourceTree chart, RenderRequest request, Inventory given) {
    if (versions.size() < 2) {
      return List.of();
    }
    var plain = versions.stream().filter(version -> version.provider().isEmpty()).toList();
    var ends = List.of(plain.getLast(), plain.getFirst());
    var pins =
        new PinSearch(
            chart,
            ends,
            (version, assignments) ->
                inventory(chart, request.set(assignments).at(version.version())));
    return new ClusterTags(images, platform, pins::of).judge(given, renders(chart, request));
  }

  private SequencedMap<ClusterVersion, Inventory> renders(SourceTree chart, RenderRequest request) {
    Map<ClusterVersion, Inventory> found = new ConcurrentHashMap<>();
    versions.parallelStream()
        .forEach(
            version ->
                inventory(chart, request.at(version.version()))
                    .ifPresent(inventory -> found.put(version, inventory)));
    var ordered = new LinkedHashMap<ClusterVersion, Inventory>();
    for (ClusterVersion version : versions) {
      Inventory inventory = found.get(version);
      if (inventory != null) {
        ordered.put(version, inventory);
      }
    }
    return ordered;
  }

  /** What the chart renders; nothing where it refuses. */
  private Optional<Inventory> inventory(SourceTree chart, RenderRequest request) {
    try {
      Rendered rendered = rooms.render(chart, request.with(Places.ROUGH));
      return Optional.of(rendered.inventory()).filter(found -> !found.objects().isEmpty());
    } catch (UserError refused) {
      return Optional.empty();
    }
  }
}
