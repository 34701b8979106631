package dev.bulkhead.render;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;

/** The paths of one commit, with symbolic links followed as a file system would. */
final class GitLinks {
  /** As many as Linux follows on one path. */
  private static final int MOST_LINKS = 40;

  private final GitLevels levels;
  private final ObjectId root;

  GitLinks(GitLevels levels, ObjectId root) {
    this.levels = levels;
    this.root = root;
  }

  /** What a path leads to. */
  sealed interface Target {
    /**
     * A file or folder of the commit.
     *
     * @param path from the root, without links
     */
    record Found(String path, ObjectId id, boolean isTree) implements Target {}

    /** Something that does not lie in the commit. */
    record Outside() implements Target {}

    /** Nothing. */
    record Nowhere() implements Target {}
  }

  /** Whether a name cannot be that of a file. */
  static boolean isUnfit(String name) {
    return name.isEmpty()
        || name.equals(".")
        || name.equals("..")
        || name.indexOf('/') >= 0
        || name.indexOf('\0') >= 0;
  }

  /**
   * Where a path leads.
   *
   * @param folder from where, as a path from the root without links
   */
  Target resolve(String folder, String path) throws IOException {
    Deque<String> ahead = new ArrayDeque<>();
    List<GitLevels.Entry> behind = new ArrayList<>();
    int followed = 0;
    push(path, ahead);
    push(folder, ahead);
    boolean isOutside = path.startsWith("/");
    while (!ahead.isEmpty() && !isOutside) {
      String part = ahead.pop();
      if (part.equals("..")) {
        isOutside = behind.isEmpty();
        if (!isOutside) {
          behind.removeLast();
        }
        continue;
      }
      var step = step(behind, part);
      if (step.isEmpty()) {
        return new Target.Nowhere();
      }
      if (step.get().isSubmodule()) {
        return new Target.Outside();
      }
      if (!step.get().isLink()) {
        behind.add(step.get());
        continue;
      }
      String target = levels.text(step.get().id());
      if (++followed > MOST_LINKS || target.isEmpty()) {
        return new Target.Nowhere();
      }
      isOutside = target.startsWith("/");
      push(target, ahead);
    }
    return isOutside ? new Target.Outside() : found(behind);
  }

  /** The entry of that name behind a path; none where that leads to a file. */
  private Optional<GitLevels.Entry> step(List<GitLevels.Entry> behind, String name)
      throws IOException {
    if (behind.isEmpty()) {
      return levels.entry(root, name);
    }
    var last = behind.getLast();
    return last.isFolder() ? levels.entry(last.id(), name) : Optional.empty();
  }

  private Target found(List<GitLevels.Entry> path) {
    if (path.isEmpty()) {
      return new Target.Found("", root, true);
    }
    var last = path.getLast();
    String joined = path.stream().map(GitLevels.Entry::name).collect(Collectors.joining("/"));
    return new Target.Found(joined, last.id(), last.isFolder());
  }

  /** The parts of a path, to be taken next. */
  private static void push(String path, Deque<String> ahead) {
    for (String part : List.of(path.split("/", -1)).reversed()) {
      if (!part.isEmpty() && !part.equals(".")) {
        ahead.push(part);
      }
    }
  }
}
