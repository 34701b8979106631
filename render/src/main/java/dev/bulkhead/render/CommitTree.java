package dev.bulkhead.render;

import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;

/** All files of a commit, each once, listed from its folders and read one by one. */
final class CommitTree implements ContentTree {
  private final GitLevels levels;
  private final GitLinks links;
  private final String name;
  private final Predicate<String> folders;
  private final TreeLimits limits;
  private final NavigableMap<String, ObjectId> files = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();
  private int entries;

  private CommitTree(
      GitLevels levels, ObjectId root, String name, Predicate<String> folders, TreeLimits limits) {
    this.levels = levels;
    this.links = new GitLinks(levels, root);
    this.name = name;
    this.folders = folders;
    this.limits = limits;
  }

  /**
   * Lists a commit.
   *
   * @param root its tree
   * @param folders which folders to look into, by their paths
   * @throws UserError where it holds too much
   */
  static CommitTree open(
      GitLevels levels, ObjectId root, String name, Predicate<String> folders, TreeLimits limits) {
    var tree = new CommitTree(levels, root, name, folders, limits);
    tree.list(root, "", 0);
    return tree;
  }

  /** What was left out, a full sentence each. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  private void list(ObjectId folder, String path, int depth) {
    if (depth > limits.maxDepth()) {
      notes.add(
          "The folder %s lies more than %d levels deep and was not read."
              .formatted(path, limits.maxDepth()));
      return;
    }
    try {
      for (var entry : levels.entries(folder)) {
        take(entry, path, depth);
      }
    } catch (IOException unreadable) {
      notes.add(
          "The folder %s cannot be listed (%s) and was not read."
              .formatted(path.isEmpty() ? "." : path, GitTree.reason(unreadable)));
    }
  }

  private void take(GitLevels.Entry entry, String folder, int depth) {
    String path = folder.isEmpty() ? entry.name() : folder + "/" + entry.name();
    if (++entries > limits.maxEntries()) {
      throw new UserError(
          "%s holds more than %d files.".formatted(name, limits.maxEntries()),
          "Name a repository that holds fewer.");
    }
    if (GitLinks.isUnfit(entry.name())) {
      notes.add("The entry %s has a name that no file has.".formatted(path));
    } else if (entry.isFolder()) {
      if (folders.test(path)) {
        list(entry.id(), path, depth + 1);
      }
    } else if (entry.isLink()) {
      look(path, folder, entry);
    } else if (entry.isSubmodule()) {
      notes.add("The submodule %s was not read.".formatted(path));
    } else {
      files.put(path, entry.id());
    }
  }

  /** What a link leads to is listed where it lies; one that leads to nothing is told. */
  private void look(String path, String folder, GitLevels.Entry link) {
    try {
      switch (links.resolve(folder, levels.text(link.id()))) {
        case GitLinks.Target.Found _ -> {}
        case GitLinks.Target.Nowhere _ ->
            notes.add("The link %s leads nowhere and was not read.".formatted(path));
        case GitLinks.Target.Outside _ ->
            notes.add(
                "The link %s leads out of the repository and was not followed.".formatted(path));
      }
    } catch (IOException unreadable) {
      notes.add("The link %s cannot be followed (%s).".formatted(path, GitTree.reason(unreadable)));
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SortedSet<String> paths() {
    return Collections.unmodifiableSortedSet(files.navigableKeySet());
  }

  @Override
  public byte[] read(String path) throws IOException {
    return levels.bytes(blob(path), limits.maxFileBytes());
  }

  @Override
  public String contentId(String path) throws IOException {
    return blob(path).name();
  }

  private ObjectId blob(String path) throws IOException {
    ObjectId listed = files.get(path);
    if (listed != null) {
      return listed;
    }
    try {
      return switch (links.resolve("", path)) {
        case GitLinks.Target.Found found when !found.isTree() -> found.id();
        case GitLinks.Target.Found _, GitLinks.Target.Nowhere _, GitLinks.Target.Outside _ ->
            throw new NoSuchFileException(path);
      };
    } catch (MissingObjectException missing) {
      throw new IOException(GitTree.reason(missing), missing);
    }
  }
}
