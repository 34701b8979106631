package dev.bulkhead.render;

import java.util.Optional;

/** The text of source files, line by line, for showing a place to a person. */
@FunctionalInterface
public interface Excerpts {
  /** Has no text at all. */
  Excerpts NONE = (file, line) -> Optional.empty();

  /**
   * A line's text without its end.
   *
   * @param file as in {@code Location.file()}
   * @param line from 1
   */
  Optional<String> line(String file, int line);
}
