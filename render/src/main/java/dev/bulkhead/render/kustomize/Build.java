package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;

/** What all kustomizations of one build share. */
final class Build {
  /** Components may be named again and again, and each may name others. */
  private static final int MOST_TARGETS = 2_000;

  private final BuildFiles files = new BuildFiles();
  private final Remotes remotes;
  private int targets;
  private boolean needsRemotes;

  Build(RemoteBases bases) {
    this.remotes = new Remotes(bases);
  }

  BuildFiles files() {
    return files;
  }

  /** The repositories, one of which is needed. */
  Remotes remotes() {
    needsRemotes = true;
    return remotes;
  }

  /** Refuses the address of a file, which is never downloaded. */
  Refused refusedFile(Node.Scalar named) {
    needsRemotes = true;
    return Remotes.refusedFile(named.at(), named.text());
  }

  boolean needsRemotes() {
    return needsRemotes;
  }

  void countTarget(Location asker) {
    if (++targets > MOST_TARGETS) {
      throw new Refused(
          asker,
          "The build comes to more than %d kustomizations.".formatted(MOST_TARGETS),
          "Build a smaller part of it.");
    }
  }

  /** The path of a file that a kustomization names. */
  String within(Site site, Node.Scalar named) {
    if (Remotes.isFile(named.text())) {
      throw refusedFile(named);
    }
    String path = site.resolve(named.text(), named.at());
    requireBelow(site, path, named.at());
    return path;
  }

  /** Files elsewhere in the tree are read, as kustomize does when told to. */
  void requireBelow(Site site, String path, Location asker) {
    if (!site.contains(path)) {
      files.note(
          "%s: the file lies outside the kustomization's folder, so that kustomize reads it only with --load-restrictor LoadRestrictionsNone."
              .formatted(asker));
    }
  }
}
