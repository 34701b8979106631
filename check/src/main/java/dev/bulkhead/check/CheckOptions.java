package dev.bulkhead.check;

import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What to judge for.
 *
 * @param platforms the platforms of the cluster's nodes, without repetition
 * @param literal whether the text at a place was written there, rather than computed by a template
 * @param clusters the versions of the clusters judged for, rising; of none, nothing is claimed of
 *     APIs
 * @param apiVersions what these clusters serve besides what their version serves
 * @param timeout after which what is undecided stays so
 */
public record CheckOptions(
    List<Platform> platforms,
    Predicate<Location> literal,
    List<KubernetesVersion> clusters,
    Set<String> apiVersions,
    Duration timeout) {
  public CheckOptions {
    platforms = List.copyOf(platforms);
    clusters = List.copyOf(clusters);
    apiVersions = Set.copyOf(apiVersions);
  }

  /** Nothing is known of the cluster but its platforms. */
  public CheckOptions(List<Platform> platforms, Predicate<Location> literal, Duration timeout) {
    this(platforms, literal, List.of(), Set.of(), timeout);
  }

  /** One platform, manifests without templates, two minutes. */
  public static CheckOptions of(Platform platform) {
    return new CheckOptions(List.of(platform), location -> true, Duration.ofMinutes(2));
  }
}
