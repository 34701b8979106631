package dev.bulkhead.cli;

import dev.bulkhead.airgap.bundle.Relocation;
import dev.bulkhead.airgap.verify.Bundle;
import dev.bulkhead.airgap.verify.Bundles;
import dev.bulkhead.airgap.verify.Carried;
import dev.bulkhead.airgap.verify.Mirror;
import dev.bulkhead.airgap.verify.containerd.ContainerdStore;
import dev.bulkhead.registry.Contents;
import dev.bulkhead.verdict.OptionError;
import dev.bulkhead.verdict.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where behind the air gap images are to lie. */
final class CarriedPlace {
  @Option(
      names = "--bundle",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Archives that are carried over: OCI or Docker archives, or folders of OCI layouts. What"
              + " one of them holds is there.")
  private List<Path> bundles = List.of();

  @Option(
      names = "--mirror",
      paramLabel = "HOST[/PREFIX]",
      description =
          "A registry behind the gap, into which `bulkhead airgap push` or another tool brought the"
              + " images: the host of each is replaced, its path kept.")
  private @Nullable String mirror;

  @Option(
      names = "--keep-host",
      description = "With --mirror: the host is kept as the first part of the path.")
  private boolean isKeepingHost;

  @Option(
      names = "--node-store",
      paramLabel = "DIR",
      description =
          "A node's folder of bundles, as k0s has in /var/lib/k0s/images, or the root of its"
              + " containerd: /var/lib/containerd, /var/lib/k0s/containerd.")
  private @Nullable Path nodeStore;

  @Option(
      names = "--containerd-namespace",
      paramLabel = "NAME",
      description = "With --node-store: containerd's namespace. Default: k8s.io, the kubelet's.")
  private @Nullable String namespace;

  /**
   * Returns if exactly one place is named.
   *
   * @throws OptionError otherwise
   */
  void requireSense() {
    int places =
        (bundles.isEmpty() ? 0 : 1) + (mirror == null ? 0 : 1) + (nodeStore == null ? 0 : 1);
    if (places != 1) {
      throw new OptionError(
          places == 0
              ? "It is not said where the images are to lie."
              : "It is said in more than one way where the images are to lie.",
          "Give one of --bundle, --mirror and --node-store.");
    }
    if (isKeepingHost && mirror == null) {
      throw new OptionError(
          "--keep-host says how a mirror names its images, and there is no --mirror.",
          "Leave --keep-host out.");
    }
    if (namespace != null && (nodeStore == null || !ContainerdStore.isOne(nodeStore))) {
      throw new OptionError(
          "--containerd-namespace says where in a node's containerd images are, and --node-store"
              + " names none.",
          "Name containerd's root, such as --node-store /var/lib/containerd.");
    }
  }

  /** Whether it is a registry, which takes as long as it takes. */
  boolean isRemote() {
    return mirror != null;
  }

  /**
   * What lies on disk, every byte of it read.
   *
   * @throws UserError where it cannot be read
   */
  List<Bundle> bundles(Stop stop, Progress progress) {
    Path store = nodeStore;
    return read(store == null ? bundles : filesOf(store), stop, progress);
  }

  /**
   * Bundles, every byte of them read.
   *
   * @throws UserError where they cannot be read
   */
  static List<Bundle> read(List<Path> files, Stop stop, Progress progress) {
    var read = new ArrayList<Bundle>();
    for (Path file : files) {
      Supplier<Bundle> reading = () -> progress.during("reading " + file, () -> Bundle.read(file));
      read.add(
          stop.orElse(
              reading,
              _ -> {
                throw new UserError(
                    "%s was not read to its end: the run was interrupted.".formatted(file),
                    "Run the command again and let it come to its end.");
              }));
    }
    return read;
  }

  private static List<Path> filesOf(Path store) {
    if (ContainerdStore.isOne(store)) {
      return List.of();
    }
    if (!Files.isDirectory(store)) {
      throw new OptionError(
          "--node-store %s is no folder.".formatted(store),
          "Name the node's folder of bundles (/var/lib/k0s/images), or a file with --bundle.");
    }
    return Files.isRegularFile(store.resolve("oci-layout")) ? List.of(store) : Bundles.in(store);
  }

  /** What lies there. */
  Carried carried(List<Bundle> read, Supplier<Contents> registries) {
    String host = mirror;
    if (host != null) {
      return new Mirror(Relocation.read(host, isKeepingHost), registries.get());
    }
    Path store = nodeStore;
    if (store == null) {
      return Bundles.of(read);
    }
    return ContainerdStore.isOne(store)
        ? ContainerdStore.read(store, namespace == null ? ContainerdStore.KUBERNETES : namespace)
        : new Bundles(store.toString(), read);
  }
}
