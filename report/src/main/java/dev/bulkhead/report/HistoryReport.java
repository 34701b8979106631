package dev.bulkhead.report;

import dev.bulkhead.model.Userinfo;
import dev.bulkhead.release.History;
import dev.bulkhead.verdict.Verdict;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the releases of a repository deploy, with all that its readers should know of it.
 *
 * @param toolVersion the version of Bulkhead that judged
 * @param title what is judged, as a clause
 * @param histories one for each stream of releases
 * @param outcome what it comes to as a whole
 */
public record HistoryReport(
    String toolVersion, String title, List<History> histories, Outcome outcome) {
  public HistoryReport {
    title = Userinfo.concealed(title);
    histories = List.copyOf(histories);
  }

  /** Says what the histories come to; every release counts, however old. */
  public static HistoryReport of(
      String toolVersion, String title, List<History> histories, Outcome.Policy policy) {
    List<Verdict> verdicts = rows(histories).flatMap(row -> row.verdicts().stream()).toList();
    List<Finding> findings = Findings.of(verdicts, List.of());
    return new HistoryReport(
        toolVersion,
        title,
        histories,
        Outcome.of(policy, Counts.of(findings), findings, List.of()));
  }

  private static Stream<History.Row> rows(List<History> histories) {
    return histories.stream().flatMap(history -> history.rows().stream());
  }

  /** How many releases of all streams are in that state. */
  long count(History.State state) {
    return rows(histories).filter(row -> row.state() == state).count();
  }

  /** How many releases there are in all streams. */
  long releases() {
    return rows(histories).count();
  }
}
