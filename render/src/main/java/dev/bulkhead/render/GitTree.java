package dev.bulkhead.render;

import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;

/**
 * A folder of a commit, listed once and read file by file from the repository's objects.
 *
 * <p>Symbolic links are followed as long as they lead to something in the same commit, and what
 * they repeat is listed again: a chart's templates may count on it.
 */
final class GitTree implements SourceTree {
  private final GitLevels levels;
  private final String name;
  private final TreeLimits limits;
  private final NavigableMap<String, ObjectId> files = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();
  private int entries;

  private GitTree(GitLevels levels, String name, TreeLimits limits) {
    this.levels = levels;
    this.name = name;
    this.limits = limits;
  }

  /**
   * Lists a folder.
   *
   * @param root the tree of the whole commit
   * @param folder the path from there
   * @throws UserError where there is no such folder, or it holds too much
   * @throws IOException where objects cannot be read
   */
  static GitFolder open(
      GitLevels levels, ObjectId root, String folder, String name, TreeLimits limits)
      throws IOException {
    var tree = new GitTree(levels, name, limits);
    var links = new GitLinks(levels, root);
    return switch (links.resolve("", folder)) {
      case GitLinks.Target.Found found when found.isTree() -> {
        tree.list(new Pending(found.id(), found.path(), "", 0, Set.of()), links);
        yield new GitFolder(tree, tree.id(), tree.notes);
      }
      case GitLinks.Target.Found _ ->
          throw new UserError(
              "%s is a file and no folder.".formatted(name), "Name the chart's folder.");
      case GitLinks.Target.Outside _, GitLinks.Target.Nowhere _ ->
          throw new UserError(
              "There is no folder %s at this tag.".formatted(folder),
              "Name a path from the root of the repository.");
    };
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SortedSet<String> paths() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(files.keySet()));
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
    ObjectId blob = files.get(path);
    if (blob == null) {
      throw new NoSuchFileException(path);
    }
    return levels.bytes(blob, limits.maxFileBytes());
  }

  /** The hash of all paths and of what lies there. */
  private String id() {
    try {
      var hash = MessageDigest.getInstance("SHA-256");
      files.forEach(
          (path, blob) ->
              hash.update((path + "\0" + blob.name() + "\0").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(hash.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  /** Why objects of a repository cannot be read, as a clause for people. */
  static String reason(Exception failure) {
    return switch (failure) {
      case MissingObjectException missing ->
          "the object %s is not in the repository".formatted(missing.getObjectId().name());
      case IncorrectObjectTypeException _ -> "it is no commit";
      case CorruptObjectException _ -> "an object is damaged";
      case LargeObjectException _ -> "an object is too large to be held in memory";
      case IOException io -> IoReason.of(io);
      default -> "an object is damaged";
    };
  }

  /**
   * A folder that has still to be looked into.
   *
   * @param real its path in the commit
   * @param path its path here
   * @param parents the real paths of the folders that it lies in
   */
  private record Pending(ObjectId tree, String real, String path, int depth, Set<String> parents) {
    String child(String file) {
      return path.isEmpty() ? file : path + "/" + file;
    }

    String realChild(String file) {
      return real.isEmpty() ? file : real + "/" + file;
    }
  }

  private void list(Pending folder, GitLinks links) throws IOException {
    if (folder.parents().contains(folder.real())) {
      return;
    }
    if (folder.depth() > limits.maxDepth()) {
      notes.add(
          "The folder %s lies more than %d levels deep and was not read."
              .formatted(shown(folder.path()), limits.maxDepth()));
      return;
    }
    var parents = new HashSet<>(folder.parents());
    parents.add(folder.real());
    for (var entry : levels.entries(folder.tree())) {
      String file = entry.name();
      countEntry();
      if (GitLinks.isUnfit(file)) {
        notes.add("The entry %s has a name that no file has.".formatted(shown(folder.child(file))));
        continue;
      }
      var child =
          new Pending(
              entry.id(), folder.realChild(file), folder.child(file), folder.depth() + 1, parents);
      take(entry, child, folder, links);
    }
  }

  private void countEntry() {
    if (++entries > limits.maxEntries()) {
      throw new UserError(
          "The folder %s holds more than %d files.".formatted(name, limits.maxEntries()),
          "Name a folder further down.");
    }
  }

  private void take(GitLevels.Entry entry, Pending child, Pending folder, GitLinks links)
      throws IOException {
    if (entry.isFolder()) {
      list(child, links);
    } else if (entry.isLink()) {
      follow(links.resolve(folder.real(), levels.text(child.tree())), child, links);
    } else if (entry.isSubmodule()) {
      notes.add("The submodule %s was not read.".formatted(shown(child.path())));
    } else {
      files.put(child.path(), child.tree());
    }
  }

  private void follow(GitLinks.Target target, Pending link, GitLinks links) throws IOException {
    switch (target) {
      case GitLinks.Target.Found found when found.isTree() ->
          list(
              new Pending(found.id(), found.path(), link.path(), link.depth(), link.parents()),
              links);
      case GitLinks.Target.Found found -> files.put(link.path(), found.id());
      case GitLinks.Target.Nowhere _ ->
          notes.add("The link %s leads nowhere and was not read.".formatted(shown(link.path())));
      case GitLinks.Target.Outside _ ->
          notes.add(
              "The link %s leads out of the repository and was not followed."
                  .formatted(shown(link.path())));
    }
  }

  private String shown(String path) {
    return name + "/" + path;
  }
}
