package dev.bulkhead.render;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * All files of a repository at a commit, or as they lie in its work tree. Each file is listed once,
 * where it really lies; what links lead to is read through them, and never out of the repository. A
 * file that the repository lacks is told when it is read, and costs no other. It can be read until
 * the repository is closed.
 *
 * @param tag by which the commit was named; the empty string for the work tree
 * @param commit its id in full; for the work tree that of {@code HEAD}
 * @param time when it was committed
 * @param files without the folders that were not to be looked into
 * @param notes what else was left out, a full sentence each
 */
public record GitSnapshot(
    String tag, String commit, Instant time, ContentTree files, List<String> notes) {
  public GitSnapshot {
    notes = List.copyOf(notes);
  }

  /** Whether it is the work tree. */
  public boolean isWorktree() {
    return tag.isEmpty();
  }

  /**
   * What a file's content is called: equal names, equal bytes.
   *
   * @throws IOException where there is no such file, or it cannot be read
   */
  public String contentId(String path) throws IOException {
    return files.contentId(path);
  }
}
