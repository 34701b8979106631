package dev.bulkhead.report;

import dev.bulkhead.model.Location;

/**
 * A line of a source as it is shown to a person, with the guilty value underlined. Of a line that
 * holds several objects only the one in question is shown, since another may be a Secret.
 *
 * @param text escaped, and cut to the width that there is; the empty string where the line had
 *     better not be shown
 * @param caret spaces, and carets that fall under the value; the empty string where the place is
 *     not certain
 */
record Excerpt(String text, String caret) {
  static final Excerpt NONE = new Excerpt("", "");

  private static final String CUT = "…";

  /** Cuts the line to what tells most about the place, in that many columns. */
  static Excerpt of(String text, Location at, int width) {
    var line = SourceLine.of(text);
    int start = at.column() - 1;
    if (!at.exact() || start < 0 || start >= line.length()) {
      return uncertain(line, width);
    }
    int end = line.endOfValue(start);
    int from = line.afterClosedBefore(start);
    int to = line.endOfSurrounding(end);
    String value = head(Printable.escape(line.text(start, end)), false, width * 2 / 3);
    String before = Printable.escape(line.text(from, start));
    String after = Printable.escape(line.text(end, to));
    int left = width - Printable.width(value);
    int room = Printable.width(before) + Printable.width(after) <= left ? left : left * 2 / 3;
    String lead = tail(before, from > 0, room);
    String trail = head(after, !line.isOver(to), left - Printable.width(lead));
    String caret = " ".repeat(Printable.width(lead)) + "^".repeat(Printable.width(value));
    return new Excerpt((lead + value + trail).stripTrailing(), caret);
  }

  /** A line that may be the wrong one is shown only where it is a template's own text. */
  private static Excerpt uncertain(SourceLine line, int width) {
    return line.hasAction()
        ? new Excerpt(head(Printable.escape(line.text(0, line.length())).strip(), false, width), "")
        : NONE;
  }

  private static String head(String text, boolean isCut, int width) {
    if (!isCut && Printable.width(text) <= width) {
      return text;
    }
    var kept = new StringBuilder();
    int used = Printable.width(CUT);
    for (int c : text.codePoints().toArray()) {
      used += Printable.width(c);
      if (used > width) {
        break;
      }
      kept.appendCodePoint(c);
    }
    return width <= 0 ? "" : kept + CUT;
  }

  private static String tail(String text, boolean isCut, int width) {
    if (!isCut && Printable.width(text) <= width) {
      return text;
    }
    int[] all = text.codePoints().toArray();
    int from = all.length;
    int used = Printable.width(CUT);
    while (from > 0 && used + Printable.width(all[from - 1]) <= width) {
      from--;
      used += Printable.width(all[from]);
    }
    return width <= 0 ? "" : CUT + new String(all, from, all.length - from);
  }
}
