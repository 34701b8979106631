package dev.bulkhead.release;

import com.google.re2j.Matcher;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.verdict.IoReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Reads what the files of a repository state; a file that did not change is read once. */
public final class SnapshotReader {
  private final ReleaseSettings settings;
  private final Map<Content, FileReading> known = new ConcurrentHashMap<>();

  /** A reader that looks at what a project names itself, too. */
  SnapshotReader(ReleaseSettings settings) {
    this.settings = settings;
  }

  /** The same bytes at the same path. */
  private record Content(String path, String id) {}

  /**
   * Reads a moment.
   *
   * @param contentId names the content of the file at a path: equal names, equal bytes
   */
  public Snapshot read(String name, SourceTree files, UnaryOperator<String> contentId) {
    SortedSet<String> charts = charts(files.paths());
    var readings = new TreeMap<String, FileReading>();
    for (String path : files.paths()) {
      if (isNamed(path) || isWorthReading(path, charts)) {
        FileReading reading = reading(path, files, contentId);
        if (!reading.equals(FileReading.NOTHING)) {
          readings.put(path, reading);
        }
      }
    }
    return new Snapshot(name, files, readings, charts);
  }

  private FileReading reading(String path, SourceTree files, UnaryOperator<String> contentId) {
    var content = new Content(path, contentId.apply(path));
    FileReading before = known.get(content);
    if (before != null) {
      return before;
    }
    FileReading reading;
    try {
      reading = read(path, files.read(path));
    } catch (IOException unreadable) {
      reading = FileReading.skipped(IoReason.of(unreadable));
    }
    known.put(content, reading);
    return reading;
  }

  /** What one file states, looked at by itself. */
  FileReading read(String path, byte[] file) {
    return isNamed(path) ? named(path, file) : Carriers.read(path, file);
  }

  private boolean isNamed(String path) {
    return settings.carriers().stream().anyMatch(place -> place.path().equals(path));
  }

  /** What a file states, with the places that the project names in it. */
  private FileReading named(String path, byte[] file) {
    FileReading found = Carriers.read(path, file);
    return FileText.of(path, file).map(text -> found.and(named(text))).orElse(found);
  }

  private List<Carrier> named(FileText text) {
    var carriers = new ArrayList<Carrier>();
    for (ReleaseSettings.Place place : settings.carriers()) {
      if (place.path().equals(text.path())) {
        Matcher found = place.pattern().matcher(text.text());
        while (found.find()) {
          if (found.group(1) != null && !found.group(1).isEmpty()) {
            carriers.add(
                new Carrier(
                    Carrier.Kind.CONFIGURED,
                    "",
                    found.group(1),
                    text.place(found.start(1)),
                    "a place named in .bulkhead.yaml"));
          }
        }
      }
    }
    return carriers;
  }

  /** Of what a chart is made, only what states a version in plain text is read. */
  private static boolean isWorthReading(String path, SortedSet<String> charts) {
    if (!Carriers.mayBeIn(path) || Grounds.of(path) == Grounds.ELSEWHERE) {
      return false;
    }
    for (String chart : charts) {
      if (path.startsWith(chart)) {
        String within = path.substring(chart.length());
        return within.indexOf('/') < 0
            && (ChartCarriers.isChart(within)
                || ValuesCarriers.isValues(within)
                || chart.isEmpty()
                || within.endsWith(".md"));
      }
    }
    return !ValuesCarriers.isValues(path.substring(path.lastIndexOf('/') + 1));
  }

  /** The folders of charts that users install, the charts within charts left out. */
  private static SortedSet<String> charts(SortedSet<String> paths) {
    var charts = new TreeSet<String>();
    for (String path : paths) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      if (ChartCarriers.isChart(name) && Grounds.of(path) == Grounds.DEPLOYED) {
        String folder = path.substring(0, path.length() - name.length());
        if (charts.stream().noneMatch(folder::startsWith)) {
          charts.removeIf(other -> other.startsWith(folder));
          charts.add(folder);
        }
      }
    }
    return charts;
  }
}
