package dev.bulkhead.render.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The temporary folders of renders under way. They hold values, and none is left behind: once these
 * are closed, which the end of the process does, no more are made.
 */
final class RenderFolders {
  /** A call that was given up may still write a file while its folder is removed. */
  private static final int TRIES = 10;

  private final Set<Path> inUse = new HashSet<>();
  private boolean isClosed;

  /**
   * Makes a folder.
   *
   * @throws IOException where it cannot be made, or the process is about to end
   */
  synchronized Path make() throws IOException {
    if (isClosed) {
      throw new IOException("the run has ended");
    }
    Path folder = Files.createTempDirectory("bulkhead-helm");
    inUse.add(folder);
    return folder;
  }

  /**
   * Removes a folder with all that is in it; what cannot be removed yet is tried again at the end.
   */
  void remove(Path folder) {
    clear(folder);
    if (!Files.exists(folder)) {
      synchronized (this) {
        inUse.remove(folder);
      }
    }
  }

  /** Removes all folders, and makes no more. */
  void close() {
    List<Path> left;
    synchronized (this) {
      isClosed = true;
      left = List.copyOf(inUse);
    }
    left.forEach(this::remove);
  }

  /** Removes any folder with all that is in it, as far as it lets itself be removed. */
  static void clear(Path folder) {
    for (int i = 0; i < TRIES && Files.exists(folder); i++) {
      tryToRemove(folder);
    }
  }

  private static void tryToRemove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException changing) {
      // Something was written or removed meanwhile; whoever asked looks whether it is still there.
    }
  }
}
