package dev.bulkhead.render.helm;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a rendered file into documents as Helm does ({@code pkg/releaseutil/manifest.go}), which is
 * not quite as YAML does: whatever follows three dashes at a line's beginning is the next document.
 */
final class Pieces {
  private Pieces() {}

  /**
   * One document's text.
   *
   * @param start its offset in the file
   * @param line where it begins, from 0
   * @param column where it begins in that line, from 0
   */
  record Piece(String text, int start, int line, int column) {}

  /** The documents that are not empty. */
  static List<Piece> of(String text) {
    var pieces = new ArrayList<Piece>();
    int from = skipSpace(text, 0);
    int at = from;
    while (at <= text.length()) {
      boolean separator = text.startsWith("---", at) && (at == from || atLineStart(text, at));
      if (separator) {
        add(pieces, text, from, at);
        from = skipSpace(text, at + 3);
        at = from;
        if (at >= text.length()) {
          break;
        }
        continue;
      }
      int newline = text.indexOf('\n', at);
      if (newline < 0) {
        break;
      }
      at = newline + 1;
    }
    add(pieces, text, from, text.length());
    return pieces;
  }

  private static boolean atLineStart(String text, int at) {
    return at == 0 || text.charAt(at - 1) == '\n';
  }

  private static int skipSpace(String text, int from) {
    int at = from;
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isSpace(char letter) {
    return letter == ' ' || (letter >= '\t' && letter <= '\r' && letter != 0x0b);
  }

  private static void add(List<Piece> pieces, String text, int from, int to) {
    int end = to;
    while (end > from && isSpace(text.charAt(end - 1))) {
      end--;
    }
    if (end <= from) {
      return;
    }
    int lineStart = text.lastIndexOf('\n', from - 1) + 1;
    int line = (int) text.substring(0, from).chars().filter(letter -> letter == '\n').count();
    pieces.add(
        new Piece(text.substring(from, end), from, line, text.codePointCount(lineStart, from)));
  }
}
