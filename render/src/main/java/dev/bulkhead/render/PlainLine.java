package dev.bulkhead.render;

import dev.bulkhead.render.PlainDocuments.NotPlain;
import dev.bulkhead.render.TextLines.Place;
import org.jspecify.annotations.Nullable;

/** A place in a text that moves forward, and knows its line and its column. */
final class PlainLine {
  /** Names that were read lately. Threads share them unguarded: any of them is a right one. */
  private static final @Nullable String[] NAMES = new String[1 << 10];

  private final String text;
  private final int end;
  private int offset;
  private int line;
  private int lineStart;

  PlainLine(String text) {
    this.text = text;
    this.end = text.length();
  }

  void moveTo(Place place) {
    offset = place.offset();
    line = place.line();
    lineStart = place.offset() - place.column();
  }

  Place place() {
    return new Place(offset, line, offset - lineStart);
  }

  Spot spot() {
    return new Spot(line + 1, column() + 1);
  }

  /** The column, from 0. */
  int column() {
    return offset - lineStart;
  }

  /** The line in the text, from 1. */
  int number() {
    return line + 1;
  }

  boolean atEnd() {
    return offset >= end;
  }

  boolean atLineEnd() {
    return offset >= end || text.charAt(offset) == '\n';
  }

  boolean at(char c) {
    return offset < end && text.charAt(offset) == c;
  }

  boolean startsWith(String prefix) {
    return text.startsWith(prefix, offset);
  }

  /** The character here; a line feed at the text's end. */
  char here() {
    return peek(0);
  }

  /** The character at a distance; a line feed behind the text's end. */
  char peek(int distance) {
    int at = offset + distance;
    return at < end ? text.charAt(at) : '\n';
  }

  /** Whether a sequence's item begins here. */
  boolean atDash() {
    return at('-') && (peek(1) == ' ' || peek(1) == '\n');
  }

  /** Whether this is the beginning of a line that separates documents. */
  boolean isSeparator() {
    return offset == lineStart && startsWith("---") && (peek(3) == ' ' || peek(3) == '\n');
  }

  void skip(int characters) {
    offset += characters;
  }

  /** How many spaces stand at a distance. */
  int spacesAt(int distance) {
    int spaces = 0;
    while (peek(distance + spaces) == ' ') {
      spaces++;
    }
    return spaces;
  }

  void skipSpaces() {
    while (offset < end && text.charAt(offset) == ' ') {
      offset++;
    }
  }

  /** Moves to the next line. */
  void skipLine() {
    int feed = text.indexOf('\n', offset);
    offset = feed < 0 ? end : feed + 1;
    if (feed >= 0) {
      line++;
      lineStart = offset;
    }
  }

  /** Moves to the next line; only spaces and a comment may stand here. */
  void endLine() throws NotPlain {
    boolean separated = at(' ');
    skipSpaces();
    if (!atLineEnd() && !(separated && at('#'))) {
      throw new NotPlain();
    }
    skipLine();
  }

  /** The text from here to a distance. */
  String text(int length) {
    return text.substring(offset, offset + length);
  }

  /** The same; a text that comes up often is likely to be the same object. */
  String name(int length) {
    int hash = 0;
    for (int i = offset; i < offset + length; i++) {
      hash = hash * 31 + text.charAt(i);
    }
    int slot = (hash ^ (hash >>> 10)) & (NAMES.length - 1);
    String known = NAMES[slot];
    if (known != null && known.length() == length && text.startsWith(known, offset)) {
      return known;
    }
    String name = text(length);
    NAMES[slot] = name;
    return name;
  }

  /** The number of characters from here to the line's end. */
  int rest() {
    int feed = text.indexOf('\n', offset);
    return (feed < 0 ? end : feed) - offset;
  }

  /** Whether nothing comes at or after a distance. */
  boolean isLast(int distance) {
    return offset + distance >= end;
  }
}
