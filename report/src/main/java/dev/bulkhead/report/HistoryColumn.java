package dev.bulkhead.report;

import dev.bulkhead.release.History;
import java.util.List;
import java.util.stream.Stream;

/** A column of the table of releases. */
enum HistoryColumn {
  RELEASE("release"),
  DATE("date"),
  DEPLOYS("deploys"),
  APP_VERSION("appVersion"),
  CHART("chart"),
  VERDICT("verdict"),
  WHY("why");

  private final String head;

  HistoryColumn(String head) {
    this.head = head;
  }

  /** Those that have something to say, and what always stands in the table. */
  static List<HistoryColumn> of(HistoryWords words) {
    return Stream.of(values())
        .filter(
            column ->
                switch (column) {
                  case RELEASE, DATE, VERDICT -> true;
                  case DEPLOYS, APP_VERSION, CHART, WHY ->
                      words.history().rows().stream()
                          .anyMatch(row -> !column.text(row, words).isEmpty());
                })
        .toList();
  }

  /** What the column is called. */
  String head() {
    return head;
  }

  /** What it says of a release; not escaped. */
  String text(History.Row row, HistoryWords words) {
    return switch (this) {
      case RELEASE -> row.tag().name();
      case DATE -> HistoryWords.date(row);
      case DEPLOYS -> HistoryWords.deploys(row);
      case APP_VERSION -> HistoryWords.appVersions(row);
      case CHART -> HistoryWords.chartVersions(row);
      case VERDICT -> HistoryWords.state(row);
      case WHY -> words.why(row);
    };
  }
}
