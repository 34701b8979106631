package dev.bulkhead.report;

import java.util.Arrays;

/**
 * The characters of one line of YAML, JSON or a Helm template, and which of them stand inside a
 * template action ({@code {{ … }}}) and so mean nothing to YAML.
 */
final class SourceLine {
  /** More of a line than this is not looked at. */
  private static final int MAX_LENGTH = 1 << 20;

  private final int[] characters;
  private final boolean[] inAction;

  private SourceLine(int[] characters) {
    this.characters = characters;
    this.inAction = actionsIn(characters);
  }

  static SourceLine of(String text) {
    return new SourceLine(
        text.codePoints().limit(MAX_LENGTH).map(c -> c == '\t' ? ' ' : c).toArray());
  }

  /** An action holds no braces here: what seems to, may be two objects of a line of JSON. */
  private static boolean[] actionsIn(int[] line) {
    var inAction = new boolean[line.length];
    int open = -1;
    for (int i = 0; i + 1 < line.length; i++) {
      if (line[i] == '{') {
        open = line[i + 1] == '{' ? i++ : -1;
      } else if (line[i] == '}') {
        if (open >= 0 && line[i + 1] == '}') {
          Arrays.fill(inAction, open, i + 2, true);
          i++;
        }
        open = -1;
      }
    }
    return inAction;
  }

  int length() {
    return characters.length;
  }

  /** Whether YAML sees that character there. */
  boolean is(int i, int character) {
    return i >= 0 && i < characters.length && characters[i] == character && !inAction[i];
  }

  /** Whether there is white space there, or the line is over. */
  boolean isBlank(int i) {
    return i >= characters.length || (Character.isWhitespace(characters[i]) && !inAction[i]);
  }

  /** Whether only white space stands there and after it. */
  boolean isOver(int from) {
    for (int i = from; i < length(); i++) {
      if (!Character.isWhitespace(characters[i])) {
        return false;
      }
    }
    return true;
  }

  boolean hasAction() {
    for (boolean inside : inAction) {
      if (inside) {
        return true;
      }
    }
    return false;
  }

  String text(int from, int to) {
    return from >= to ? "" : new String(characters, from, to - from);
  }

  /**
   * The index behind the last character of the value that begins at {@code start}; never before
   * {@code start + 1}.
   */
  int endOfValue(int start) {
    int end;
    if (is(start, '"') || is(start, '\'')) {
      end = endOfQuoted(start);
    } else if (is(start, '[') || is(start, '{')) {
      end = endOfBrackets(start);
    } else {
      end = endOfPlain(start);
    }
    while (end > start + 1 && Character.isWhitespace(characters[end - 1])) {
      end--;
    }
    return Math.max(end, start + 1);
  }

  private int endOfQuoted(int start) {
    boolean isDouble = is(start, '"');
    for (int i = start + 1; i < length(); i++) {
      if (isDouble && is(i, '\\')) {
        i++;
      } else if (is(i, characters[start])) {
        if (isDouble || !is(i + 1, '\'')) {
          return i + 1;
        }
        i++;
      }
    }
    return length();
  }

  private int endOfBrackets(int start) {
    int depth = 0;
    for (int i = start; i < length(); i++) {
      if (is(i, '"') || is(i, '\'')) {
        i = endOfQuoted(i) - 1;
      } else if (is(i, '[') || is(i, '{')) {
        depth++;
      } else if ((is(i, ']') || is(i, '}')) && --depth == 0) {
        return i + 1;
      }
    }
    return length();
  }

  private int endOfPlain(int start) {
    boolean flow = isInFlow(start);
    for (int i = start + 1; i < length(); i++) {
      boolean flowEnd = is(i, ',') || is(i, ']') || is(i, '}');
      if ((is(i, ':') && isBlank(i + 1)) || (is(i, '#') && isBlank(i - 1)) || (flow && flowEnd)) {
        return i;
      }
    }
    return length();
  }

  private boolean isInFlow(int start) {
    int depth = 0;
    for (int i = 0; i < start; i++) {
      if (is(i, '[') || is(i, '{')) {
        depth++;
      } else if (is(i, ']') || is(i, '}')) {
        depth--;
      }
    }
    return depth > 0;
  }

  /** The index behind the last object that was closed on this line before {@code start}. */
  int afterClosedBefore(int start) {
    for (int i = start - 1; i >= 0; i--) {
      if (is(i, '}')) {
        return i + 1;
      }
    }
    return 0;
  }

  /**
   * The index behind the end of the object that surrounds {@code end}, and behind the brackets that
   * are closed with it, or the end of the line.
   */
  int endOfSurrounding(int end) {
    for (int i = end; i < length(); i++) {
      if (is(i, '}')) {
        int behind = i + 1;
        while (is(behind, '}') || is(behind, ']')) {
          behind++;
        }
        return behind;
      }
    }
    return length();
  }
}
