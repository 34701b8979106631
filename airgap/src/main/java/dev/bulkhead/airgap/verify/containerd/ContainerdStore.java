package dev.bulkhead.airgap.verify.containerd;

import dev.bulkhead.airgap.Holding;
import dev.bulkhead.airgap.verify.Carried;
import dev.bulkhead.airgap.verify.Indexes;
import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.Descriptor;
import dev.bulkhead.registry.PlatformContent;
import dev.bulkhead.verdict.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The store of a node's containerd, as the kubelet of that node finds images in it: by the names of
 * one namespace, with the content that this namespace has. It was read once.
 */
public final class ContainerdStore implements Carried {
  /** The namespace of images that the kubelet asks for. */
  public static final String KUBERNETES = "k8s.io";

  private static final Path DATABASE = Path.of("io.containerd.metadata.v1.bolt", "meta.db");

  private final Path folder;
  private final String namespace;
  private final @Nullable ContainerdNames names;
  private final NodeContent content;
  private final Holding.Unknown unread;

  private ContainerdStore(
      Path folder, String namespace, @Nullable ContainerdNames names, Holding.Unknown unread) {
    this.folder = folder;
    this.namespace = namespace;
    this.names = names;
    this.content = new NodeContent(folder, names == null ? Set.of() : names.content());
    this.unread = unread;
  }

  /** Whether a folder is what containerd calls its root. */
  public static boolean isOne(Path folder) {
    return Files.isDirectory(folder.resolve(NodeContent.CONTENT));
  }

  /** Reads which images a namespace has. Where that cannot be read, nothing is claimed of any. */
  public static ContainerdStore read(Path folder, String namespace) {
    Path database = folder.resolve(DATABASE);
    try {
      ContainerdNames names = ContainerdNames.read(database, namespace);
      return names.namespaces().contains(namespace)
          ? new ContainerdStore(folder, namespace, names, unread("It was read.", namespace))
          : new ContainerdStore(folder, namespace, null, otherNamespaces(folder, namespace, names));
    } catch (IOException unreadable) {
      String message = unreadable.getMessage();
      String said =
          message != null && message.endsWith(".") ? message : IoReason.of(unreadable) + ".";
      String reason =
          "Which images %s has stands in %s, which cannot be read: %s"
              .formatted(folder, DATABASE, said);
      return new ContainerdStore(folder, namespace, null, unread(reason, namespace));
    }
  }

  private static Holding.Unknown unread(String reason, String namespace) {
    return new Holding.Unknown(
        reason,
        "Run it as somebody who may read that file, or export what the node has (`ctr -n %s images export node.tar IMAGE...`) and name that with --bundle."
            .formatted(namespace));
  }

  private static Holding.Unknown otherNamespaces(
      Path folder, String namespace, ContainerdNames names) {
    return new Holding.Unknown(
        "%s has no namespace %s; it has %s."
            .formatted(
                folder,
                namespace,
                names.namespaces().isEmpty() ? "none" : String.join(", ", names.namespaces())),
        "Name the namespace in which the images are with --containerd-namespace.");
  }

  @Override
  public String where() {
    return folder.toString();
  }

  @Override
  public Holding of(ImageReference reference, Platform platform) {
    if (names == null) {
      return unread;
    }
    Digest named = names.images().get(reference.canonical());
    if (named == null) {
      return new Holding.Absent();
    }
    Digest asked = reference.digest();
    if (asked != null && !asked.equals(named)) {
      return damaged("What has that name is %s, not %s.".formatted(named, asked));
    }
    return switch (PlatformContent.of(content, named.toString(), platform)) {
      case PlatformContent.Chosen chosen -> whole(reference, chosen);
      case PlatformContent.OtherPlatforms(_, var offered) ->
          new Holding.OtherPlatforms(where(), offered);
      case PlatformContent.ManifestAbsent(var index, _) ->
          new Holding.OtherPlatforms(where(), Indexes.platforms(content, index, content::has));
      case PlatformContent.Absent(var answer) -> damaged(answer);
      case PlatformContent.Unusable(var why) -> damaged(why);
      case PlatformContent.NotTold(var reason, _) -> damaged(reason);
    };
  }

  private Holding damaged(String fault) {
    return new Holding.Damaged(where(), fault);
  }

  /** Blobs are the manifest, the configuration, and the layers. */
  private Holding whole(ImageReference reference, PlatformContent.Chosen chosen) {
    List<Descriptor> blobs = chosen.blobs();
    Optional<Descriptor> gone =
        blobs.stream().filter(blob -> !content.has(blob.digest())).findFirst();
    if (gone.isPresent()) {
      return isUnpacked(blobs.get(1))
          ? discarded(reference, gone.get())
          : damaged(
              "%s (%,d bytes) of its manifest %s is not there."
                  .formatted(
                      gone.get().digest(), gone.get().size(), chosen.manifest().abbreviated()));
    }
    return blobs.stream()
        .flatMap(blob -> content.fault(blob).stream())
        .findFirst()
        .map(this::damaged)
        .orElseGet(() -> new Holding.Held(chosen.named(), chosen.manifest(), where()));
  }

  private boolean isUnpacked(Descriptor config) {
    return names != null && names.unpacked().contains(config.digest());
  }

  private Holding discarded(ImageReference reference, Descriptor gone) {
    return new Holding.Unknown(
        "%s has %s and has unpacked it, but not %s of it: containerd may be set to discard what it has unpacked (discard_unpacked_layers), and what was unpacked is not looked at."
            .formatted(folder, reference, gone.digest()),
        "Verify the bundle that was imported there (--bundle), or ask the node: crictl inspecti %s."
            .formatted(reference));
  }

  @Override
  public Optional<String> meantFor(ImageReference reference) {
    return Optional.empty();
  }

  @Override
  public String remedy(ImageReference reference) {
    return "Import a bundle that holds it: ctr -n %s images import bundle.tar."
        .formatted(namespace);
  }

  /** An import passes over content that containerd lists, damaged or not. */
  @Override
  public String mend(ImageReference reference) {
    return "Remove what is damaged, since an import passes over what containerd lists already (ctr -n %s content rm sha256:…), and import a bundle that holds it: ctr -n %s images import bundle.tar."
        .formatted(namespace, namespace);
  }
}
