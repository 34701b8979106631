package dev.bulkhead.registry;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** The files of a layout, in a directory or in an archive, by their relative names. */
interface LocalContent {
  /** The size of a regular file, in bytes; empty where there is none of that name. */
  OptionalLong size(String name);

  /**
   * Opens a file.
   *
   * @throws IOException with a full sentence where there is none or it cannot be read
   */
  InputStream open(String name) throws IOException;

  /** Whether each file is found by uncompressing all that lies before it. */
  default boolean isCompressed() {
    return false;
  }

  /** Whether there is a regular file of that name. */
  default boolean holds(String name) {
    return size(name).isPresent();
  }
}
