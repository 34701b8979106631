package dev.bulkhead.release;

import dev.bulkhead.verdict.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A history in numbers. A release counts once in each of {@code drifting}, {@code chartsBehind} and
 * {@code floating} that it is, so that these may overlap.
 *
 * @param releases all of them
 * @param healthy those in which everything that was judged states the tag's version
 * @param violated those with at least one error
 * @param unproven those without an error of which not everything could be told
 * @param silent those in which nothing states a version of the project
 * @param drifting those that deploy another version than their tag
 * @param chartsBehind those whose chart says another version than it should
 * @param floating those that deploy a tag that moves, such as {@code latest}
 * @param recorded those of which a record (release.lock) tells what their tag was
 * @param mostBehind how many releases behind the furthest of the drifting ones is, by what it
 *     deploys
 * @param longestDrift the longest run of drifting releases, oldest first; the newest of several
 */
public record HistorySummary(
    int releases,
    int healthy,
    int violated,
    int unproven,
    int silent,
    int drifting,
    int chartsBehind,
    int floating,
    int recorded,
    int mostBehind,
    List<ReleaseTag> longestDrift) {
  public HistorySummary {
    longestDrift = List.copyOf(longestDrift);
  }

  /** Counts. */
  public static HistorySummary of(History history) {
    return new HistorySummary(
        history.rows().size(),
        count(history, History.State.HEALTHY),
        count(history, History.State.VIOLATED),
        count(history, History.State.UNPROVEN),
        count(history, History.State.SILENT),
        broken(history, HistorySummary::drifts),
        broken(history, row -> row.breaks(ReleaseRules.CHART_BEHIND, Severity.WARNING)),
        broken(history, row -> row.breaks(ReleaseRules.FLOATING_IN_RELEASE, Severity.ERROR)),
        Math.toIntExact(history.rows().stream().filter(History.Row::isRecorded).count()),
        mostBehind(history),
        longestDrift(history.rows()));
  }

  private static int count(History history, History.State state) {
    return Math.toIntExact(history.rows().stream().filter(row -> row.state() == state).count());
  }

  private static int broken(History history, Predicate<History.Row> broken) {
    return Math.toIntExact(history.rows().stream().filter(broken).count());
  }

  /** A label or a file of versions that says another version deploys nothing. */
  private static boolean drifts(History.Row row) {
    return row.breaks(ReleaseRules.VERSION_DRIFT, Severity.ERROR);
  }

  private static int mostBehind(History history) {
    return history.rows().stream()
        .filter(HistorySummary::drifts)
        .mapToInt(row -> Drift.ofImages(history, row) instanceof Drift.Behind(int by) ? by : 0)
        .max()
        .orElse(0);
  }

  private static List<ReleaseTag> longestDrift(List<History.Row> rows) {
    List<ReleaseTag> longest = List.of();
    var run = new ArrayList<ReleaseTag>();
    for (History.Row row : rows) {
      if (drifts(row)) {
        run.add(row.tag());
      } else {
        run.clear();
      }
      if (!run.isEmpty() && run.size() >= longest.size()) {
        longest = List.copyOf(run);
      }
    }
    return longest;
  }
}
