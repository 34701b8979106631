package dev.bulkhead.airgap.verify;

import dev.bulkhead.airgap.Holding;
import dev.bulkhead.airgap.Holdings;
import dev.bulkhead.airgap.verify.BundleFault.Kind;
import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.Descriptor;
import dev.bulkhead.registry.HashedArchive;
import dev.bulkhead.registry.PlatformContent;
import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.SortedSet;

/**
 * One archive with images, as a container runtime finds it: an OCI archive, or one of Docker. It
 * was read once, and every byte of it hashed.
 */
public final class Bundle implements Holdings {
  private final Path file;
  private final ArchiveStore store;
  private final SequencedMap<String, Descriptor> named;
  private final List<Descriptor> listed;
  private final List<BundleFault> faults;

  Bundle(
      Path file,
      ArchiveStore store,
      Map<String, Descriptor> named,
      List<Descriptor> listed,
      List<BundleFault> faults) {
    this.file = file;
    this.store = store;
    this.named = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(named));
    this.listed = List.copyOf(listed);
    this.faults = List.copyOf(faults);
  }

  /**
   * Reads an archive, or an OCI layout's folder. What is wrong with it is among its {@link
   * #faults}.
   *
   * @throws UserError where there is no such file, or it cannot be read
   */
  public static Bundle read(Path file) {
    if (Files.isRegularFile(file.resolve("oci-layout"))) {
      return folder(file);
    }
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          Files.exists(file)
              ? "%s is no ordinary file, and no folder with an OCI layout.".formatted(file)
              : "There is no file %s.".formatted(file),
          "Name a bundle: an OCI archive, a Docker archive, or the folder of an OCI layout.");
    }
    try {
      HashedArchive.Wrapping wrapping = HashedArchive.wrapping(file);
      return wrapping == HashedArchive.Wrapping.NONE
          ? new BundleReader(file, HashedArchive.read(file)).read()
          : compressed(file, wrapping);
    } catch (IOException unreadable) {
      throw new UserError(
          null,
          "%s cannot be read: %s.".formatted(file, reason(unreadable)),
          "Check the file and its permissions.",
          unreadable);
    }
  }

  private static Bundle folder(Path folder) {
    try {
      return new BundleReader(folder, HashedArchive.readFolder(folder)).read();
    } catch (IOException unreadable) {
      throw new UserError(
          null,
          "%s cannot be read: %s.".formatted(folder, reason(unreadable)),
          "Check the folder and its permissions.",
          unreadable);
    }
  }

  private static String reason(IOException unreadable) {
    String reason = IoReason.of(unreadable);
    return reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
  }

  private static Bundle compressed(Path file, HashedArchive.Wrapping wrapping) {
    var fault =
        new BundleFault(
            Kind.COMPRESSED,
            "",
            "%s is compressed as a whole with %s; no container runtime undoes that when it imports it."
                .formatted(file, wrapping.title()),
            wrapping.remedy(file));
    return new Bundle(
        file,
        new ArchiveStore(file.toString(), HashedArchive.EMPTY),
        Map.of(),
        List.of(),
        List.of(fault));
  }

  /** The file, as it was named. */
  public Path file() {
    return file;
  }

  /** What is wrong with the bundle itself. */
  public List<BundleFault> faults() {
    return faults;
  }

  /** Why nothing of it can be used; empty where something can. */
  public Optional<BundleFault> unusable() {
    return faults.stream().filter(fault -> fault.kind().isOfAll()).findFirst();
  }

  /** The images by their names, and the digest that each names. */
  public SequencedMap<String, Digest> names() {
    var names = new LinkedHashMap<String, Digest>();
    named.forEach((name, descriptor) -> names.put(name, descriptor.digest()));
    return names;
  }

  /** How many manifests and indexes it lists, with names or without. */
  public int entries() {
    return listed.size();
  }

  /** All of its content: sizes in bytes by digests. */
  public Map<Digest, Long> blobs() {
    return store.sizes();
  }

  /** What a name that was meant for the reference is instead; empty where there is none. */
  public Optional<String> meantFor(ImageReference reference) {
    return named.keySet().stream().filter(name -> Names.isMeantFor(name, reference)).findFirst();
  }

  @Override
  public Holding of(ImageReference reference, Platform platform) {
    String where = file.toString();
    Optional<BundleFault> all = unusable();
    if (all.isPresent()) {
      return new Holding.Damaged(where, all.get().cause());
    }
    Descriptor descriptor = named.get(reference.canonical());
    if (descriptor == null) {
      return new Holding.Absent();
    }
    Digest asked = reference.digest();
    if (asked != null && !asked.equals(descriptor.digest())) {
      return new Holding.Damaged(
          where, "What lies under that name is %s, not %s.".formatted(descriptor.digest(), asked));
    }
    return isCorrupt(descriptor.digest())
        ? new Holding.Damaged(where, corrupt(descriptor.digest()))
        : holding(PlatformContent.of(store, descriptor.digest().toString(), platform));
  }

  /** Whether a file is called by that digest and holds something else, and no other holds it. */
  private boolean isCorrupt(Digest digest) {
    return store.size(digest).isEmpty()
        && faults.stream()
            .anyMatch(fault -> fault.kind() == Kind.BLOB && fault.part().equals(digest.toString()));
  }

  private static String corrupt(Digest digest) {
    return "What lies under blobs/%s/%s is not what that digest is of."
        .formatted(digest.algorithm(), digest.hex());
  }

  private Holding holding(PlatformContent content) {
    String where = file.toString();
    return switch (content) {
      case PlatformContent.Chosen chosen ->
          blobFault(chosen)
              .<Holding>map(fault -> new Holding.Damaged(where, fault))
              .orElseGet(() -> new Holding.Held(chosen.named(), chosen.manifest(), where));
      case PlatformContent.OtherPlatforms(_, var offered) ->
          new Holding.OtherPlatforms(where, offered);
      case PlatformContent.ManifestAbsent(_, var manifest) when isCorrupt(manifest) ->
          new Holding.Damaged(where, corrupt(manifest));
      case PlatformContent.ManifestAbsent(var index, _) ->
          new Holding.OtherPlatforms(where, present(index));
      case PlatformContent.Absent(var answer) -> new Holding.Damaged(where, answer);
      case PlatformContent.Unusable(var why) -> new Holding.Damaged(where, why);
      case PlatformContent.NotTold(var reason, var supply) -> new Holding.Unknown(reason, supply);
    };
  }

  /** The platforms of an index whose manifests are here. */
  private SortedSet<Platform> present(Digest index) {
    return Indexes.platforms(store, index, digest -> store.size(digest).isPresent());
  }

  private Optional<String> blobFault(PlatformContent.Chosen chosen) {
    var found = new ArrayList<String>();
    for (Descriptor blob : chosen.blobs()) {
      OptionalLong size = store.size(blob.digest());
      if (isCorrupt(blob.digest())) {
        found.add(corrupt(blob.digest()));
      } else if (size.isEmpty()) {
        found.add(
            "%s (%,d bytes) of its manifest %s is not there."
                .formatted(blob.digest(), blob.size(), chosen.manifest().abbreviated()));
      } else if (size.getAsLong() != blob.size()) {
        found.add(
            "%s has %,d bytes, and its manifest %s says %,d."
                .formatted(
                    blob.digest(), size.getAsLong(), chosen.manifest().abbreviated(), blob.size()));
      }
    }
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            found.size() == 1
                ? found.getFirst()
                : "%s So do %d others fail.".formatted(found.getFirst(), found.size() - 1));
  }
}
