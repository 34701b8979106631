package dev.bulkhead.release;

import dev.bulkhead.release.FileReading.ChartStatement;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a repository states at one release.
 *
 * @param commit the commit's id in full
 * @param time when it was committed
 * @param charts what each chart says of itself, by the path of its Chart.yaml
 * @param carriers every place that states a version of anything
 * @param skipped what was not read, a sentence each
 * @param folders the names of the folders at the top of the repository
 */
record Stated(
    ReleaseTag tag,
    String commit,
    Instant time,
    List<Deployable> deployables,
    SortedMap<String, ChartStatement> charts,
    List<Carrier> carriers,
    List<String> skipped,
    Set<String> folders) {
  Stated {
    deployables = List.copyOf(deployables);
    charts = Collections.unmodifiableSortedMap(new TreeMap<>(charts));
    carriers = List.copyOf(carriers);
    skipped = List.copyOf(skipped);
    folders = Set.copyOf(folders);
  }

  static Stated of(ReleaseTag tag, String commit, Instant time, Snapshot snapshot, Builds builds) {
    var charts = new TreeMap<String, ChartStatement>();
    snapshot
        .readings()
        .forEach(
            (path, reading) ->
                reading
                    .chart()
                    .filter(chart -> Grounds.of(path) == Grounds.DEPLOYED && !chart.isLibrary())
                    .ifPresent(chart -> charts.put(path, chart)));
    return new Stated(
        tag,
        commit,
        time,
        Deployables.of(snapshot, builds),
        charts,
        snapshot.carriers().toList(),
        snapshot.skipped(),
        folders(snapshot));
  }

  private static Set<String> folders(Snapshot snapshot) {
    return snapshot.files().paths().stream()
        .filter(path -> path.indexOf('/') > 0)
        .map(path -> path.substring(0, path.indexOf('/')))
        .collect(Collectors.toSet());
  }

  /** The same under another tag. */
  Stated as(ReleaseTag other) {
    return new Stated(other, commit, time, deployables, charts, carriers, skipped, folders);
  }
}
