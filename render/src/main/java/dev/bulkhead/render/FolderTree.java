package dev.bulkhead.render;

import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A folder on disk, listed once and read file by file.
 *
 * <p>Symbolic links are followed as long as they lead to something within the boundary; what a link
 * repeats is listed again only where the folder is a chart's, whose templates may count on it.
 */
final class FolderTree implements SourceTree {
  /** Which files of a folder belong to the tree. */
  enum Contents {
    /** What is not hidden, each file once. */
    VISIBLE,
    /** Everything but the store of a git repository. */
    EVERYTHING
  }

  private final Path root;
  private final String name;
  private final Contents contents;
  private final TreeLimits limits;
  private final Path boundary;
  private final NavigableMap<String, Path> files = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();
  private int entries;

  private FolderTree(Path root, String name, Contents contents, TreeLimits limits, Path boundary) {
    this.root = root;
    this.name = name;
    this.contents = contents;
    this.limits = limits;
    this.boundary = boundary;
  }

  /**
   * Lists a folder.
   *
   * @param boundary the folder that links may not leave: the root or one that holds it
   * @throws UserError where the folder cannot be listed or holds too much
   */
  static FolderTree open(
      Path root, String name, Contents contents, TreeLimits limits, Path boundary) {
    try {
      var tree = new FolderTree(root, name, contents, limits, boundary.toRealPath());
      tree.list();
      return tree;
    } catch (IOException unreadable) {
      throw new UserError(
          null,
          "The folder %s cannot be listed: %s.".formatted(name, IoReason.of(unreadable)),
          "Check that the folder exists and that you may read it.",
          unreadable);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SortedSet<String> paths() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(files.keySet()));
  }

  /** What was left out of the tree, a full sentence each. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** A listed file's place on disk. */
  Path onDisk(String path) throws NoSuchFileException {
    Path file = files.get(path);
    if (file == null) {
      throw new NoSuchFileException(path);
    }
    return file;
  }

  @Override
  public boolean isFile(String path) {
    return files.containsKey(path);
  }

  @Override
  public boolean isFolder(String path) {
    return SourceTree.holds(files.navigableKeySet(), path);
  }

  @Override
  public byte[] read(String path) throws IOException {
    return BoundedRead.file(onDisk(path), limits.maxFileBytes());
  }

  /** A folder or link that has still to be looked into. */
  private record Pending(Path place, String path, int depth, Set<Path> parents) {}

  private void list() throws IOException {
    Deque<Pending> links = new ArrayDeque<>();
    Set<Path> seen = new HashSet<>();
    walk(new Pending(root, "", 0, Set.of()), links, seen);
    while (!links.isEmpty()) {
      follow(links.poll(), links, seen);
    }
  }

  private void walk(Pending start, Deque<Pending> links, Set<Path> seen) throws IOException {
    Deque<Pending> folders = new ArrayDeque<>();
    folders.push(start);
    while (!folders.isEmpty()) {
      Pending folder = folders.pop();
      Path real = folder.place().toRealPath();
      if (folder.parents().contains(real) || (isOnce() && !seen.add(real))) {
        continue;
      }
      if (folder.depth() > limits.maxDepth()) {
        notes.add(
            "The folder %s lies more than %d levels deep and was not read."
                .formatted(shown(folder.path()), limits.maxDepth()));
        continue;
      }
      var parents = new HashSet<>(folder.parents());
      parents.add(real);
      for (Path child : children(folder)) {
        sort(
            child,
            real,
            new Pending(child, path(folder, child), folder.depth() + 1, parents),
            folders,
            links,
            seen);
      }
    }
  }

  private void sort(
      Path child,
      Path realFolder,
      Pending pending,
      Deque<Pending> folders,
      Deque<Pending> links,
      Set<Path> seen) {
    String fileName = String.valueOf(child.getFileName());
    if (isLeftOut(fileName)) {
      return;
    }
    BasicFileAttributes kind;
    try {
      kind = Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException unreadable) {
      notes.add(
          "%s cannot be looked at (%s) and was not read."
              .formatted(shown(pending.path()), IoReason.of(unreadable)));
      return;
    }
    if (kind.isSymbolicLink()) {
      links.add(pending);
    } else if (kind.isDirectory()) {
      folders.push(pending);
    } else if (kind.isRegularFile() && (!isOnce() || seen.add(realFolder.resolve(fileName)))) {
      files.put(pending.path(), child);
    }
  }

  private static String path(Pending folder, Path child) {
    String fileName = String.valueOf(child.getFileName());
    return folder.path().isEmpty() ? fileName : folder.path() + "/" + fileName;
  }

  private List<Path> children(Pending folder) throws IOException {
    try (Stream<Path> children = Files.list(folder.place())) {
      var sorted = new ArrayList<Path>();
      for (Path child : (Iterable<Path>) children::iterator) {
        if (++entries > limits.maxEntries()) {
          throw new UserError(
              "The folder %s holds more than %d files.".formatted(name, limits.maxEntries()),
              "Name a folder further down.");
        }
        sorted.add(child);
      }
      Collections.sort(sorted);
      return sorted;
    } catch (IOException unreadable) {
      if (folder.path().isEmpty()) {
        throw unreadable;
      }
      notes.add(
          "The folder %s cannot be listed (%s) and was not read."
              .formatted(shown(folder.path()), IoReason.of(unreadable)));
      return List.of();
    }
  }

  private void follow(Pending link, Deque<Pending> links, Set<Path> seen) throws IOException {
    Path target;
    try {
      target = link.place().toRealPath();
    } catch (IOException broken) {
      notes.add("The link %s leads nowhere and was not read.".formatted(shown(link.path())));
      return;
    }
    if (!target.startsWith(boundary)) {
      notes.add(
          "The link %s leads out of %s and was not followed.".formatted(shown(link.path()), name));
    } else if (Files.isDirectory(target)) {
      walk(new Pending(target, link.path(), link.depth(), link.parents()), links, seen);
    } else if (Files.isRegularFile(target) && (!isOnce() || seen.add(target))) {
      files.put(link.path(), target);
    }
  }

  private boolean isOnce() {
    return contents == Contents.VISIBLE;
  }

  private boolean isLeftOut(String fileName) {
    return switch (contents) {
      case VISIBLE -> fileName.startsWith(".");
      case EVERYTHING -> fileName.equals(".git");
    };
  }

  private String shown(String path) {
    return name + "/" + path;
  }
}
