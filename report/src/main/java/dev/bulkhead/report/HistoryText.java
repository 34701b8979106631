package dev.bulkhead.report;

import dev.bulkhead.release.History;
import dev.bulkhead.verdict.Verdict;
import java.io.IOException;
import java.util.List;

/** Histories for people, at a terminal. */
public final class HistoryText {
  private static final int MOST_TOLD = 20;
  private static final int MOST_NOTES = 20;
  private static final int MOST_TAGS = 6;

  private final HistoryReport report;
  private final Paint paint;
  private final int width;
  private final TextLines out;

  private HistoryText(HistoryReport report, boolean coloured, int width, Appendable out) {
    this.report = report;
    this.paint = coloured ? Paint.COLOURED : Paint.PLAIN;
    this.width = width;
    this.out = new TextLines(out);
  }

  /**
   * Writes the histories, newest release first; the last line is the summary of all.
   *
   * @param width how many columns a table may take
   * @throws IOException where the destination refuses a character
   */
  public static void write(HistoryReport report, boolean coloured, int width, Appendable out)
      throws IOException {
    new HistoryText(report, coloured, width, out).write();
  }

  private void write() throws IOException {
    line(0, paint.bold(Printable.escape(report.title())));
    out.gap();
    for (History history : report.histories()) {
      write(HistoryWords.of(history));
    }
    switch (report.outcome()) {
      case UNREADABLE, UNREAD, UNPROVEN, NO_EVIDENCE, HUNG_UP, INTERRUPTED, TERMINATED ->
          line(0, report.outcome().meaning());
      case HOLDS, VIOLATED -> {}
    }
    line(0, HistoryWords.counts(report));
  }

  private void line(int depth, String text) throws IOException {
    out.line(depth, text);
  }

  private void write(HistoryWords words) throws IOException {
    if (report.histories().size() > 1) {
      line(0, paint.bold(Printable.escape(words.name())));
    }
    var table = new HistoryTable(words, paint, width);
    for (String row : table.lines()) {
      line(0, row);
    }
    out.gap();
    List<HistoryTold> told = HistoryTold.of(words.history());
    write(told.stream().filter(HistoryTold::isViolation).toList());
    write(told.stream().filter(one -> !one.isViolation()).toList());
    List<String> notes = words.history().notes();
    for (String note : notes.stream().limit(MOST_NOTES).toList()) {
      line(0, "note: " + Printable.escape(note));
    }
    if (notes.size() > MOST_NOTES) {
      line(0, "note: %d more are in --format json.".formatted(notes.size() - MOST_NOTES));
    }
    out.gap();
    for (String sentence : words.sentences()) {
      line(0, Printable.escape(sentence));
    }
    out.gap();
  }

  private void write(List<HistoryTold> told) throws IOException {
    for (HistoryTold one : told.stream().limit(MOST_TOLD).toList()) {
      write(one);
    }
    if (told.size() > MOST_TOLD) {
      String kind = told.getFirst().isViolation() ? "violated" : "unproven";
      line(
          0,
          "%d more reasons why something is %s are in --format json."
              .formatted(told.size() - MOST_TOLD, kind));
      out.gap();
    }
  }

  private void write(HistoryTold told) throws IOException {
    line(0, painted(told) + " " + paint.bold(told.rule()) + "  " + TextBlock.placeOf(told.place()));
    line(1, Printable.escape(told.verdict().message()));
    if (!told.remedy().isEmpty()) {
      line(1, "remedy: " + Printable.escape(told.remedy()));
    }
    line(1, "in: " + Printable.escape(told.where(MOST_TAGS)));
    out.gap();
  }

  private String painted(HistoryTold told) {
    return switch (told.verdict()) {
      case Verdict.Violated violated -> paint.violated(violated.severity(), told.kind());
      case Verdict.Unproven _ -> paint.unproven(told.kind());
      case Verdict.Proven _ -> paint.proven(told.kind());
    };
  }
}
