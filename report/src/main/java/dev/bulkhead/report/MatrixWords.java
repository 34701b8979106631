package dev.bulkhead.report;

import dev.bulkhead.variants.Cell;
import dev.bulkhead.variants.ClusterVersion;
import dev.bulkhead.variants.Matrix;
import dev.bulkhead.variants.Release;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What is said of a matrix beside its table, in whatever form it is written. */
record MatrixWords(MatrixReport report) {
  /** Fewer names than these are told one by one. */
  private static final int RUN = 3;

  /**
   * Releases, one after the other, of which the same is to be said.
   *
   * @param words full sentences of which the releases are the subject
   */
  record Said(List<String> releases, String words) {}

  private Matrix matrix() {
    return report.matrix();
  }

  /** The name of a release as a row shows it: with the chart's version where that is another. */
  static String label(Release release) {
    return switch (release) {
      case Release.Judged judged ->
          statesAnother(judged)
              ? "%s (%s)".formatted(judged.name(), judged.version())
              : judged.name();
      case Release.Unreadable unreadable -> unreadable.name();
    };
  }

  /** Whether the chart itself states another version than the release is called by. */
  private static boolean statesAnother(Release.Judged release) {
    return !release.version().isEmpty() && !release.name().contains(release.version());
  }

  /** How each release fares, those put together that stand together and fare alike. */
  List<Said> said() {
    var said = new ArrayList<Said>();
    for (Release release : matrix().releases()) {
      String words = words(release);
      if (!said.isEmpty() && said.getLast().words().equals(words)) {
        said.getLast().releases().add(release.name());
      } else {
        said.add(new Said(new ArrayList<>(List.of(release.name())), words));
      }
    }
    return said;
  }

  private String words(Release release) {
    return switch (release) {
      case Release.Judged judged -> matrix().course(judged).inWords();
      case Release.Unreadable(var _, var cause, var remedy) ->
          "Was not read: %s %s".formatted(cause, remedy);
    };
  }

  /** Names that stand together: all of them, or the ends and their number. */
  static String joined(List<String> names) {
    return names.size() <= RUN
        ? String.join(", ", names)
        : "%s … %s (%d releases)".formatted(names.getFirst(), names.getLast(), names.size());
  }

  /** The cells that a reason concerns, a part for each run of releases with the same versions. */
  List<String> cells(Matrix.Told told) {
    var rank = new LinkedHashMap<String, Integer>();
    for (Release release : matrix().releases()) {
      rank.put(release.name(), rank.size());
    }
    var parts = new ArrayList<String>();
    var run = new ArrayList<String>();
    Map.Entry<String, List<Integer>> before = null;
    for (var entry : told.cells().entrySet()) {
      boolean isNext =
          before != null
              && before.getValue().equals(entry.getValue())
              && rank.getOrDefault(before.getKey(), 0) + 1 == rank.getOrDefault(entry.getKey(), 0);
      if (before != null && !isNext) {
        parts.add(part(run, before.getValue()));
        run.clear();
      }
      run.add(entry.getKey());
      before = entry;
    }
    if (before != null) {
      parts.add(part(run, before.getValue()));
    }
    return parts;
  }

  private String part(List<String> releases, List<Integer> versions) {
    return "%s on %s".formatted(joined(releases), matrix().names(versions));
  }

  /** What a reader should know besides: of the whole, then of releases, each note once. */
  List<String> notes() {
    var notes = new ArrayList<>(matrix().notes());
    if (matrix().judged().anyMatch(MatrixWords::statesAnother)) {
      notes.add(
          "In brackets is the version that the chart itself states, where it is another one.");
    }
    var releases = new LinkedHashMap<String, List<String>>();
    matrix()
        .judged()
        .forEach(
            release ->
                release
                    .notes()
                    .forEach(
                        note ->
                            releases
                                .computeIfAbsent(note, _ -> new ArrayList<>())
                                .add(release.name())));
    releases.forEach((note, names) -> notes.add("%s: %s".formatted(joined(names), note)));
    return notes;
  }

  /** What a reader should know of the versions, if anything. */
  List<String> ofVersions() {
    List<ClusterVersion> versions = matrix().versions();
    List<Integer> future =
        IntStream.range(0, versions.size())
            .filter(position -> !versions.get(position).isReleased())
            .boxed()
            .toList();
    return future.isEmpty()
        ? List.of()
        : List.of(
            "Not released yet: %s. What is missing for it does not decide the exit status."
                .formatted(matrix().names(future)));
  }

  /** What it rests on and comes to, where that is not to be seen: full sentences. */
  List<String> ending() {
    var ending = new ArrayList<>(defaults());
    switch (report.outcome()) {
      case UNREADABLE, UNREAD, UNPROVEN, NO_EVIDENCE, HUNG_UP, INTERRUPTED, TERMINATED ->
          ending.add(report.outcome().meaning());
      case HOLDS, VIOLATED -> {}
    }
    return ending;
  }

  private List<String> defaults() {
    List<String> defaults =
        report.settings().stream()
            .filter(Setting::isDefault)
            .map(setting -> setting.option() + " " + setting.value())
            .toList();
    return defaults.isEmpty()
        ? List.of()
        : List.of("Judged with the defaults %s.".formatted(String.join(" and ", defaults)));
  }

  /** How many cells are of each state. */
  String summary() {
    long unread = matrix().releases().stream().filter(Release.Unreadable.class::isInstance).count();
    String cells =
        "%d proven, %d violated, %d unproven"
            .formatted(
                matrix().count(Cell.State.PROVEN),
                matrix().count(Cell.State.VIOLATED),
                matrix().count(Cell.State.UNPROVEN));
    return unread == 0
        ? cells
        : "%s; %d %s not read".formatted(cells, unread, unread == 1 ? "release" : "releases");
  }
}
