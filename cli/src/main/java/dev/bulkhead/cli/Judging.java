package dev.bulkhead.cli;

import dev.bulkhead.check.Check;
import dev.bulkhead.check.CheckOptions;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.Images;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How everything of one run is judged.
 *
 * @param clusters the versions judged for, rising
 * @param apiVersions what the clusters serve besides
 * @param images where evidence comes from; what was found out once is not asked again
 * @param limit after which what is undecided stays so
 */
record Judging(
    Rooms rooms,
    List<Platform> platforms,
    List<KubernetesVersion> clusters,
    Set<String> apiVersions,
    Images images,
    Duration limit) {
  /**
   * Judges sources as one cluster.
   *
   * @param literal whether the text at a place was written there, rather than made by a template
   */
  Check.Judgement judge(Inventory inventory, Predicate<Location> literal) {
    return rooms.judge(
        inventory, new CheckOptions(platforms, literal, clusters, apiVersions, limit), images);
  }
}
