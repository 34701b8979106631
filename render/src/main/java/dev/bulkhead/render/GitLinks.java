package dev.bulkhead.render;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The paths of one commit, with symbolic links followed as a file system would. */
final class GitLinks {
  /** As many as Linux follows on one path. */
  private static final int MOST_LINKS = 40;

  /** As long as a path may be. */
  private static final int MOST_BYTES = 4096;

  private final ObjectReader objects;
  private final ObjectId root;

  GitLinks(ObjectReader objects, ObjectId root) {
    this.objects = objects;
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
    List<String> behind = new ArrayList<>();
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
      behind.add(part);
      try (TreeWalk step = TreeWalk.forPath(objects, String.join("/", behind), root)) {
        if (step == null) {
          return new Target.Nowhere();
        }
        if (step.getFileMode(0).equals(FileMode.SYMLINK)) {
          String target = text(step.getObjectId(0));
          if (++followed > MOST_LINKS || target.isEmpty()) {
            return new Target.Nowhere();
          }
          behind.removeLast();
          isOutside = target.startsWith("/");
          push(target, ahead);
        } else if (step.getFileMode(0).equals(FileMode.GITLINK)) {
          return new Target.Outside();
        }
      }
    }
    return isOutside ? new Target.Outside() : found(behind);
  }

  private Target found(List<String> path) throws IOException {
    if (path.isEmpty()) {
      return new Target.Found("", root, true);
    }
    String joined = String.join("/", path);
    try (TreeWalk last = TreeWalk.forPath(objects, joined, root)) {
      return last == null
          ? new Target.Nowhere()
          : new Target.Found(
              joined, last.getObjectId(0), last.getFileMode(0).equals(FileMode.TREE));
    }
  }

  /** The parts of a path, to be taken next. */
  private static void push(String path, Deque<String> ahead) {
    for (String part : List.of(path.split("/", -1)).reversed()) {
      if (!part.isEmpty() && !part.equals(".")) {
        ahead.push(part);
      }
    }
  }

  /** What a link says; the empty string where it says more than any path may. */
  String text(ObjectId link) throws IOException {
    var loader = objects.open(link, Constants.OBJ_BLOB);
    return loader.getSize() > MOST_BYTES
        ? ""
        : new String(loader.getCachedBytes(MOST_BYTES), StandardCharsets.UTF_8);
  }
}
