package dev.bulkhead.airgap.bundle;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.ContentStore.ManifestAnswer;
import dev.bulkhead.registry.Descriptor;
import dev.bulkhead.registry.HashedArchive;
import dev.bulkhead.registry.LocalStore;
import dev.bulkhead.registry.Manifest;
import dev.bulkhead.registry.json.Json;
import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a bundle holds, read where it lies. */
public final class BundleContent {
  private static final int MAX_DEPTH = 8;

  private final LocalStore store;
  private final List<Bundled> images;
  private final List<Broken> broken;
  private final List<String> notes;

  private BundleContent(
      LocalStore store, List<Bundled> images, List<Broken> broken, List<String> notes) {
    this.store = store;
    this.images = List.copyOf(images);
    this.broken = List.copyOf(broken);
    this.notes = List.copyOf(notes);
  }

  /**
   * An image that a bundle lists and does not hold as a whole.
   *
   * @param digest of what its name stands for
   * @param cause a full sentence
   */
  public record Broken(String name, Digest digest, String cause) {}

  /**
   * Reads what a bundle lists; no blob is read yet.
   *
   * @throws UserError if it is no bundle, is compressed as a whole, or lists no image
   */
  public static BundleContent open(Path file) {
    requirePlain(file);
    LocalStore store = LocalStore.openAsImported(file);
    var images = new LinkedHashMap<String, Bundled>();
    var broken = new ArrayList<Broken>();
    var notes = new ArrayList<String>();
    for (LocalStore.Listed listed : store.listed()) {
      Optional<String> name = nameOf(listed);
      if (name.isEmpty()) {
        notes.add(
            "%s has no full name in %s, and is left out."
                .formatted(listed.descriptor().digest(), file));
        continue;
      }
      try {
        Bundled image = new Reading(store).read(listed, name.get());
        @Nullable Bundled first = images.put(image.name(), image);
        if (first != null && !first.root().digest().equals(image.root().digest())) {
          notes.add(
              "%s stands in %s twice, as %s and as %s; the second is pushed, as it is what an import leaves."
                  .formatted(image.name(), file, first.root().digest(), image.root().digest()));
        }
      } catch (IOException incomplete) {
        broken.add(
            new Broken(
                name.get(),
                listed.descriptor().digest(),
                "%s in %s is not whole: %s".formatted(name.get(), file, incomplete.getMessage())));
      }
    }
    if (images.isEmpty() && broken.isEmpty()) {
      throw new UserError(
          "%s holds no image with a full name.".formatted(file),
          "Name a bundle that bulkhead airgap bundle has written.");
    }
    return new BundleContent(store, List.copyOf(images.values()), broken, notes);
  }

  private static void requirePlain(Path file) {
    try {
      var wrapping =
          Files.isRegularFile(file) ? HashedArchive.wrapping(file) : HashedArchive.Wrapping.NONE;
      if (wrapping != HashedArchive.Wrapping.NONE) {
        throw new UserError(
            "%s is compressed as a whole with %s, and a bundle is a plain tar: containerd imports no other."
                .formatted(file, wrapping.title()),
            wrapping.remedy(file));
      }
    } catch (IOException unreadable) {
      throw new UserError(
          null,
          "%s cannot be read: %s.".formatted(file, IoReason.of(unreadable)),
          "Check the file and its permissions.",
          unreadable);
    }
  }

  private static Optional<String> nameOf(LocalStore.Listed listed) {
    String referrer = listed.descriptor().annotation(BundleForm.REFERRER_NAME);
    if (ImageReference.read(referrer) instanceof ImageReference.Reading.Valid) {
      return Optional.of(referrer);
    }
    return listed.names().stream()
        .filter(name -> name.contains("/"))
        .filter(name -> ImageReference.read(name) instanceof ImageReference.Reading.Valid)
        .findFirst();
  }

