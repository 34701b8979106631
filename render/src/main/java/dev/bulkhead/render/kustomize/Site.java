package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Location;
import dev.bulkhead.render.SourceTree;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a tree in which a kustomization stands.
 *
 * @param folder from the tree's root; the empty string is the root
 * @param names how a path of the tree is shown
 * @param parent the folder whose kustomization asked for this one; null for the first
 */
record Site(SourceTree tree, String folder, UnaryOperator<String> names, @Nullable Site parent) {
  /** The names that kustomize looks for ({@code konfig.RecognizedKustomizationFileNames}). */
  static final List<String> FILES =
      List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

  private static final int MOST_LEVELS = 100;

  String shown(String path) {
    return names.apply(path);
  }

  /** The folder as it is shown. */
  String shown() {
    return shown(folder);
  }

  /**
   * The path of the tree that a path from here leads to.
   *
   * @throws Refused where it leads out of the tree
   */
  String resolve(String path, Location asker) {
    Deque<String> parts = new ArrayDeque<>();
    boolean isOutside = path.startsWith("/") || path.indexOf('\0') >= 0;
    for (String part : (folder + "/" + path).split("/", -1)) {
      if (part.equals("..")) {
        isOutside |= parts.pollLast() == null;
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    if (isOutside) {
      throw new Refused(
          asker,
          "The path \"%s\" leads out of %s, whose files alone are read."
              .formatted(path, tree.name()),
          "Name what lies within, or run the command in a folder that holds both.");
    }
    return String.join("/", parts);
  }

  /** Whether a path of the tree lies in this folder or below. */
  boolean contains(String path) {
    return folder.isEmpty() || path.startsWith(folder + "/");
  }

  /** Another folder of the same tree, asked for by this one's kustomization. */
  Site in(String other, Location asker) {
    return asked(new Site(tree, other, names, this), asker);
  }

  /** A folder of another tree. */
  Site in(SourceTree other, String path, UnaryOperator<String> shown, Location asker) {
    return asked(new Site(other, path, shown, this), asker);
  }

  private Site asked(Site site, Location asker) {
    int levels = 0;
    for (Site above = this; above != null; above = above.parent) {
      boolean holdsIt =
          above.tree.equals(site.tree)
              && (above.folder.equals(site.folder)
                  || site.folder.isEmpty()
                  || above.folder.startsWith(site.folder + "/"));
      if (holdsIt || ++levels > MOST_LEVELS) {
        throw new Refused(
            asker,
            "The folder %s holds %s, which asks for it: kustomize takes that for a cycle."
                .formatted(site.shown(), above.shown()),
            "Name a folder beside this one.");
      }
    }
    return site;
  }
}
