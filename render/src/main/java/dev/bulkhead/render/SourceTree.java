package dev.bulkhead.render;

import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
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

  /** Whether there is a regular file of that path. */
  default boolean isFile(String path) {
    return paths().contains(path);
  }

  /** Whether there are files below that path; the empty string is the root. */
  default boolean isFolder(String path) {
    return holds(paths(), path);
  }

  /** Whether any of the paths lies in a folder. */
  static boolean holds(SortedSet<String> paths, String folder) {
    if (folder.isEmpty()) {
      return !paths.isEmpty();
    }
    var below = paths.tailSet(folder + "/");
    return !below.isEmpty() && below.first().startsWith(folder + "/");
  }

  /** Files held in memory, by their paths. */
  static SourceTree of(String name, Map<String, byte[]> files) {
    return new MemoryTree(name, files);
  }

  /**
   * A folder with everything in it but the store of a git repository. Links are followed as long as
   * they lead to something within the folder.
   *
   * @throws UserError where the folder cannot be listed, or holds too much
   */
  static SourceTree of(String name, Path folder) {
    return FolderTree.open(folder, name, FolderTree.Contents.EVERYTHING, TreeLimits.FOLDER, folder);
  }
}
