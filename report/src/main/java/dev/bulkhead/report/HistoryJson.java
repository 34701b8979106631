package dev.bulkhead.report;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Userinfo;
import dev.bulkhead.release.Drift;
import dev.bulkhead.release.History;
import dev.bulkhead.release.HistorySummary;
import dev.bulkhead.release.ReleaseTag;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/** Histories for machines; docs/history.md tells the form. */
public final class HistoryJson {
  /** The first number changes when a reader may break, the second when something is added. */
  private static final String SCHEMA_VERSION = "1.0";

  private HistoryJson() {}

  /**
   * Writes the histories. The stream is flushed and stays open.
   *
   * @throws IOException where the destination refuses a byte
   */
  public static void write(HistoryReport report, OutputStream out) throws IOException {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("title", report.title());
    fields.put("streams", report.histories().stream().map(HistoryJson::fields).toList());
    var outcome = new LinkedHashMap<String, Object>();
    outcome.put("exitStatus", report.outcome().status());
    outcome.put("meaning", report.outcome().meaning());
    fields.put("outcome", outcome);
    JsonAnswer.write(SCHEMA_VERSION, report.toolVersion(), fields, out);
  }

  private static SequencedMap<String, Object> fields(History history) {
    var words = HistoryWords.of(history);
    var fields = new LinkedHashMap<String, Object>();
    fields.put("repository", Userinfo.concealed(history.repository()));
    fields.put("stream", history.stream());
    fields.put("series", name(history.series()));
    fields.put("summary", summary(history, words.summary()));
    fields.put("sentences", words.sentences());
    fields.put("notes", history.notes());
    fields.put("releases", history.rows().stream().map(row -> fields(row, words)).toList());
    return fields;
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static SequencedMap<String, Object> summary(History history, HistorySummary summary) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("releases", summary.releases());
    fields.put("healthy", summary.healthy());
    fields.put("violated", summary.violated());
    fields.put("unproven", summary.unproven());
    fields.put("silent", summary.silent());
    fields.put("drifting", summary.drifting());
    fields.put("chartsBehind", summary.chartsBehind());
    fields.put("floating", summary.floating());
    fields.put("recorded", summary.recorded());
    fields.put("mostBehind", summary.mostBehind());
    fields.put("firstHealthy", tagOf(history.firstHealthy()));
    fields.put("lastHealthy", tagOf(history.lastHealthy()));
    fields.put("longestDrift", summary.longestDrift().stream().map(ReleaseTag::name).toList());
    return fields;
  }

  private static String tagOf(Optional<History.Row> row) {
    return row.map(one -> one.tag().name()).orElse("");
  }

  private static SequencedMap<String, Object> fields(History.Row row, HistoryWords words) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("tag", row.tag().name());
    fields.put("version", row.tag().version().text());
    fields.put("final", row.tag().version().isFinal());
    fields.put("commit", row.commit());
    fields.put("time", row.time().toString());
    fields.put("recorded", row.isRecorded());
    fields.put("state", name(row.state()));
    fields.put("images", row.deploys().stream().map(HistoryJson::fields).toList());
    fields.put("imageDrift", fields(words.ofImages(row)));
    fields.put("charts", row.charts().stream().map(HistoryJson::fields).toList());
    fields.put("chartDrift", fields(words.ofCharts(row)));
    fields.put(
        "verdicts",
        Findings.of(row.verdicts(), List.of()).stream().map(HistoryJson::fields).toList());
    return fields;
  }

  private static SequencedMap<String, Object> fields(History.Deployed deployed) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("image", Userinfo.concealed(deployed.image()));
    fields.put("tag", Userinfo.concealed(deployed.tag()));
    return fields;
  }

  private static SequencedMap<String, Object> fields(History.Chart chart) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("path", chart.path());
    fields.put("name", chart.name());
    fields.put("version", Userinfo.concealed(chart.version()));
    fields.put("appVersion", Userinfo.concealed(chart.appVersion()));
    return fields;
  }

  /** In the direction that is counted, so many releases; 0 for what has no distance. */
  private static SequencedMap<String, Object> fields(Drift drift) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("kind", drift.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    fields.put(
        "releases",
        switch (drift) {
          case Drift.Behind(int releases) -> releases;
          case Drift.Ahead(int releases) -> releases;
          case Drift.Same _, Drift.Floating _, Drift.Unstated _ -> 0;
        });
    return fields;
  }

  private static SequencedMap<String, Object> fields(Finding finding) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("id", finding.id());
    fields.put("verdict", JsonReport.nameOf(finding.verdict()));
    fields.put("rule", finding.claim().rule().id());
    fields.put("severity", finding.severity().toString());
    fields.put("location", fields(finding.location()));
    fields.put("message", finding.verdict().message());
    fields.put("remedy", JsonReport.remedyOf(finding.verdict()));
    return fields;
  }

  private static SequencedMap<String, Object> fields(Location at) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("file", at.file());
    fields.put("line", at.line());
    fields.put("column", at.column());
    fields.put("exact", at.exact());
    return fields;
  }
}
