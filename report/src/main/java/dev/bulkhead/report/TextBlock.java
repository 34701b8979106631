package dev.bulkhead.report;

import dev.bulkhead.model.Location;
import dev.bulkhead.verdict.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes one block of findings: what, where, the line itself, the remedy, the ids. */
final class TextBlock {
  private static final int MOST_LISTED = 6;

  private final TextLines out;
  private final Paint paint;
  private final SourceLines source;
  private final int width;

  TextBlock(TextLines out, Paint paint, SourceLines source, int width) {
    this.out = out;
    this.paint = paint;
    this.source = source;
    this.width = width;
  }

  /** What was not read of a source, with a place where that says more than the source's name. */
  void write(ReportedSource.Problem problem, String source) throws IOException {
    boolean isWhole = problem.at().line() == 0 && problem.at().file().equals(source);
    String label =
        switch (problem.kind()) {
          case UNREADABLE -> paint.bold("problem");
          case UNREAD -> paint.unproven("unproven");
        };
    out.line(1, isWhole ? label : label + " " + placeOf(problem.at()));
    out.line(2, Printable.escape(problem.cause()));
    out.line(2, "remedy: " + Printable.escape(problem.remedy()));
  }

  void write(Block block) throws IOException {
    switch (block.first().verdict()) {
      case Verdict.Proven proven -> writeProven(block, proven);
      case Verdict.Violated violated -> {
        String label = paint.violated(violated.severity(), violated.severity().toString());
        writeDecided(block, label, violated.message(), violated.remedy());
      }
      case Verdict.Unproven unproven ->
          writeDecided(block, paint.unproven("unproven"), unproven.message(), unproven.remedy());
    }
  }

  private void writeProven(Block block, Verdict.Proven proven) throws IOException {
    out.line(2, paint.proven("proven") + where(block));
    out.line(3, Printable.escape(block.spread(proven.message())));
    out.line(3, paint.faint("rule: " + rules(block) + "; ") + ids(block));
  }

  private void writeDecided(Block block, String label, String message, String remedy)
      throws IOException {
    out.line(2, heading(block, label));
    out.line(3, Printable.escape(block.spread(message)));
    writePlaces(block);
    if (!remedy.isEmpty()) {
      out.line(3, "remedy: " + Printable.escape(block.spread(remedy)));
    }
    out.line(3, ids(block));
  }

  private String heading(Block block, String label) {
    return label + " " + paint.bold(rules(block)) + where(block);
  }

  private static String rules(Block block) {
    return String.join(", ", block.distinct(finding -> finding.claim().rule().id()));
  }

  private static String where(Block block) {
    var where = new ArrayList<String>();
    List<String> containers = block.containers();
    if (!containers.isEmpty()) {
      where.add((containers.size() == 1 ? "container " : "containers ") + listed(containers));
    }
    if (!block.platforms().isEmpty()) {
      where.add(listed(block.platforms()));
    }
    return where.isEmpty() ? "" : "  " + String.join("; ", where);
  }

  private void writePlaces(Block block) throws IOException {
    Location place = block.first().location();
    out.line(3, placeOf(place));
    Excerpt excerpt = excerptAt(block.first(), place).orElse(Excerpt.NONE);
    if (!excerpt.text().isEmpty()) {
      String number = String.valueOf(place.line());
      out.line(3, paint.faint("  " + number + " | ") + excerpt.text());
      if (!excerpt.caret().isEmpty()) {
        out.line(
            3,
            paint.faint("  " + " ".repeat(number.length()) + " | ") + paint.bold(excerpt.caret()));
      }
    }
    List<String> others = block.distinct(finding -> placeOf(finding.location()));
    if (others.size() > 1) {
      out.line(3, "also at " + listed(others.subList(1, others.size())));
    }
  }

  static String placeOf(Location place) {
    String text = Printable.escape(place.toString());
    if (place.exact()) {
      return text;
    }
    return place.line() == 0 ? "somewhere in " + text : "near " + text;
  }

  private Optional<Excerpt> excerptAt(Finding finding, Location place) {
    if (place.line() == 0 || finding.claim().subject().object().kind().equals("Secret")) {
      return Optional.empty();
    }
    int room = width - 12 - String.valueOf(place.line()).length();
    return source
        .line(finding.claim().subject().origin().source(), place.file(), place.line())
        .map(line -> Excerpt.of(line, place, Math.max(20, room)));
  }

  private String ids(Block block) {
    List<String> ids = block.distinct(Finding::id);
    return paint.faint((ids.size() == 1 ? "id: " : "ids: ") + listed(ids));
  }

  private static String listed(List<String> items) {
    String shown =
        String.join(", ", items.stream().limit(MOST_LISTED).map(Printable::escape).toList());
    return items.size() > MOST_LISTED
        ? shown + " and %d more".formatted(items.size() - MOST_LISTED)
        : shown;
  }
}
