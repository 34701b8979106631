package dev.bulkhead.render;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A folder on disk of which only some files are wanted: nothing is listed beforehand. What links
 * lead out of it to is not read.
 */
final class DiskTree implements SourceTree {
  private final Path root;

  /**
   * A tree.
   *
   * @param root without links
   */
  DiskTree(Path root) {
    this.root = root;
  }

  @Override
  public String name() {
    return root.toString();
  }

  @Override
  public SortedSet<String> paths() {
    return SourceTree.of(name(), root).paths();
  }

  @Override
  public boolean isFile(String path) {
    return place(path).filter(Files::isRegularFile).isPresent();
  }

  @Override
  public boolean isFolder(String path) {
    return place(path).filter(Files::isDirectory).isPresent();
  }

  @Override
  public byte[] read(String path) throws IOException {
    Path file = place(path).orElseThrow(() -> new NoSuchFileException(path));
    return BoundedRead.file(file, TreeLimits.ARCHIVE.maxFileBytes());
  }

  private Optional<Path> place(String path) {
    try {
      Path real = root.resolve(path).toRealPath();
      return Optional.of(real).filter(found -> found.startsWith(root));
    } catch (IOException | InvalidPathException absent) {
      return Optional.empty();
    }
  }
}
