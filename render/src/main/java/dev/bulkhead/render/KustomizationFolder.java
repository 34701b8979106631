package dev.bulkhead.render;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A folder with a kustomization, and what its kustomization may read.
 *
 * @param source the folder as its user named it
 * @param tree all that may be read
 * @param path the folder within the tree; the empty string is its root
 * @param names how a path of the tree is shown
 * @param onDisk the folder itself; null where it lies elsewhere
 */
public record KustomizationFolder(
    String source,
    SourceTree tree,
    String path,
    UnaryOperator<String> names,
    @Nullable Path onDisk) {

  /** A folder of a tree that lies elsewhere than on disk. */
  public static KustomizationFolder in(SourceTree tree, String path, String source) {
    return new KustomizationFolder(
        source,
        tree,
        path,
        inner -> inner.isEmpty() ? tree.name() : tree.name() + "/" + inner,
        null);
  }

  /**
   * A folder on disk. Its kustomization may read what lies in the same git repository; without one,
   * what lies in the working directory if that holds the folder; else only the folder.
   *
   * @throws IOException where the folder cannot be found
   */
  static KustomizationFolder onDisk(String source, Path folder) throws IOException {
    Path real = folder.toRealPath();
    Path boundary = boundary(real);
    return new KustomizationFolder(
        source,
        new DiskTree(boundary),
        slashes(boundary.relativize(real)),
        path -> shown(folder, real, boundary.resolve(path)),
        real);
  }

  /** Whether a folder has a kustomization. */
  static boolean isKustomization(Path folder) {
    return ManifestFile.KUSTOMIZATIONS.stream()
        .anyMatch(name -> Files.isRegularFile(folder.resolve(name)));
  }

  private static Path boundary(Path folder) throws IOException {
    for (Path above = folder; above != null; above = above.getParent()) {
      if (Files.exists(above.resolve(".git"))) {
        return above;
      }
    }
    Path here = Path.of("").toRealPath();
    return folder.startsWith(here) ? here : folder;
  }

  private static String shown(Path named, Path real, Path file) {
    String path = slashes(named.resolve(real.relativize(file)).normalize());
    return path.isEmpty() ? "." : path;
  }

  private static String slashes(Path path) {
    return path.toString().replace('\\', '/');
  }

  /** The place on disk, if it has one. */
  public Optional<Path> place() {
    return Optional.ofNullable(onDisk);
  }
}
