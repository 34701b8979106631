package dev.bulkhead.report;

import dev.bulkhead.verdict.Verdict;
import java.util.List;

/**
 * What one run has to say: the sources it read, the settings it rests on, and a finding per claim.
 *
 * @param toolVersion the version of Bulkhead that judged
 * @param sources in the order in which the user named them
 * @param notes what a reader should know besides, a full sentence each
 * @param settings what the judgement rests on, defaults included
 * @param findings ordered by source, place, rule and platform, each with an id of its own
 */
public record Report(
    String toolVersion,
    List<ReportedSource> sources,
    List<String> notes,
    List<Setting> settings,
    List<Finding> findings,
    Counts counts,
    Outcome outcome) {
  public Report {
    sources = List.copyOf(sources);
    notes = List.copyOf(notes);
    settings = List.copyOf(settings);
    findings = List.copyOf(findings);
  }

  /** Orders, names and counts the verdicts, and says what they come to. */
  public static Report of(
      String toolVersion,
      List<ReportedSource> sources,
      List<String> notes,
      List<Setting> settings,
      List<Verdict> verdicts,
      Outcome.Policy policy) {
    var findings = Findings.of(verdicts, sources.stream().map(ReportedSource::name).toList());
    var counts = Counts.of(findings);
    return new Report(
        toolVersion,
        sources,
        notes,
        settings,
        findings,
        counts,
        Outcome.of(policy, counts, findings, sources));
  }
}
