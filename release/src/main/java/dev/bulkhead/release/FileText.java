package dev.bulkhead.release;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a file in UTF-8, in which places are counted as editors do: lines end with a line
 * feed, a carriage return, or both together, and columns are characters.
 */
public final class FileText {
  /** The anchor and the tag that may stand before a scalar in its line. */
  private static final Pattern PROPERTIES = Pattern.compile("(?:[&!][^\\s,\\[\\]{}]*[ \\t]+){1,2}");

  /** What may follow a plain scalar; in a block nothing else does. */
  private static final String AFTER_PLAIN = "\r\n,]} \t";

  private final String path;
  private final String text;
  private final int[] lineStarts;

  private FileText(String path, String text) {
    this.path = path;
    this.text = text;
    this.lineStarts = lineStarts(text);
  }

  /** Decodes a file; empty where its bytes are no text in UTF-8. */
  public static Optional<FileText> of(String path, byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(new FileText(path, text));
    } catch (CharacterCodingException noText) {
      return Optional.empty();
    }
  }

  private static int[] lineStarts(String text) {
    var starts = new int[16];
    starts[0] = text.startsWith("\uFEFF") ? 1 : 0;
    int lines = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1))) {
        if (lines == starts.length) {
          starts = Arrays.copyOf(starts, lines * 2);
        }
        starts[lines++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, lines);
  }

  /** The file's path, as its places name it. */
  public String path() {
    return path;
  }

  /** The whole text, with a byte order mark if there is one. */
  public String text() {
    return text;
  }

  /** How many lines there are, the empty one after the last line's end included. */
  public int lines() {
    return lineStarts.length;
  }

  /** A line without its end; the first is 1. */
  public String line(int number) {
    int end = number < lineStarts.length ? lineStarts[number] : text.length();
    while (end > lineStarts[number - 1] && "\r\n".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(lineStarts[number - 1], end);
  }

  /** Where a line begins, in UTF-16 units. */
  public int startOf(int line) {
    return lineStarts[line - 1];
  }

  /** The place of an offset in UTF-16 units. */
  public Location place(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    int line = found >= 0 ? found : -found - 2;
    int start = lineStarts[Math.max(line, 0)];
    return Location.exact(
        path, Math.max(line, 0) + 1, text.codePointCount(start, Math.max(start, offset)) + 1);
  }

  /** The offset of an exact place, in UTF-16 units; -1 where there is no such place. */
  public int offset(Location at) {
    if (!at.exact() || at.line() == 0 || at.line() > lineStarts.length || at.column() == 0) {
      return -1;
    }
    int start = lineStarts[at.line() - 1];
    int length = line(at.line()).codePointCount(0, line(at.line()).length());
    return at.column() - 1 > length ? -1 : text.offsetByCodePoints(start, at.column() - 1);
  }

  /**
   * Where a part of a scalar of YAML or JSON stands.
   *
   * @param part offset of the part in the scalar's text
   * @return not exact where the scalar is not written out as it is
   */
  Location within(Node.Scalar scalar, int part) {
    int start = offset(scalar.at());
    if (start >= 0) {
      int content = contentAt(start, scalar.text());
      if (content >= 0) {
        return place(content + part);
      }
    }
    return new Location(path, scalar.at().line(), scalar.at().column(), false);
  }

  /** Where the text of a scalar begins; -1 where other characters stand for it. */
  private int contentAt(int start, String content) {
    Matcher properties = PROPERTIES.matcher(text).region(start, text.length());
    int begin = properties.lookingAt() ? properties.end() : start;
    boolean isQuoted =
        begin < text.length() && (text.charAt(begin) == '"' || text.charAt(begin) == '\'');
    int first = isQuoted ? begin + 1 : begin;
    int end = first + content.length();
    if (!text.startsWith(content, first)) {
      return -1;
    }
    // A plain 1.10 is read as the number 1.1, which is but its beginning.
    boolean isWhole =
        isQuoted
            ? end < text.length() && text.charAt(end) == text.charAt(begin)
            : end == text.length() || AFTER_PLAIN.indexOf(text.charAt(end)) >= 0;
    return isWhole ? first : -1;
  }
}
