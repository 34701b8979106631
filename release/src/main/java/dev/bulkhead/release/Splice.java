package dev.bulkhead.release;

/**
 * Another text for a part of a file.
 *
 * @param carrier whose place it is, or is beside
 * @param start where the part begins, in UTF-16 units
 * @param before the part as it is
 * @param after the part as it is to be, without quotes
 * @param isQuoted whether quotes come to stand around it
 */
record Splice(Carrier carrier, int start, String before, String after, boolean isQuoted) {
  int end() {
    return start + before.length();
  }

  boolean changes() {
    return !before.equals(after);
  }

  /** What is written. */
  String written() {
    return isQuoted ? '"' + after + '"' : after;
  }

  /** How far what follows it moves, in UTF-16 units. */
  int shift() {
    return written().length() - before.length();
  }

  /** Whether it writes the same in the same place. */
  boolean isSame(Splice other) {
    return start == other.start && before.equals(other.before) && written().equals(other.written());
  }
}
