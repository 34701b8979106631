package dev.bulkhead.cli;

import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.render.ChartConstraint;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.variants.ClusterVersion;
import dev.bulkhead.variants.SupportedVersions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The clusters that charts are judged for.
 *
 * @param versions plain ones in rising order first, then providers' spellings
 * @param areAsked whether the user named them; otherwise they are those supported at present, and
 *     the next
 */
record Clusters(List<ClusterVersion> versions, boolean areAsked) {
  Clusters {
    versions = List.copyOf(versions);
  }

  /**
   * All versions to compare charts on.
   *
   * @param asked what the user asked for; null where that is every supported version
   */
  static Clusters toCompare(
      @Nullable KubeVersions asked, KubernetesMinors minors, LocalDate today) {
    var newest = minors.newest(today);
    var plain = new ArrayList<ClusterVersion>();
    if (asked == null) {
      minors.supported(today).forEach(one -> plain.add(ClusterVersion.plain(one, true)));
      plain.add(
          ClusterVersion.plain(KubernetesVersion.of(newest.major(), newest.minor() + 1, 0), false));
    } else {
      asked
          .versions()
          .forEach(one -> plain.add(ClusterVersion.plain(one, one.minor() <= newest.minor())));
    }
    var last = asked == null ? newest : asked.newest();
    var all = new ArrayList<>(plain);
    if (last.equals(last.release())) {
      all.addAll(ClusterVersion.spellings(last));
    }
    return new Clusters(all, asked != null);
  }

  /** Those that a chart is for by its own word; empty where it has nothing to say of it. */
  Optional<SupportedVersions> supportedBy(SourceTree chart, Rooms rooms) {
    return ChartConstraint.of(chart)
        .map(
            constraint ->
                SupportedVersions.of(chart.name(), constraint, versions, rooms::accepted));
  }

  /**
   * The cluster's version, and the oldest besides that a chart is for: what holds on both holds in
   * between.
   */
  List<ClusterVersion> endsFor(SourceTree chart, KubernetesVersion cluster, Rooms rooms) {
    var ends = new ArrayList<ClusterVersion>();
    ends.add(ClusterVersion.plain(cluster, true));
    versionsFor(chart, rooms).stream()
        .filter(one -> one.provider().isEmpty() && one.isReleased())
        .limit(1)
        .filter(oldest -> !oldest.version().equals(cluster))
        .forEach(ends::add);
    return ends;
  }

  /** Without those that a chart is not for by its own word. */
  List<ClusterVersion> versionsFor(SourceTree chart, Rooms rooms) {
    return supportedBy(chart, rooms)
        .map(supported -> versions.stream().filter(supported::contains).toList())
        .orElse(versions);
  }
}
