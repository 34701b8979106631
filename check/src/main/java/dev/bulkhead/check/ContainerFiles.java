package dev.bulkhead.check;

import dev.bulkhead.model.Digest;
import dev.bulkhead.registry.FileContent;
import dev.bulkhead.registry.FileEntry;
import dev.bulkhead.registry.FileSystem;
import dev.bulkhead.verdict.Fact;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The file system that a container's process sees: its image, the volumes mounted over it, and what
 * runtime and kernel supply.
 */
final class ContainerFiles {
  /** Linux: {@code include/linux/namei.h}, MAXSYMLINKS. */
  private static final int MAX_SYMLINKS = 40;

  private static final Set<String> SUPPLIED_TREES = Set.of("/proc", "/sys", "/dev");
  private static final Set<String> SUPPLIED_FILES =
      Set.of("/etc/hosts", "/etc/hostname", "/etc/resolv.conf");

  private final FileSystem image;
  private final List<Mount> mounts;
  private final String workingDirectory;

  /**
   * A container's file system.
   *
   * @param workingDirectory which the runtime creates where it is missing
   */
  ContainerFiles(FileSystem image, List<Mount> mounts, String workingDirectory) {
    this.image = image;
    this.mounts =
        mounts.stream()
            .sorted(Comparator.comparingInt((Mount mount) -> mount.path().length()).reversed())
            .toList();
    this.workingDirectory = workingDirectory;
  }

  /** The image alone, as the runtime sees it before anything is mounted. */
  static ContainerFiles ofImage(FileSystem image) {
    return new ContainerFiles(image, List.of(), "/");
  }

  /** Follows an absolute path to its end. */
  Walk walk(String path) {
    return new Walker(path).walk();
  }

  /** What is mounted at or above a path. */
  Optional<Mount> mountOver(String path) {
    return mounts.stream().filter(mount -> mount.covers(path)).findFirst();
  }

  /** One walk; symbolic links met on the way move the mounts that lie behind them. */
  private final class Walker {
    private final Deque<String> ahead;
    private final List<FileEntry> through = new ArrayList<>();
    private final List<Fact> trail = new ArrayList<>();
    private final List<Mount> moved = new ArrayList<>();
    private String here = "/";
    private int links;

    private boolean toDirectory;

    Walker(String path) {
      this.ahead = new ArrayDeque<>(Paths.parts(path));
      this.toDirectory = Paths.asksForDirectory(path);
    }

    Walk walk() {
      while (true) {
        Sight sight = look(here);
        switch (sight) {
          case Sight.Hidden(String reason, String supply) -> {
            return new Walk.Undecided(reason, supply);
          }
          case Sight.Nothing(String why, List<Fact> searched) -> {
            trail.addAll(searched);
            return new Walk.Nowhere(here, why, trail);
          }
          case Sight.Seen(FileEntry entry, Fact from) -> {
            if (entry.isSymlink()) {
              if (++links > MAX_SYMLINKS) {
                return new Walk.Circle(here, trail);
              }
              follow(entry, from);
            } else if (ahead.isEmpty() && (entry.isDirectory() || !toDirectory)) {
              trail.add(new Fact("file", here));
              trail.add(from);
              return new Walk.Arrived(here, entry, through, trail);
            } else if (!entry.isDirectory()) {
              return new Walk.NotADirectory(here, trail);
            } else {
              through.add(entry);
              step();
            }
          }
        }
      }
    }

    /** Takes the next part, {@code ..} included. */
    private void step() {
      String part = ahead.removeFirst();
      here = part.equals("..") ? Paths.parent(here) : Paths.child(here, part);
    }

    private void follow(FileEntry link, Fact from) {
      String target = link.linkTarget();
      toDirectory |= ahead.isEmpty() && Paths.asksForDirectory(target);
      trail.add(new Fact("symlink", here + " → " + target));
      trail.add(from);
      String at = here;
      List<String> parts = Paths.parts(target);
      for (int i = parts.size() - 1; i >= 0; i--) {
        ahead.addFirst(parts.get(i));
      }
      here = target.startsWith("/") ? "/" : Paths.parent(at);
      String resolved = Paths.resolve(Paths.parent(at), target);
      for (Mount mount : mounts) {
        if (Paths.isWithin(at, mount.path())) {
          moved.add(mount.at(Paths.normal(resolved + mount.path().substring(at.length()))));
        }
      }
    }

    private Sight look(String path) {
      for (Mount mount : moved) {
        if (mount.covers(path)) {
          return mount.volume().look(mount.within(path));
        }
      }
      Optional<Mount> mount = mountOver(path).or(() -> mountBehindLinks(path));
      if (mount.isPresent()) {
        return mount.get().volume().look(mount.get().within(path));
      }
      return supplied(path).orElseGet(() -> lookInImage(path));
    }

    /**
     * A mount whose path leads here through a link of the image ({@code /var/run} is often one):
     * looked for only where the last part of its path is on the way, since that costs reading.
     */
    private Optional<Mount> mountBehindLinks(String path) {
      List<String> parts = Paths.parts(path);
      for (Mount mount : mounts) {
        if (parts.contains(mount.lastPart())
            && ofImage(image).walk(mount.path()) instanceof Walk.Arrived arrived
            && !arrived.path().equals(mount.path())
            && Paths.isWithin(arrived.path(), path)) {
          return Optional.of(mount.at(arrived.path()));
        }
      }
      return Optional.empty();
    }
  }

  private static Optional<Sight> supplied(String path) {
    for (String tree : SUPPLIED_TREES) {
      if (!path.equals(tree) && Paths.isWithin(tree, path)) {
        return Optional.of(
            new Sight.Hidden(
                "%s is supplied by the kernel when the container runs.".formatted(path),
                "Run a program of the image or of a volume with known content instead."));
      }
    }
    if (SUPPLIED_FILES.contains(path)) {
      var file =
          new FileEntry(path, FileEntry.Type.FILE, 0644, 0, 0, 0, "", new FileContent.Other(""));
      return Optional.of(new Sight.Seen(file, new Fact("supplied by", "kubelet")));
    }
    return Optional.empty();
  }

  private Sight lookInImage(String path) {
    return switch (image.find(path)) {
      case FileSystem.Finding.Present(FileEntry entry, var layer) ->
          new Sight.Seen(entry, new Fact("layer", layer.toString()));
      case FileSystem.Finding.Unknown(String reason, String supply) ->
          new Sight.Hidden(reason, supply);
      case FileSystem.Finding.Absent(var layers) ->
          isCreated(path) || path.equals("/") ? madeDirectory(path) : nothing(path, layers);
    };
  }

  /** The runtime makes the working directory and every mount's place. */
  private boolean isCreated(String path) {
    return Paths.leadsTo(workingDirectory, path)
        || SUPPLIED_TREES.contains(path)
        || mounts.stream().anyMatch(mount -> Paths.leadsTo(mount.path(), path));
  }

  private static Sight madeDirectory(String path) {
    var directory =
        new FileEntry(path, FileEntry.Type.DIRECTORY, 0755, 0, 0, 0, "", new FileContent.Empty());
    return new Sight.Seen(directory, new Fact("created by", "runtime"));
  }

  private static Sight nothing(String path, List<Digest> layers) {
    var searched = new ArrayList<>(List.of(new Fact("absent", path)));
    layers.forEach(layer -> searched.add(new Fact("searched layer", layer.toString())));
    return new Sight.Nothing("", searched);
  }
}
