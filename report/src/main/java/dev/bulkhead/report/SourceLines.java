package dev.bulkhead.report;

import java.util.Optional;

/** The text of source files, for showing a place to a person. */
@FunctionalInterface
public interface SourceLines {
  /** Has no text at all. */
  SourceLines NONE = (file, line) -> Optional.empty();

  /**
   * A line's text without its end.
   *
   * @param file as in {@code Location.file()}
   * @param line from 1
   */
  Optional<String> line(String file, int line);
}
