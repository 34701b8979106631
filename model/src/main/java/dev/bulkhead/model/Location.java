package dev.bulkhead.model;

/**
 * A place in a source file.
 *
 * @param file the file as the reader of a report would name it: for a chart, the template's path
 * @param line the line, from 1; 0 where only the file is known
 * @param column the column in characters, from 1; 0 where only the line is known
 * @param exact false where line or column are the best that could be had, but not certain; an
 *     inexact place is never shown as an exact one
 */
public record Location(String file, int line, int column, boolean exact) {
  public Location {
    if (line < 0 || column < 0 || (line == 0 && column > 0)) {
      throw new IllegalArgumentException("No place: line %d, column %d.".formatted(line, column));
    }
  }

  /** The certain place of one character. */
  public static Location exact(String file, int line, int column) {
    return new Location(file, line, column, true);
  }

  /** Somewhere in a file; nothing is known of the line. */
  public static Location somewhereIn(String file) {
    return new Location(file, 0, 0, false);
  }

  /** {@code file:line:column}, as far as known, in the form that editors and terminals open. */
  @Override
  public String toString() {
    if (line == 0) {
      return file;
    }
    return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
  }
}
