package dev.bulkhead.check;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.registry.Image;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The directory that a container's process is put into: the manifest's or else the image's. */
final class WorkingDirectory {
  private final String stated;
  private final @Nullable Location at;
  private final ContainerFiles files;

  WorkingDirectory(Node.Mapping container, Image image, List<Mount> mounts) {
    Optional<Node.Scalar> own = container.scalar("workingDir");
    this.stated = own.map(Node.Scalar::text).orElse(image.config().workingDirectory());
    this.at = own.map(Node.Scalar::at).orElse(null);
    this.files = new ContainerFiles(image.files(), mounts, "/");
  }

  /** Its path without dots and links; the root where none is stated. */
  String path() {
    return stated.isEmpty() ? "/" : Paths.normal(stated);
  }

  /** Whether the process can be put there; empty where nothing is stated, or nobody knows. */
  Optional<LocatedStep> usable() {
    return stated.isEmpty() ? Optional.empty() : judged().map(step -> new LocatedStep(step, at));
  }

  private Optional<Step> judged() {
    if (!stated.startsWith("/")) {
      return unusable("%s is not an absolute path.".formatted(stated), "Write it from the root.");
    }
    return switch (files.walk(stated)) {
      case Walk.Arrived arrived when arrived.entry().isDirectory() ->
          Optional.of(
              Step.holds(
                  Rules.WORKING_DIRECTORY_UNUSABLE, stated + " is a directory.", arrived.trail()));
      case Walk.Arrived _ -> unusable(stated + " is a file.", "Name a directory.");
      case Walk.NotADirectory(String path, var _) ->
          unusable("%s lies below the file %s.".formatted(stated, path), "Name a directory.");
      case Walk.Circle _ ->
          unusable(stated + " is a circle of symbolic links.", "Name a directory.");
      case Walk.Nowhere(String missing, var _, var _) when isLostLink() ->
          unusable(
              "%s is or leads over a symbolic link to %s, which does not exist, and the runtime cannot make a directory in place of the link."
                  .formatted(stated, missing),
              "Name a directory.");
      case Walk.Nowhere _ ->
          Optional.of(
              Step.holds(
                  Rules.WORKING_DIRECTORY_UNUSABLE,
                  "%s does not exist; the runtime creates it.".formatted(stated),
                  List.of()));
      case Walk.Undecided _ -> Optional.empty();
    };
  }

  /**
   * Whether some part of the path is a link to nowhere: the runtime makes missing directories one
   * after the other (Go: {@code os.MkdirAll}) and does not make what a link names.
   */
  private boolean isLostLink() {
    String path = "";
    for (String part : Paths.parts(stated)) {
      path = path + "/" + part;
      if (files.walk(path) instanceof Walk.Nowhere(String missing, var _, var _)) {
        return files.walk(Paths.parent(path)) instanceof Walk.Arrived parent
            && !missing.equals(Paths.child(parent.path(), part));
      }
    }
    return false;
  }

  private static Optional<Step> unusable(String cause, String remedy) {
    return Optional.of(
        Step.fails(
            Rules.WORKING_DIRECTORY_UNUSABLE, "The working directory " + cause, remedy, List.of()));
  }
}