  /** The images, and what refers to them, in the order in which they are listed. */
  public List<Bundled> images() {
    return images;
  }

  /** The images that cannot be read, in the order in which they are listed. */
  public List<Broken> broken() {
    return broken;
  }

  /** What was left aside, a full sentence each. */
  public List<String> notes() {
    return notes;
  }

  /** Where blobs are read. */
  LocalStore store() {
    return store;
  }

  /** The reading of one listed image. */
  private static final class Reading {
    private final LocalStore store;
    private final Set<Platform> carried = new HashSet<>();
    private final Map<Digest, Document> documents = new LinkedHashMap<>();
    private final Map<Digest, Descriptor> blobs = new LinkedHashMap<>();
    private final Map<Digest, Descriptor> absent = new LinkedHashMap<>();

    Reading(LocalStore store) {
      this.store = store;
    }

    Bundled read(LocalStore.Listed listed, String name) throws IOException {
      boolean isReferrer = !listed.descriptor().annotation(BundleForm.REFERRER_NAME).isEmpty();
      for (String text : listed.descriptor().annotation(BundleForm.PLATFORMS).split(", ", -1)) {
        Platform.parse(text).ifPresent(carried::add);
      }
      Document root = walk(listed.descriptor(), 0);
      return new Bundled(
          name,
          isReferrer,
          root,
          List.copyOf(documents.values()),
          List.copyOf(blobs.values()),
          List.copyOf(absent.values()));
    }

    private Document walk(Descriptor descriptor, int depth) throws IOException {
      if (depth > MAX_DEPTH) {
        throw new IOException("Its indexes are nested more than %d deep.".formatted(MAX_DEPTH));
      }
      Document document = document(descriptor);
      switch (Manifest.read(document.mediaType(), document.json())) {
        case Manifest.Index(var children) -> {
          for (Descriptor child : children) {
            if (isLeftOut(child)) {
              absent.put(child.digest(), child);
            } else if (!documents.containsKey(child.digest())) {
              walk(child, depth + 1);
            }
          }
        }
        case Manifest.Single single -> {
          add(single.config());
          for (Descriptor layer : single.layers()) {
            add(layer);
          }
        }
        case Manifest.Schema1(), Manifest.Unrecognised _ ->
            throw new IOException("%s is no manifest.".formatted(descriptor.digest()));
      }
      documents.put(document.digest(), document);
      return document;
    }

    /**
     * Whether the bundle says that it does not hold it, or no more than its manifest. Where it says
     * nothing, whatever is not there was left out.
     */
    private boolean isLeftOut(Descriptor child) {
      if (carried.isEmpty() || child.isAttestation()) {
        return store.size(child.digest()).isEmpty();
      }
      return child.platform() != null && !carried.contains(child.platform());
    }

    private Document document(Descriptor descriptor) throws IOException {
      return switch (store.manifest(descriptor.digest().toString())) {
        case ManifestAnswer.Content content -> {
          String stated = Descriptor.normal(Json.object(content.json()).text("mediaType"));
          String type = stated.isEmpty() ? descriptor.mediaType() : stated;
          yield new Document(
              type.isEmpty() ? Descriptor.normal(content.mediaType()) : type,
              content.digest(),
              content.json());
        }
        case ManifestAnswer.NotFound(var answer, _) -> throw new IOException(answer);
        case ManifestAnswer.NotTold(var reason, _) -> throw new IOException(reason);
      };
    }

    private void add(Descriptor blob) throws IOException {
      var size = store.size(blob.digest());
      if (size.isEmpty()) {
        throw new IOException("Blob %s is not in it.".formatted(blob.digest()));
      }
      if (size.getAsLong() != blob.size()) {
        throw new IOException(
            "Blob %s has %,d bytes there, and %,d by its manifest."
                .formatted(blob.digest(), size.getAsLong(), blob.size()));
      }
      blobs.put(blob.digest(), blob);
    }
  }
}
