package dev.bulkhead.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Lines of YAML whose strings are quoted whatever they hold. */
final class YamlText {
  private final Appendable out;

  YamlText(Appendable out) {
    this.out = out;
  }

  /** A line as it stands. */
  void line(int depth, String text) {
    try {
      out.append("  ".repeat(depth)).append(text).append('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A field with a text. */
  void field(int depth, String name, String text) {
    line(depth, name + ": " + quoted(text));
  }

  /** A double-quoted scalar (YAML 1.2, 5.7): one line, and nothing in it has a meaning. */
  static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
              } else if ((c >= ' ' && c < 0x7f) || Character.isLetterOrDigit(c)) {
                quoted.appendCodePoint(c);
              } else {
                quoted.append(
                    String.format(Locale.ROOT, "\\U%08x", c >= 0xd800 && c < 0xe000 ? 0xfffd : c));
              }
            });
    return quoted.append('"').toString();
  }
}
