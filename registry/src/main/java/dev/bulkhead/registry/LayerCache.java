package dev.bulkhead.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was read of layers in earlier runs, in the user's cache directory: one file for each layer,
 * named by its digest. Holds what a layer's index holds and nothing else: no credentials, and of
 * files' contents only what decides how they run.
 *
 * <p>Several processes may use it at once: a file is written beside its place and moved there
 * whole. A file that is damaged, or of another version, is dropped and its layer read again. What
 * was not used for longest makes room for the new.
 */
public final class LayerCache {
  /** Of all files together, in bytes; an index of 74,000 files takes about 4 MB. */
  public static final long DEFAULT_BYTES = 512L << 20;

  /** Larger indexes, of layers with very many files, are not kept. */
  private static final long MAX_FILE = 32 << 20;

  private static final String SUFFIX = ".layer";
  private static final String PARTIAL = ".part";

  private final Path directory;
  private final long most;
  private final Clock clock;

  /**
   * A cache.
   *
   * @param directory where the files lie; made when first needed
   * @param most bytes of all files together
   */
  public LayerCache(Path directory, long most, Clock clock) {
    this.directory = directory;
    this.most = most;
    this.clock = clock;
  }

  /**
   * The cache directory of the user whose environment this is: {@code $XDG_CACHE_HOME/bulkhead}, or
   * {@code ~/.cache/bulkhead} (XDG Base Directory Specification; a relative path counts as unset).
   */
  public static Path directory(Map<String, String> environment, Path home) {
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base = Path.of(cache).isAbsolute() ? Path.of(cache) : home.resolve(".cache");
    return base.resolve("bulkhead").resolve("layers");
  }

  /**
   * What the cache holds.
   *
   * @param bytes of all files together
   */
  public record Contents(Path directory, int layers, long bytes) {}

  /** What the cache holds now. */
  public Contents info() {
    List<Stored> files = files();
    return new Contents(directory, files.size(), files.stream().mapToLong(Stored::size).sum());
  }

  /** Empties the cache; tells what it held. */
  public Contents clear() {
    Contents before = info();
    files().forEach(file -> drop(file.path()));
    return before;
  }

  /** One layer's file. */
  private record Stored(Path path, long size, FileTime used) {}

  /** The index of that layer, if it is held and whole. */
  Optional<LayerIndex> get(LayerSource layer) {
    Path file = file(layer);
    try {
      LayerIndex index = LayerIndexFile.read(Files.readAllBytes(file));
      markUsed(file);
      return Optional.of(index);
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException | RuntimeException damaged) {
      drop(file);
      return Optional.empty();
    }
  }

  private void markUsed(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    } catch (IOException | UnsupportedOperationException readOnly) {
      // What is held may be used all the same; nothing will make room for anything either.
    }
  }

  /** Keeps the index of a layer; a cache that cannot be written to keeps nothing. */
  void put(LayerSource layer, LayerIndex index) {
    if (LayerIndexFile.size(index) > Math.min(most, MAX_FILE)) {
      return;
    }
    byte[] bytes = LayerIndexFile.write(index);
    try {
      Files.createDirectories(directory);
      Path partial =
          Files.createTempFile(directory, layer.digest().abbreviated().replace(':', '-'), PARTIAL);
      try {
        Files.write(partial, bytes);
        Files.setLastModifiedTime(partial, FileTime.from(clock.instant()));
        Files.move(
            partial,
            file(layer),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(partial);
      }
    } catch (IOException | UnsupportedOperationException notKept) {
      return;
    }
    evict();
  }

  /** The second digest is part of the name: an image that states a wrong one is found out. */
  private Path file(LayerSource layer) {
    return directory.resolve(
        "%s-%s%s".formatted(layer.digest().hex(), layer.diffId().hex().substring(0, 16), SUFFIX));
  }

  /** Drops what was not used for longest until the rest fits. */
  private void evict() {
    var files = new ArrayList<>(files());
    files.sort(Comparator.comparing(Stored::used).reversed());
    long kept = 0;
    for (Stored file : files) {
      kept += file.size();
      if (kept > most) {
        drop(file.path());
      }
    }
  }

  private List<Stored> files() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    var files = new ArrayList<Stored>();
    try (var entries = Files.find(directory, 1, LayerCache::isOurs)) {
      for (Path path : (Iterable<Path>) entries::iterator) {
        stored(path).ifPresent(files::add);
      }
    } catch (IOException | UncheckedIOException unreadable) {
      return List.of();
    }
    return files;
  }

  private static boolean isOurs(Path path, BasicFileAttributes attributes) {
    String name = path.toString();
    return attributes.isRegularFile() && (name.endsWith(SUFFIX) || name.endsWith(PARTIAL));
  }

  private static Optional<Stored> stored(Path path) {
    try {
      var attributes = Files.readAttributes(path, BasicFileAttributes.class);
      return Optional.of(new Stored(path, attributes.size(), attributes.lastModifiedTime()));
    } catch (IOException goneMeanwhile) {
      return Optional.empty();
    }
  }

  private static void drop(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException | UnsupportedOperationException kept) {
      // Another process has it open, or the cache may not be written to: it stays.
    }
  }
}
