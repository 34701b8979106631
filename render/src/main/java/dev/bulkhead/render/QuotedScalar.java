package dev.bulkhead.render;

/** A text as YAML and JSON quote it, on one line, whatever it holds. */
public final class QuotedScalar {
  private QuotedScalar() {}

  /** The text in double quotes. */
  public static String of(String value) {
    var quoted = new StringBuilder("\"");
    value
        .codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
              } else if (c < ' ' || isSpecial(c)) {
                for (char unit : Character.toChars(c)) {
                  quoted.append("\\u%04x".formatted((int) unit));
                }
              } else {
                quoted.appendCodePoint(c);
              }
            });
    return quoted.append('"').toString();
  }

  /** What ends a line somewhere, or shows nothing. */
  private static boolean isSpecial(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          true;
      default -> false;
    };
  }
}
