package dev.bulkhead.report;

import dev.bulkhead.variants.Cell;
import dev.bulkhead.variants.Matrix;
import dev.bulkhead.variants.Release;
import dev.bulkhead.verdict.Severity;
import java.io.IOException;
import java.util.List;

/** A matrix for people, at a terminal. */
public final class MatrixText {
  private static final String RELEASE = "release";
  private static final String LEGEND = "ok: proven, no: violated, ?: unproven.";
  private static final int MOST_VIOLATIONS = 40;
  private static final int MOST_GAPS = 10;
  private static final int MOST_NOTES = 20;
  private static final int MOST_SUBJECTS = 4;

  private final MatrixReport report;
  private final Matrix matrix;
  private final MatrixWords words;
  private final Paint paint;
  private final int width;
  private final TextLines out;

  private MatrixText(MatrixReport report, boolean coloured, int width, Appendable out) {
    this.report = report;
    this.matrix = report.matrix();
    this.words = new MatrixWords(report);
    this.paint = coloured ? Paint.COLOURED : Paint.PLAIN;
    this.width = width;
    this.out = new TextLines(out);
  }

  /**
   * Writes the matrix; its last line is the summary.
   *
   * @param width how many columns the table may take; more versions than fit come in further tables
   * @throws IOException where the destination refuses a character
   */
  public static void write(MatrixReport report, boolean coloured, int width, Appendable out)
      throws IOException {
    new MatrixText(report, coloured, width, out).write();
  }

  private void write() throws IOException {
    line(0, paint.bold(Printable.escape(report.title())));
    out.gap();
    writeTables();
    writeReleases();
    writeReasons();
    writeNotes();
    for (String sentence : words.ending()) {
      line(0, Printable.escape(sentence));
    }
    line(0, words.summary());
  }

  private void line(int depth, String text) throws IOException {
    out.line(depth, text);
  }

  private void writeTables() throws IOException {
    List<String> names = matrix.names().stream().map(Printable::escape).toList();
    int column = names.stream().mapToInt(Printable::width).max().orElse(0) + 2;
    int first =
        Math.min(
            width / 2,
            matrix.releases().stream()
                .map(release -> Printable.width(label(release)))
                .reduce(RELEASE.length(), Math::max));
    int most = Math.max(1, (width - first) / column);
    for (int from = 0; from < names.size(); from += most) {
      writeTable(from, Math.min(names.size(), from + most), names, first, column);
      out.gap();
    }
    line(0, LEGEND);
    for (String sentence : words.ofVersions()) {
      line(0, Printable.escape(sentence));
    }
    out.gap();
  }

  private void writeTable(int from, int to, List<String> names, int first, int column)
      throws IOException {
    var head = new StringBuilder(TextCell.padded(RELEASE, first));
    for (String name : names.subList(from, to)) {
      head.append("  ").append(TextCell.padded(name, column - 2));
    }
    line(0, paint.faint(head.toString().stripTrailing()));
    for (Release release : matrix.releases()) {
      line(
          0,
          TextCell.padded(TextCell.endOf(label(release), first), first)
              + row(release, from, to, column));
    }
  }

  private String row(Release release, int from, int to, int column) {
    return switch (release) {
      case Release.Unreadable _ -> "  " + paint.unproven("not read");
      case Release.Judged judged -> {
        var row = new StringBuilder();
        for (int position = from; position < to; position++) {
          Cell.State state = judged.cells().get(position).state();
          int space = position == to - 1 ? 0 : column - 2 - symbol(state).length();
          row.append("  ").append(painted(state)).append(" ".repeat(Math.max(0, space)));
        }
        yield row.toString();
      }
    };
  }

  private static String symbol(Cell.State state) {
    return switch (state) {
      case PROVEN -> "ok";
      case VIOLATED -> "no";
      case UNPROVEN -> "?";
    };
  }

  private String painted(Cell.State state) {
    String symbol = symbol(state);
    return switch (state) {
      case PROVEN -> paint.proven(symbol);
      case VIOLATED -> paint.violated(Severity.ERROR, symbol);
      case UNPROVEN -> paint.unproven(symbol);
    };
  }

  private static String label(Release release) {
    return Printable.escape(MatrixWords.label(release));
  }

  private void writeReleases() throws IOException {
    for (MatrixWords.Said said : words.said()) {
      line(0, paint.bold(Printable.escape(MatrixWords.joined(said.releases()))));
      line(1, Printable.escape(said.words()));
    }
    out.gap();
  }

  private void writeNotes() throws IOException {
    List<String> notes = words.notes();
    for (String note : notes.stream().limit(MOST_NOTES).toList()) {
      line(0, "note: " + Printable.escape(note));
    }
    if (notes.size() > MOST_NOTES) {
      line(0, "note: %d more are in --format json.".formatted(notes.size() - MOST_NOTES));
    }
  }

  private void writeReasons() throws IOException {
    List<Matrix.Told> reasons = matrix.reasons();
    writeReasons(reasons.stream().filter(Matrix.Told::isViolation).toList(), MOST_VIOLATIONS);
    writeReasons(reasons.stream().filter(told -> !told.isViolation()).toList(), MOST_GAPS);
  }

  private void writeReasons(List<Matrix.Told> reasons, int most) throws IOException {
    for (Matrix.Told told : reasons.stream().limit(most).toList()) {
      write(told);
    }
    if (reasons.size() > most) {
      line(
          0,
          "%d more reasons why something is %s are in --format json."
              .formatted(
                  reasons.size() - most,
                  reasons.getFirst().isViolation() ? "violated" : "unproven"));
      out.gap();
    }
  }

  private void write(Matrix.Told told) throws IOException {
    var reason = told.reason();
    String kind =
        told.isViolation()
            ? paint.violated(Severity.ERROR, "violated")
            : paint.unproven("unproven");
    line(0, reason.rule().isEmpty() ? kind : kind + " " + paint.bold(reason.rule()));
    line(1, Printable.escape(reason.message()));
    List<String> subjects = reason.subjects();
    if (!subjects.isEmpty()) {
      String shown = String.join("; ", subjects.stream().limit(MOST_SUBJECTS).toList());
      int more = subjects.size() - MOST_SUBJECTS;
      line(1, "in: " + Printable.escape(shown) + (more > 0 ? "; and %d more".formatted(more) : ""));
    }
    line(1, "cells: " + Printable.escape(String.join("; ", words.cells(told))));
    if (!reason.remedy().isEmpty()) {
      line(1, "remedy: " + Printable.escape(reason.remedy()));
    }
    out.gap();
  }
}
