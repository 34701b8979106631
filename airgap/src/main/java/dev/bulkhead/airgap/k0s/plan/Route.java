package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.airgap.k0s.K0sRelease;
import dev.bulkhead.airgap.k0s.K0sReleases;
import dev.bulkhead.airgap.k0s.K0sVersion;
import java.util.ArrayList;
import java.util.List;

/**
 * The releases that a cluster runs one after the other.
 *
 * @param releases the one of today first, the one that is wanted last
 * @param isProposed whether releases are between the two that nobody asked for
 */
public record Route(List<K0sRelease> releases, boolean isProposed) {
  public Route {
    releases = List.copyOf(releases);
  }

  /**
   * The way from one release to another. Where it would skip a minor and nobody says how to get
   * there, it leads through the newest patch of each minor that is known.
   *
   * @param via the releases to pass through
   */
  public static Route between(
      K0sReleases known, K0sRelease from, List<K0sRelease> via, K0sRelease to) {
    var releases = new ArrayList<K0sRelease>();
    releases.add(from);
    releases.addAll(via);
    if (!via.isEmpty() || to.version().minorsAbove(from.version()) <= 1) {
      releases.add(to);
      return new Route(releases, false);
    }
    for (int minor = from.version().minor(); minor < to.version().minor(); minor++) {
      known
          .newestOf(from.version().major() + "." + minor)
          .filter(version -> version.compareTo(from.version()) > 0)
          .flatMap(known::of)
          .ifPresent(releases::add);
    }
    releases.add(to);
    return new Route(releases, true);
  }

  /** The release of today. */
  public K0sVersion from() {
    return releases.getFirst().version();
  }

  /** The release that is wanted. */
  public K0sVersion to() {
    return releases.getLast().version();
  }

  /** The releases between the two. */
  public List<K0sVersion> via() {
    return releases.subList(1, releases.size() - 1).stream().map(K0sRelease::version).toList();
  }

  /** How often the cluster goes to another release. */
  public int hops() {
    return releases.size() - 1;
  }
}
