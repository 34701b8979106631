package dev.bulkhead.report;

import dev.bulkhead.variants.Cell;
import dev.bulkhead.variants.Matrix;
import dev.bulkhead.variants.Release;
import java.io.IOException;
import java.util.List;

/** A matrix in Markdown, with tables as GitHub writes them: for release notes and comments. */
public final class MatrixMarkdown {
  private final MatrixReport report;
  private final Matrix matrix;
  private final MatrixWords words;
  private final Appendable out;

  private MatrixMarkdown(MatrixReport report, Appendable out) {
    this.report = report;
    this.matrix = report.matrix();
    this.words = new MatrixWords(report);
    this.out = out;
  }

  /**
   * Writes the matrix.
   *
   * @throws IOException where the destination refuses a character
   */
  public static void write(MatrixReport report, Appendable out) throws IOException {
    new MatrixMarkdown(report, out).write();
  }

  private void write() throws IOException {
    line("# " + escape(report.title()));
    line("");
    writeTable();
    line("");
    for (String sentence : words.ofVersions()) {
      line(escape(sentence));
      line("");
    }
    line("## Releases");
    line("");
    for (MatrixWords.Said said : words.said()) {
      line(
          "- **%s**: %s"
              .formatted(escape(MatrixWords.joined(said.releases())), escape(said.words())));
    }
    line("");
    writeReasons();
    line("## Notes");
    line("");
    for (String note : words.notes()) {
      line("- " + escape(note));
    }
    for (String sentence : words.ending()) {
      line("- " + escape(sentence));
    }
    line("- %s, by Bulkhead %s.".formatted(escape(words.summary()), escape(report.toolVersion())));
  }

  private void line(String text) throws IOException {
    out.append(text).append('\n');
  }

  private void writeTable() throws IOException {
    var head = new StringBuilder("| release |");
    var rule = new StringBuilder("| --- |");
    for (String name : matrix.names()) {
      head.append(' ').append(escape(name)).append(" |");
      rule.append(" --- |");
    }
    line(head.toString());
    line(rule.toString());
    for (Release release : matrix.releases()) {
      line(row(release));
    }
  }

  private String row(Release release) {
    var row = new StringBuilder("| %s |".formatted(escape(MatrixWords.label(release))));
    switch (release) {
      case Release.Judged judged -> {
        for (Cell cell : judged.cells()) {
          String form = cell.state() == Cell.State.VIOLATED ? " **%s** |" : " %s |";
          row.append(form.formatted(cell.state()));
        }
      }
      case Release.Unreadable _ ->
          row.append(" not read |").append(" |".repeat(matrix.versions().size() - 1));
    }
    return row.toString();
  }

  private void writeReasons() throws IOException {
    List<Matrix.Told> reasons = matrix.reasons();
    if (reasons.isEmpty()) {
      return;
    }
    line("## Reasons");
    line("");
    for (Matrix.Told told : reasons) {
      var reason = told.reason();
      String kind = told.isViolation() ? "Violated" : "Unproven";
      String rule = reason.rule().isEmpty() ? "" : " (" + escape(reason.rule()) + ")";
      line("- %s%s: %s".formatted(kind, rule, escape(reason.message())));
      if (!reason.subjects().isEmpty()) {
        line("  - in: " + escape(String.join("; ", reason.subjects())));
      }
      line("  - cells: " + escape(String.join("; ", words.cells(told))));
      if (!reason.remedy().isEmpty()) {
        line("  - remedy: " + escape(reason.remedy()));
      }
    }
    line("");
  }

  /** Text in which nothing is a mark of Markdown, a tag of HTML, or the end of a table's cell. */
  static String escape(String text) {
    var escaped = new StringBuilder();
    Printable.escape(text)
        .chars()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '\\', '`', '*', '_', '[', ']', '|', '~', '#', '$' ->
                    escaped.append('\\').append((char) c);
                default -> escaped.append((char) c);
              }
            });
    return escaped.toString();
  }
}
