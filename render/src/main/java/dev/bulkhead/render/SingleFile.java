package dev.bulkhead.render;

import dev.bulkhead.model.Location;
import dev.bulkhead.verdict.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells a user who named a file without Kubernetes objects what to name instead. */
final class SingleFile {
  private static final int LEVELS_UP = 16;

  private SingleFile() {}

  /**
   * Returns if the file holds anything to judge.
   *
   * @param name the file's own name
   * @param path where it lies, if it is on disk
   */
  static void requireManifests(ManifestFile manifests, String name, @Nullable Path path) {
    if (manifests.template() != null && manifests.objects().isEmpty()) {
      throw new UserError(
          manifests.template(),
          "The file is a template (\"{{\") and not yet a manifest.",
          chart(path)
              .map("Name the chart instead: %s."::formatted)
              .orElse("Render it first, and name what comes out or pipe it in with \"-\"."),
          null);
    }
    if (manifests.kustomization() && manifests.objects().isEmpty()) {
      throw new UserError(
          Location.somewhereIn(manifests.file()),
          "%s is a kustomization, which is built where it lies.".formatted(manifests.file()),
          "Name its folder.",
          null);
    }
    if (manifests.isManifest()) {
      return;
    }
    throw new UserError(
        Location.somewhereIn(manifests.file()),
        manifests.strays() == 0
            ? "%s is empty.".formatted(manifests.file())
            : "%s holds no Kubernetes object: it has no apiVersion and kind."
                .formatted(manifests.file()),
        remedy(name, path),
        null);
  }

  private static String remedy(String name, @Nullable Path path) {
    if (path == null) {
      return "Check that the command whose output is piped in has succeeded.";
    }
    if (name.equals(ChartFile.NAME) || name.startsWith("values")) {
      var chart = chart(path);
      if (chart.isPresent()) {
        return "Name the chart instead: %s.".formatted(chart.get());
      }
    }
    return "Name a chart, or a folder or file with Kubernetes objects in YAML or JSON.";
  }

  /** The folder of the chart that a file belongs to. */
  static Optional<Path> chart(@Nullable Path file) {
    if (file == null) {
      return Optional.empty();
    }
    Path folder = file.getParent() == null ? Path.of(".") : file.getParent();
    for (int level = 0; folder != null && level < LEVELS_UP; level++) {
      if (Files.isRegularFile(folder.resolve(ChartFile.NAME))) {
        return Optional.of(folder);
      }
      folder = folder.getParent();
    }
    return Optional.empty();
  }
}
