package dev.bulkhead.render;

import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.NameConflictTreeWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * The files of a repository as they lie on disk: those that are tracked, and new ones that are not
 * ignored. Their bytes are those on disk, whatever git would make of them.
 */
final class WorkTree implements ContentTree {
  private final Path root;
  private final String name;
  private final Predicate<String> folders;
  private final TreeLimits limits;
  private final SortedSet<String> files = new TreeSet<>();
  private final List<String> notes = new ArrayList<>();
  private int entries;

  private WorkTree(Path root, String name, Predicate<String> folders, TreeLimits limits) {
    this.root = root;
    this.name = name;
    this.folders = folders;
    this.limits = limits;
  }

  /**
   * Lists a work tree.
   *
   * @param folders which folders to look into, by their paths
   * @throws UserError where it holds too much
   * @throws IOException where it cannot be listed
   */
  static WorkTree open(
      Repository repository, String name, Predicate<String> folders, TreeLimits limits)
      throws IOException {
    Path root = repository.getWorkTree().toPath().toRealPath();
    var tree = new WorkTree(root, name, folders, limits);
    try (var walk = new NameConflictTreeWalk(repository)) {
      var onDisk = new FileTreeIterator(repository);
      // What is tracked may lie in a folder that is ignored.
      onDisk.setWalkIgnoredDirectories(true);
      walk.addTree(onDisk);
      walk.addTree(new DirCacheIterator(repository.readDirCache()));
      tree.list(walk);
    }
    return tree;
  }

  /** What was left out, a full sentence each. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  private void list(TreeWalk walk) throws IOException {
    while (walk.next()) {
      var onDisk = walk.getTree(0, FileTreeIterator.class);
      boolean isTracked = walk.getTree(1, DirCacheIterator.class) != null;
      if (onDisk == null || (!isTracked && onDisk.isEntryIgnored())) {
        continue;
      }
      if (++entries > limits.maxEntries()) {
        throw new UserError(
            "%s holds more than %d files.".formatted(name, limits.maxEntries()),
            "Name a repository that holds fewer.");
      }
      if (take(walk.getPathString(), walk.getRawMode(0), walk.getDepth())) {
        walk.enterSubtree();
      }
    }
  }

  /** Whether it is a folder that is to be looked into. */
  private boolean take(String path, int mode, int depth) {
    Path place = root.resolve(path);
    if (FileMode.TREE.equals(mode)) {
      return isOpen(path, place, depth + 1);
    }
    if (FileMode.GITLINK.equals(mode)) {
      notes.add("The submodule %s was not read.".formatted(path));
    } else if (FileMode.SYMLINK.equals(mode)) {
      look(path, place);
    } else if (Files.isRegularFile(place)) {
      files.add(path);
    }
    return false;
  }

  private boolean isOpen(String path, Path folder, int depth) {
    if (!folders.test(path)) {
      return false;
    }
    if (depth > limits.maxDepth()) {
      notes.add(
          "The folder %s lies more than %d levels deep and was not read."
              .formatted(path, limits.maxDepth()));
      return false;
    }
    if (!Files.isReadable(folder)) {
      notes.add(
          "The folder %s cannot be listed (permission is denied) and was not read."
              .formatted(path));
    }
    return true;
  }

  /** What a link leads to is listed where it lies; one that leads to nothing is told. */
  private void look(String path, Path link) {
    try {
      if (!isInside(link.toRealPath())) {
        notes.add("The link %s leads out of the repository and was not followed.".formatted(path));
      }
    } catch (IOException broken) {
      notes.add("The link %s leads nowhere and was not read.".formatted(path));
    }
  }

  /** Whether a place is in the tree; the store of the repository is not. */
  private boolean isInside(Path real) {
    return real.startsWith(root) && !real.startsWith(root.resolve(Constants.DOT_GIT));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SortedSet<String> paths() {
    return Collections.unmodifiableSortedSet(files);
  }

  @Override
  public byte[] read(String path) throws IOException {
    Path real = root.resolve(path).toRealPath();
    if (!isInside(real) || !Files.isRegularFile(real)) {
      throw new NoSuchFileException(path);
    }
    return BoundedRead.file(real, limits.maxFileBytes());
  }

  @Override
  public String contentId(String path) throws IOException {
    return idOf(read(path)).name();
  }

  /** What git calls these bytes. */
  static ObjectId idOf(byte[] bytes) {
    try (var namer = new ObjectInserter.Formatter()) {
      return namer.idFor(Constants.OBJ_BLOB, bytes);
    }
  }
}
