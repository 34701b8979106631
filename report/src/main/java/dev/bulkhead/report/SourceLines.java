package dev.bulkhead.report;

import java.util.Optional;

/** The text of source files, for showing a place to a person. */
@FunctionalInterface
public interface SourceLines {
  /** Has no text at all. */
  SourceLines NONE = (source, file, line) -> Optional.empty();

  /**
   * A line's text without its end.
   *
   * @param source the source as its user named it
   * @param file as in {@code Location.file()}
   * @param line from 1
   */
  Optional<String> line(String source, String file, int line);
}
