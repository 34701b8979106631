package dev.bulkhead.render;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * A YAML text seen as lines, which end with a line feed, a carriage return, or both together, as
 * the parser counts them.
 */
final class TextLines {
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final char REPLACEMENT = '\uFFFD';

  private String text;
  private final List<Place> unprintable = new ArrayList<>();

  /**
   * A place in the text.
   *
   * @param offset in the text, in UTF-16 units
   * @param line from 0
   * @param column from 0, in characters
   */
  record Place(int offset, int line, int column) {}

  /**
   * Looks at a text; what YAML does not allow in it is replaced, character by character, and its
   * place is kept.
   *
   * @param most how many such places to keep
   */
  TextLines(String text, int most) {
    this.text = JsonTabs.replace(replaceUnprintable(text, most));
  }

  /** The whole text without what YAML does not allow. */
  String text() {
    return text;
  }

  /** Where the text begins: after its byte order mark, if it has one. */
  Place start() {
    boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    return new Place(marked ? 1 : 0, 0, 0);
  }

  /** The places of characters that YAML does not allow. */
  List<Place> unprintable() {
    return unprintable;
  }

  /**
   * The next line that begins a document with {@code ---}; the end of the text where there is none.
   *
   * @param from where to look from
   * @param line the first line that will do, from 0
   */
  Place separator(Place from, int line) {
    int offset = from.offset();
    int current = from.line();
    boolean atLineStart = from.column() == 0;
    while (offset < text.length()) {
      if (current >= line && atLineStart && isSeparator(offset)) {
        return new Place(offset, current, 0);
      }
      offset = nextLine(offset);
      current++;
      atLineStart = true;
    }
    return new Place(offset, current, 0);
  }

  /** The place of a column in a line at or after {@code from}; the text's end if it is beyond. */
  Place at(Place from, int line, int column) {
    int offset = from.offset();
    int current = from.line();
    int left = line == from.line() ? column - from.column() : column;
    while (current < line && offset < text.length()) {
      offset = nextLine(offset);
      current++;
    }
    while (left > 0 && offset < text.length()) {
      offset += Character.charCount(text.codePointAt(offset));
      left--;
    }
    return new Place(offset, line, column);
  }

  /**
   * Turns the tabs at a place into spaces, if they only separate parts of a line, as a field's name
   * from its value: Kubernetes' parser takes them there, ours does not take all of them.
   *
   * @return whether there were such tabs
   */
  boolean replaceSeparatingTabs(Place place) {
    int before = place.offset() - 1;
    while (before >= 0 && (text.charAt(before) == ' ' || text.charAt(before) == '\t')) {
      before--;
    }
    int end = place.offset();
    while (end < text.length() && text.charAt(end) == '\t') {
      end++;
    }
    if (before < 0 || "\r\n-?".indexOf(text.charAt(before)) >= 0 || end == place.offset()) {
      return false;
    }
    String spaces = " ".repeat(end - place.offset());
    text = text.substring(0, place.offset()) + spaces + text.substring(end);
    return true;
  }

  /** The place of an offset. */
  Place placeOf(int offset) {
    return placeOf(text, offset);
  }

  private boolean isSeparator(int offset) {
    if (!text.startsWith("---", offset)) {
      return false;
    }
    return offset + 3 == text.length() || " \t\r\n".indexOf(text.charAt(offset + 3)) >= 0;
  }

  private int nextLine(int from) {
    int offset = from;
    while (offset < text.length()) {
      char c = text.charAt(offset++);
      if (c == '\n') {
        break;
      }
      if (c == '\r') {
        boolean pair = offset < text.length() && text.charAt(offset) == '\n';
        return pair ? offset + 1 : offset;
      }
    }
    return offset;
  }

  private String replaceUnprintable(String original, int most) {
    int first = indexOfUnprintable(original, 0);
    if (first < 0) {
      return original;
    }
    var replaced = new StringBuilder(original);
    for (int bad = first; bad >= 0; bad = indexOfUnprintable(original, bad + 1)) {
      replaced.setCharAt(bad, REPLACEMENT);
      if (unprintable.size() < most) {
        unprintable.add(placeOf(original, bad));
      }
    }
    return replaced.toString();
  }

  private static int indexOfUnprintable(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c >= ' ' && c < 0x7f) || c == '\n' || c == '\r' || c == '\t') {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (c != BYTE_ORDER_MARK && !StreamReader.isPrintable(c)) {
        return i;
      }
    }
    return -1;
  }

  private static Place placeOf(String text, int offset) {
    int line = 0;
    int begin = 0;
    for (int i = 0; i < offset; i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1))) {
        line++;
        begin = i + 1;
      }
    }
    return new Place(offset, line, text.codePointCount(begin, offset));
  }
}
