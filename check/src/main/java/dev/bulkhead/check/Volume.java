package dev.bulkhead.check;

import dev.bulkhead.registry.FileContent;
import dev.bulkhead.registry.FileEntry;
import dev.bulkhead.registry.FileSystem;
import dev.bulkhead.verdict.Fact;
import java.util.List;
import java.util.Map;

/** What a volume holds when the container starts, as far as manifests can tell. */
sealed interface Volume {

  /** What stands at a path of the volume, {@code /} being its root. */
  Sight look(String path);

  /**
   * Files that other objects of the sources define: ConfigMap, Secret, downward API, projected.
   *
   * @param files by absolute path within the volume
   */
  record Defined(String description, Map<String, FileEntry> files) implements Volume {
    public Defined {
      files = Map.copyOf(files);
    }

    @Override
    public Sight look(String path) {
      FileEntry file = files.get(path);
      if (file != null) {
        return new Sight.Seen(file, new Fact("volume", description));
      }
      if (path.equals("/") || files.keySet().stream().anyMatch(key -> Paths.isWithin(path, key))) {
        return new Sight.Seen(directory(path, 0755), new Fact("volume", description));
      }
      return new Sight.Nothing(
          "%s is mounted there and has no such key".formatted(description), List.of());
    }
  }

  /** An emptyDir that no other container mounts before this one runs. */
  record EmptyAtStart(String name) implements Volume {
    @Override
    public Sight look(String path) {
      return path.equals("/")
          ? new Sight.Seen(directory(path, 0777), new Fact("volume", "emptyDir " + name))
          : new Sight.Nothing(
              "the emptyDir volume %s is mounted over it, and nothing fills it".formatted(name),
              List.of());
    }
  }

  /** An image mounted as a volume (KEP-4639). */
  record OfImage(String reference, FileSystem image) implements Volume {
    @Override
    public Sight look(String path) {
      return switch (image.find(path)) {
        case FileSystem.Finding.Present(FileEntry entry, var layer) ->
            new Sight.Seen(entry, new Fact("layer", layer + " of the image volume " + reference));
        case FileSystem.Finding.Absent _ ->
            path.equals("/")
                ? new Sight.Seen(directory(path, 0755), new Fact("volume", "image " + reference))
                : new Sight.Nothing(
                    "the image volume %s is mounted there and does not hold it"
                        .formatted(reference),
                    List.of());
        case FileSystem.Finding.Unknown(String reason, String supply) ->
            new Sight.Hidden(reason, supply);
      };
    }
  }

  /**
   * Only the running cluster knows what it holds, and whether it is a directory at all.
   *
   * @param reason a full sentence
   */
  record Opaque(String reason, String supply) implements Volume {
    @Override
    public Sight look(String path) {
      return new Sight.Hidden(reason, supply);
    }
  }

  private static FileEntry directory(String path, int mode) {
    return new FileEntry(
        path, FileEntry.Type.DIRECTORY, mode, 0, 0, 0, "", new FileContent.Empty());
  }
}
