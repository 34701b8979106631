package dev.bulkhead.airgap.verify;

import dev.bulkhead.airgap.Holding;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The store of a node's containerd: its content lies in files, but which names images have stands
 * in a database that only containerd reads.
 */
public record ContainerdStore(Path folder) implements Carried {
  private static final String CONTENT = "io.containerd.content.v1.content";

  /** Whether a folder is one. */
  public static boolean isOne(Path folder) {
    return Files.isDirectory(folder.resolve(CONTENT));
  }

  @Override
  public String where() {
    return folder.toString();
  }

  @Override
  public Holding of(ImageReference reference, Platform platform) {
    return new Holding.Unknown(
        "Which images %s has is told by containerd's own database, which is not read."
            .formatted(folder),
        "Export what the node has (`ctr -n k8s.io images export node.tar %s`) and name it with"
                .formatted(reference.canonical())
            + " --bundle node.tar, or name the folder with its bundles: --node-store"
            + " /var/lib/k0s/images.");
  }

  @Override
  public String remedy(ImageReference reference) {
    return "Import a bundle that holds it: ctr -n k8s.io images import bundle.tar.";
  }
}
