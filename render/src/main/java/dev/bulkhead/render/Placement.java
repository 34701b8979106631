package dev.bulkhead.render;

import dev.bulkhead.model.Location;

/**
 * Where a character of a text that is being parsed comes from: the file itself, or, for rendered
 * text, the template that produced it.
 */
@FunctionalInterface
public interface Placement {
  /**
   * The place that is to be shown for a character of the text.
   *
   * @param line of the parsed text, from 1
   * @param column of the parsed text, from 1
   */
  Location at(int line, int column);

  /** Text that is the file, whole and unchanged. */
  static Placement of(String file) {
    return (line, column) -> Location.exact(file, line, column);
  }
}
