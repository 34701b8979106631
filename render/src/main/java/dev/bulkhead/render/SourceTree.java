package dev.bulkhead.render;

import java.io.IOException;
import java.util.SortedSet;

/** A tree of files, wherever it lies: a folder, an archive, a git tree at a commit. */
public interface SourceTree {
  /** The tree as its user named it. */
  String name();

  /** The paths of all regular files, relative to the root, with {@code /} between their parts. */
  SortedSet<String> paths();

  /**
   * A file's bytes.
   *
   * @throws IOException where the file cannot be read, or is larger than the tree allows
   */
  byte[] read(String path) throws IOException;
}
