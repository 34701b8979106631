package dev.bulkhead.report;

import dev.bulkhead.release.History;
import dev.bulkhead.verdict.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The releases of a history as lines of a table, newest first. A long history is folded: of many
 * releases in succession that are alike, the first and the last are shown.
 */
final class HistoryTable {
  /** A history of more releases is folded. */
  private static final int LONG = 60;

  /** The first, the last, and a line that says how many more. */
  private static final int FOLD = 3;

  private static final int NARROWEST = 8;
  private static final String BETWEEN = "  ";

  private final HistoryWords words;
  private final Paint paint;
  private final List<History.Row> rows;
  private final List<HistoryColumn> columns;
  private final int[] widths;

  HistoryTable(HistoryWords words, Paint paint, int width) {
    this.words = words;
    this.paint = paint;
    this.rows = words.history().rows().reversed();
    this.columns = HistoryColumn.of(words);
    this.widths = fitted(columns.stream().mapToInt(this::width).toArray(), width);
  }

  private String cell(HistoryColumn column, History.Row row) {
    return Printable.escape(column.text(row, words));
  }

  private int width(HistoryColumn column) {
    return rows.stream()
        .mapToInt(row -> Printable.width(cell(column, row)))
        .reduce(column.head().length(), Math::max);
  }

  /** As wide as they need be, but that the widest give way until all have room. */
  private static int[] fitted(int[] wanted, int width) {
    int[] widths = wanted.clone();
    int excess = BETWEEN.length() * (widths.length - 1) - width;
    for (int each : widths) {
      excess += each;
    }
    while (excess > 0) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= NARROWEST) {
        break;
      }
      widths[widest]--;
      excess--;
    }
    return widths;
  }

  List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(paint.faint(head()));
    for (int from = 0; from < rows.size(); ) {
      int to = endOfRun(from);
      lines.add(line(rows.get(from)));
      if (to - from > FOLD) {
        lines.add(paint.faint("  … %d more like it".formatted(to - from - 2)));
        lines.add(line(rows.get(to - 1)));
      } else {
        rows.subList(from + 1, to).forEach(row -> lines.add(line(row)));
      }
      from = to;
    }
    return lines;
  }

  private int endOfRun(int from) {
    int to = from + 1;
    while (rows.size() > LONG && to < rows.size() && isAlike(rows.get(from), rows.get(to))) {
      to++;
    }
    return to;
  }

  private boolean isAlike(History.Row one, History.Row other) {
    return one.state() == other.state()
        && words.why(one).equals(words.why(other))
        && words.ofImages(one).equals(words.ofImages(other))
        && words.ofCharts(one).equals(words.ofCharts(other));
  }

  private String head() {
    return line(HistoryColumn::head, (_, text) -> text);
  }

  private String line(History.Row row) {
    return line(
        column -> cell(column, row),
        (column, text) -> column == HistoryColumn.VERDICT ? painted(row, text) : text);
  }

  /** What is painted takes no more columns. */
  private String line(
      Function<HistoryColumn, String> content, BiFunction<HistoryColumn, String, String> painter) {
    var line = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      HistoryColumn column = columns.get(i);
      String text = content.apply(column);
      String cell =
          column == HistoryColumn.RELEASE
              ? TextCell.endOf(text, widths[i])
              : TextCell.beginningOf(text, widths[i]);
      line.append(i == 0 ? "" : BETWEEN)
          .append(painter.apply(column, cell))
          .append(" ".repeat(widths[i] - Printable.width(cell)));
    }
    return line.toString().stripTrailing();
  }

  private String painted(History.Row row, String text) {
    return switch (row.state()) {
      case HEALTHY -> paint.proven(text);
      case VIOLATED -> paint.violated(Severity.ERROR, text);
      case UNPROVEN -> paint.unproven(text);
      case SILENT -> paint.faint(text);
    };
  }
}
