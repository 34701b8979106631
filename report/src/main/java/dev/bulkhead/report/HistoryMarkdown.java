package dev.bulkhead.report;

import dev.bulkhead.release.History;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/**
 * Histories in Markdown, with tables as GitHub writes them: for an issue, or a page of a project.
 */
public final class HistoryMarkdown {
  private static final int MOST_TAGS = 12;

  private final HistoryReport report;
  private final Appendable out;

  private HistoryMarkdown(HistoryReport report, Appendable out) {
    this.report = report;
    this.out = out;
  }

  /**
   * Writes the histories, newest release first.
   *
   * @throws IOException where the destination refuses a character
   */
  public static void write(HistoryReport report, Appendable out) throws IOException {
    new HistoryMarkdown(report, out).write();
  }

  private void write() throws IOException {
    line("# " + escape(report.title()));
    for (History history : report.histories()) {
      write(HistoryWords.of(history));
    }
    line("");
    line(
        "%s. By Bulkhead %s."
            .formatted(escape(HistoryWords.counts(report)), escape(report.toolVersion())));
  }

  private static String escape(String text) {
    return MatrixMarkdown.escape(text);
  }

  private void line(String text) throws IOException {
    out.append(text).append('\n');
  }

  private void write(HistoryWords words) throws IOException {
    if (report.histories().size() > 1) {
      line("");
      line("## " + escape(words.name()));
    }
    line("");
    for (String sentence : words.sentences()) {
      line("- " + escape(sentence));
    }
    for (String note : words.history().notes()) {
      line("- " + escape(note));
    }
    line("");
    List<HistoryColumn> columns = HistoryColumn.of(words);
    line(row(columns, HistoryColumn::head));
    line(row(columns, _ -> "---"));
    for (History.Row row : words.history().rows().reversed()) {
      line(row(columns, column -> cell(column, row, words)));
    }
    write(HistoryTold.of(words.history()));
  }

  private static String row(List<HistoryColumn> columns, Function<HistoryColumn, String> cell) {
    return "| %s |".formatted(String.join(" | ", columns.stream().map(cell).toList()));
  }

  private static String cell(HistoryColumn column, History.Row row, HistoryWords words) {
    String text = escape(column.text(row, words));
    boolean isLoud = column == HistoryColumn.VERDICT && row.state() == History.State.VIOLATED;
    return isLoud ? "**" + text + "**" : text;
  }

  private void write(List<HistoryTold> reasons) throws IOException {
    if (!reasons.isEmpty()) {
      line("");
      line(report.histories().size() > 1 ? "### Reasons" : "## Reasons");
      line("");
    }
    for (HistoryTold told : reasons) {
      line(
          "- %s (%s): %s"
              .formatted(told.kind(), escape(told.rule()), escape(told.verdict().message())));
      line("  - place: " + escape(told.place().toString()));
      line("  - in: " + escape(told.where(MOST_TAGS)));
      if (!told.remedy().isEmpty()) {
        line("  - remedy: " + escape(told.remedy()));
      }
    }
  }
}
