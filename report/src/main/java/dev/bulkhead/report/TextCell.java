package dev.bulkhead.report;

/** The content of a cell of a table at a terminal, of so many columns; the text is escaped. */
final class TextCell {
  private static final String CUT = "…";

  private TextCell() {}

  /** The text, and spaces up to so many columns. */
  static String padded(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - Printable.width(text)));
  }

  /** The text if it fits, or as much of its beginning as does. */
  static String beginningOf(String text, int columns) {
    if (Printable.width(text) <= columns) {
      return text;
    }
    int[] all = text.codePoints().toArray();
    int to = 0;
    int used = 1;
    while (to < all.length && used + Printable.width(all[to]) <= columns) {
      used += Printable.width(all[to]);
      to++;
    }
    return new String(all, 0, to) + CUT;
  }

  /** The text if it fits, or as much of its end, which tells the names of releases apart. */
  static String endOf(String text, int columns) {
    if (Printable.width(text) <= columns) {
      return text;
    }
    int[] all = text.codePoints().toArray();
    int from = all.length;
    int used = 1;
    while (from > 0 && used + Printable.width(all[from - 1]) <= columns) {
      from--;
      used += Printable.width(all[from]);
    }
    return CUT + new String(all, from, all.length - from);
  }
}
