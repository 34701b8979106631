package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.BundledImages;
import dev.bulkhead.airgap.verify.Bundle;
import dev.bulkhead.airgap.verify.BundleClaims;
import dev.bulkhead.airgap.verify.Bundles;
import dev.bulkhead.airgap.verify.Carried;
import dev.bulkhead.airgap.verify.containerd.ContainerdStore;
import dev.bulkhead.report.ReportedSource;
import dev.bulkhead.report.Setting;
import dev.bulkhead.verdict.OptionError;
import dev.bulkhead.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say in which bundles the images of a configuration are to lie. */
final class ConfigBundles {
  @Option(
      names = "--bundle",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Bundles that nodes have with the target: archives, folders of OCI layouts, or a folder of"
              + " such files, as /var/lib/k0s/images. Each image that runs is looked for in them.")
  private List<Path> named = List.of();

  @Mixin private NodePlatforms platforms = new NodePlatforms();

  /**
   * The bundles, read.
   *
   * @param images what a configuration's images are looked for in
   * @param files the bundles one by one
   */
  record Read(BundledImages images, List<Bundle> files) {

    /** What is to be said of the bundles themselves. */
    List<Verdict> verdicts() {
      return files.stream().flatMap(bundle -> BundleClaims.of(bundle).stream()).toList();
    }

    /** As a report tells what was read. */
    List<ReportedSource> reported() {
      return files.stream()
          .map(
              bundle ->
                  new ReportedSource(
                      bundle.file().toString(),
                      bundle.entries(),
                      Math.max(1, bundle.entries()),
                      List.of(),
                      List.of()))
          .toList();
    }
  }

  /**
   * Reads them, every byte.
   *
   * @throws dev.bulkhead.verdict.UserError where one cannot be read
   */
  Read read(Stop stop, Surroundings surroundings) {
    if (named.isEmpty()) {
      return new Read(BundledImages.UNKNOWN, List.of());
    }
    List<Path> files = named.stream().flatMap(path -> files(path).stream()).toList();
    try (var progress = Progress.on(surroundings)) {
      List<Bundle> bundles = CarriedPlace.read(files, stop, progress);
      String where = named.stream().map(Path::toString).collect(Collectors.joining(", "));
      Carried carried = new Bundles(where, bundles);
      return new Read(new BundledImages(Optional.of(carried), platforms.all()), bundles);
    }
  }

  private static List<Path> files(Path path) {
    if (!Files.isDirectory(path) || Files.isRegularFile(path.resolve("oci-layout"))) {
      return List.of(path);
    }
    if (ContainerdStore.isOne(path)) {
      throw new OptionError(
          "--bundle %s is containerd's own store, and no bundle.".formatted(path),
          "Name the bundles that it was filled from, as in /var/lib/k0s/images, or ask"
              + " `bulkhead airgap verify --node-store`.");
    }
    return Bundles.in(path);
  }

  /** For what they were looked through; empty where none is named. */
  Optional<Setting> setting() {
    return named.isEmpty() ? Optional.empty() : Optional.of(platforms.setting());
  }
}
