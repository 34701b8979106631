package dev.bulkhead.release;

import dev.bulkhead.render.SourceTree;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A repository at one moment, as far as its files state versions.
 *
 * @param name the tag, or what else the moment is called
 * @param files everything that is there
 * @param readings what the files state that state anything, by their paths
 * @param charts the folders of the charts, each path ending with a slash, that of a chart at the
 *     root of the repository empty
 */
public record Snapshot(
    String name,
    SourceTree files,
    SortedMap<String, FileReading> readings,
    SortedSet<String> charts) {
  public Snapshot {
    readings = Collections.unmodifiableSortedMap(new TreeMap<>(readings));
    charts = Collections.unmodifiableSortedSet(new TreeSet<>(charts));
  }

  /** Every place that states a version. */
  public Stream<Carrier> carriers() {
    return readings.values().stream().flatMap(reading -> reading.carriers().stream());
  }

  /** The files that were not read, each with the reason, a sentence each. */
  public List<String> skipped() {
    return readings.entrySet().stream()
        .flatMap(
            entry ->
                entry.getValue().skipped().stream()
                    .map(reason -> "%s was not read: %s.".formatted(entry.getKey(), reason)))
        .toList();
  }

  /** The folder of the chart that a file belongs to. */
  Optional<String> chartOf(String path) {
    return charts.stream().filter(path::startsWith).findFirst();
  }
}
