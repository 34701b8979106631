package dev.bulkhead.report;

/**
 * Text of unknown origin made fit for a terminal: nothing in it can move the cursor, change a
 * colour, begin a line or turn the direction of reading; and how wide it is there.
 */
public final class Printable {
  private Printable() {}

  /** The text with every character escaped that a terminal would obey instead of showing. */
  public static String escape(String text) {
    if (text.codePoints().noneMatch(Printable::isObeyed)) {
      return text;
    }
    var escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              if (isObeyed(c)) {
                escaped.append(escapeOf(c));
              } else {
                escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }

  /** Like {@link #escape}, but for a line of a file, where a tab is ordinary. */
  static String escapeLine(String line) {
    return escape(line.replace('\t', ' '));
  }

  private static boolean isObeyed(int c) {
    if (c >= ' ' && c < 0x7f) {
      return false;
    }
    return switch (Character.getType(c)) {
      // FORMAT holds the characters that turn the direction of reading (UAX #9) and the zero-width
      // ones; the joiner U+200D is left, since scripts and emoji are written with it.
      case Character.FORMAT -> c != 0x200d;
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  private static String escapeOf(int c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> c <= 0xff ? "\\x%02x".formatted(c) : "\\u{%x}".formatted(c);
    };
  }

  /** How many columns a terminal gives the text, which is taken to be escaped. */
  static int width(String text) {
    return text.codePoints().map(Printable::width).sum();
  }

  /** Two for the wide characters of East Asian scripts and for emoji (UAX #11), none for marks. */
  static int width(int c) {
    if (c < 0x300) {
      return 1;
    }
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    return isWide(c) ? 2 : 1;
  }

  private static boolean isWide(int c) {
    if (Character.isIdeographic(c) || Character.isEmojiPresentation(c)) {
      return true;
    }
    if (c >= 0xff61 && c <= 0xffdc) {
      return false; // the half-width forms
    }
    if ((c >= 0xff01 && c <= 0xffe6) || (c >= 0x3001 && c <= 0x303e)) {
      return true;
    }
    return switch (Character.UnicodeScript.of(c)) {
      case HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> true;
      default -> false;
    };
  }
}
