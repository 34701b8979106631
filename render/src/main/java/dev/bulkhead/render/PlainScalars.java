package dev.bulkhead.render;

import dev.bulkhead.render.DocumentBuilder.Written;
import dev.bulkhead.render.PlainDocuments.NotPlain;
import org.jspecify.annotations.Nullable;

/** The scalars of plain documents. */
final class PlainScalars {
  /** Longer names may not stand in one line with their value (YAML 1.2.2, section 8.2.2). */
  private static final int MAX_NAME = 1000;

  private final PlainLine line;

  PlainScalars(PlainLine line) {
    this.line = line;
  }

  /** Reads the name of a field, up to its colon; null, and nothing read, where none stands here. */
  @Nullable Written name() throws NotPlain {
    boolean isQuoted = line.at('"') || line.at('\'');
    int length = isQuoted ? quotedLength() : 0;
    while (!isQuoted && isOfName(line.peek(length))) {
      length++;
    }
    if (line.peek(length) != ':' || !isSpace(line.peek(length + 1)) || length == 0) {
      return null;
    }
    if (length > MAX_NAME) {
      throw new NotPlain();
    }
    return isQuoted ? quoted() : unquoted(length);
  }

  private Written unquoted(int length) {
    String content = line.name(length);
    line.skip(length);
    return new Written(content, true, "", "", line.number());
  }

  /** Whether a character separates; the end of the line does, too. */
  private static boolean isSpace(char c) {
    return c == ' ' || c == '\n';
  }

  private static boolean isOfName(char c) {
    return isLetterOrDigit(c) || c == '_' || c == '.' || c == '/' || c == '-' || c == '$';
  }

  static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /**
   * Reads a scalar that stands in block context, and the rest of its last line.
   *
   * @param parent the indentation of the collection that it belongs to
   */
  Written value(int parent) throws NotPlain {
    char first = line.here();
    return switch (first) {
      case '"', '\'' -> {
        Written written = quoted();
        line.endLine();
        yield written;
      }
      case '|', '>' -> new PlainBlock(line, parent).read();
      default -> plain(parent);
    };
  }

  /** Reads a scalar in quotes that end on the same line. */
  Written quoted() throws NotPlain {
    int length = quotedLength();
    char quote = line.here();
    String inner = line.text(length).substring(1, length - 1);
    line.skip(length);
    String content = quote == '\'' ? inner.replace("''", "'") : unescaped(inner);
    return new Written(content, false, "", "", line.number());
  }

  /** The length of what is quoted here, with its quotes. */
  private int quotedLength() throws NotPlain {
    char quote = line.here();
    for (int i = 1; ; i++) {
      char c = line.peek(i);
      if (c == '\n') {
        throw new NotPlain();
      }
      if (c == '\\' && quote == '"') {
        i++;
      } else if (c == quote) {
        if (quote == '"' || line.peek(i + 1) != '\'') {
          return i + 1;
        }
        i++;
      }
    }
  }

  private static String unescaped(String inner) throws NotPlain {
    int escape = inner.indexOf('\\');
    if (escape < 0) {
      return inner;
    }
    var content = new StringBuilder(inner.length());
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (c == '\\') {
        i++;
        c = escaped(inner.charAt(i));
      }
      content.append(c);
    }
    return content.toString();
  }

  private static char escaped(char letter) throws NotPlain {
    return switch (letter) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case '"', '\\', '/' -> letter;
      default -> throw new NotPlain();
    };
  }

  /** A scalar without quotes; lines that are indented further than the parent continue it. */
  private Written plain(int parent) throws NotPlain {
    char first = line.here();
    if ("?:,[]{}#&*!|>'\"%@`\t".indexOf(first) >= 0 || (first == '-' && isSpace(line.peek(1)))) {
      throw new NotPlain();
    }
    int length = plainLength();
    String content = line.text(length);
    int last = line.number();
    line.skip(length);
    line.skipSpaces();
    if (!line.atLineEnd()) {
      line.skipLine();
      return new Written(content, true, "", "", last);
    }
    line.skipLine();
    return goesOn(parent) ? continued(content, last, parent) : written(content, last);
  }

  private static Written written(String content, int last) {
    return new Written(content, true, "", "", last);
  }

  /** Whether the line here, or the first after some that are empty, continues a plain scalar. */
  private boolean goesOn(int parent) {
    for (int i = 0; ; ) {
      int column = line.spacesAt(i);
      i += column;
      if (line.peek(i) != '\n') {
        return column > parent && line.peek(i) != '#';
      }
      if (line.isLast(i)) {
        return false;
      }
      i++;
    }
  }

  private Written continued(String begin, int beginLine, int parent) throws NotPlain {
    var content = new StringBuilder(begin);
    int last = beginLine;
    while (goesOn(parent)) {
      int feeds = 0;
      line.skipSpaces();
      while (line.atLineEnd()) {
        feeds++;
        line.skipLine();
        line.skipSpaces();
      }
      content.append(feeds == 0 ? " " : "\n".repeat(feeds));
      int length = plainLength();
      content.append(line.text(length));
      last = line.number();
      line.skip(length);
      line.skipSpaces();
      if (!line.atLineEnd()) {
        line.skipLine();
        break;
      }
      line.skipLine();
    }
    return written(content.toString(), last);
  }

  /** The characters up to the line's end or a comment, spaces before that left out. */
  private int plainLength() throws NotPlain {
    int length = 0;
    for (int i = 0; ; i++) {
      char c = line.peek(i);
      if (c == '\n') {
        return length;
      }
      if (c == '#' && i > length) {
        return length;
      }
      if (c == '\t' || (c == ':' && isSpace(line.peek(i + 1)))) {
        throw new NotPlain();
      }
      if (c != ' ') {
        length = i + 1;
      }
    }
  }
}
