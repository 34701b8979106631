package dev.bulkhead.render.helm;

/** Finds where a scalar ends that begins at a character of a line of YAML. */
final class ScalarEnd {
  private ScalarEnd() {}

  /** The offset after the scalar's last character; the line's end at most. */
  static int of(String text, int start) {
    int newline = text.indexOf('\n', start);
    int end = newline < 0 ? text.length() : newline;
    if (start >= end) {
      return end;
    }
    char quote = text.charAt(start);
    if (quote == '"' || quote == '\'') {
      int at = start + 1;
      while (at < end && text.charAt(at) != quote) {
        at += quote == '"' && text.charAt(at) == '\\' ? 2 : 1;
      }
      return Math.min(at + 1, end);
    }
    for (int at = start; at < end; at++) {
      char letter = text.charAt(at);
      boolean comment = letter == '#' && at > start && text.charAt(at - 1) == ' ';
      boolean key = letter == ':' && (at + 1 == end || text.charAt(at + 1) == ' ');
      if (comment || key || ",]}".indexOf(letter) >= 0) {
        return at;
      }
    }
    return end;
  }
}
