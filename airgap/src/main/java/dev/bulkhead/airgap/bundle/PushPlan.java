package dev.bulkhead.airgap.bundle;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.registry.Descriptor;
import dev.bulkhead.registry.Manifest;
import dev.bulkhead.registry.http.Place;
import dev.bulkhead.registry.json.Json;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is pushed where.
 *
 * @param items in the order of the bundle
 * @param broken what cannot be pushed, since the bundle does not hold all of it
 */
public record PushPlan(List<Item> items, List<Pushed.One> broken) {
  public PushPlan {
    items = List.copyOf(items);
    broken = List.copyOf(broken);
  }

  /**
   * One image in one repository.
   *
   * @param bundled what is pushed; its root cut down where that was asked for
   * @param tag what it is called there; null for what is found by its digest alone
   * @param isRewritten whether its digest is another than in the bundle
   */
  public record Item(Bundled bundled, Place place, @Nullable String tag, boolean isRewritten) {
    /** Its full name there. */
    public String target() {
      return tag != null ? place + ":" + tag : place + "@" + bundled.root().digest();
    }
  }

  /**
   * A plan for all that a bundle holds.
   *
   * @param isRewriting whether indexes are cut down to what the bundle holds; never those that are
   *     found by their digest alone, for it would be another
   * @throws UserError if two different images would come to one name
   */
  public static PushPlan of(BundleContent bundle, Relocation relocation, boolean isRewriting) {
    var items = new ArrayList<Item>();
    for (Bundled image : bundle.images()) {
      ImageReference reference = reference(image.name());
      Bundled pushed = isRewriting && reference.digest() == null ? cut(image) : image;
      items.add(
          new Item(
              pushed,
              relocation.placeOf(reference),
              reference.digest() == null ? reference.effectiveTag() : null,
              !pushed.root().digest().equals(image.root().digest())));
    }
    requireNoCollision(items, relocation);
    return new PushPlan(
        items, bundle.broken().stream().map(one -> notWhole(one, relocation)).toList());
  }

  private static Pushed.One notWhole(BundleContent.Broken one, Relocation relocation) {
    ImageReference reference = reference(one.name());
    Place place = relocation.placeOf(reference);
    String target =
        reference.digest() == null
            ? place + ":" + reference.effectiveTag()
            : place + "@" + reference.digest();
    return new Pushed.One(
        one.name(),
        false,
        target,
        one.digest(),
        false,
        new Pushed.Fate.Damaged(
            one.cause(),
            "Make the bundle anew, or copy it anew: a digest tells the copies apart."));
  }

  private static ImageReference reference(String name) {
    return switch (ImageReference.read(name)) {
      case ImageReference.Reading.Valid(var reference) -> reference;
      case ImageReference.Reading.Invalid invalid ->
          throw new AssertionError("It was read before: " + invalid);
    };
  }

  private static void requireNoCollision(List<Item> items, Relocation relocation) {
    var byTarget = new LinkedHashMap<String, Item>();
    for (Item item : items) {
      Item other = byTarget.putIfAbsent(item.target(), item);
      if (other != null
          && !other.bundled().root().digest().equals(item.bundled().root().digest())) {
        throw new UserError(
            "%s and %s are different images and would both become %s."
                .formatted(other.bundled().name(), item.bundled().name(), item.target()),
            relocation.isKeepingHost()
                ? "Push them by two bundles to two places."
                : "Give --keep-host, so that each keeps its host as the first part of its path.");
      }
    }
  }

  /** The same with an index that lists only what is there. */
  private static Bundled cut(Bundled image) {
    if (image.absent().isEmpty()) {
      return image;
    }
    var absent = image.absent().stream().map(Descriptor::digest).collect(Collectors.toSet());
    Json index =
        read(image.root())
            .keeping(
                "manifests",
                child -> Digest.parse(child.text("digest")).filter(absent::contains).isEmpty());
    var root = Document.made(image.root().mediaType(), index.write());
    var documents = new ArrayList<>(image.documents());
    documents.removeLast();
    documents.add(root);
    return new Bundled(image.name(), image.isReferrer(), root, documents, image.blobs(), List.of());
  }

  /** Each blob with its size and the repositories that need it. */
  SequencedMap<Digest, Need> blobs() {
    var needs = new LinkedHashMap<Digest, Need>();
    for (Item item : items) {
      for (Descriptor blob : item.bundled().blobs()) {
        needs
            .computeIfAbsent(
                blob.digest(), digest -> new Need(digest, blob.size(), new LinkedHashSet<>()))
            .places()
            .add(item.place());
      }
    }
    return needs;
  }

  /** A blob, and where it must be. */
  record Need(Digest digest, long size, SequencedSet<Place> places) {}

  /** What a manifest refers to, if it refers to another. */
  static Optional<Digest> subject(Document document) {
    try {
      return Digest.parse(Json.object(document.json()).member("subject").text("digest"));
    } catch (IOException malformed) {
      return Optional.empty();
    }
  }

  /** How a referrer is listed in an index of such. */
  static Map<String, Object> listed(Document referrer) {
    Json manifest = read(referrer);
    var descriptor = new LinkedHashMap<String, Object>();
    descriptor.put("mediaType", referrer.mediaType());
    descriptor.put("digest", referrer.digest().toString());
    descriptor.put("size", referrer.bytes().length);
    String type = manifest.text("artifactType");
    String config = manifest.member("config").text("mediaType");
    descriptor.put("artifactType", type.isEmpty() ? config : type);
    if (!manifest.textMap("annotations").isEmpty()) {
      descriptor.put("annotations", manifest.textMap("annotations"));
    }
    return descriptor;
  }

  private static Json read(Document document) {
    try {
      return Json.object(document.json());
    } catch (IOException malformed) {
      throw new AssertionError("It was read before.", malformed);
    }
  }

  /** The platforms that an index lists and the bundle leaves out, for messages. */
  static String absentPlatforms(Bundled image) {
    String platforms =
        image.absent().stream()
            .filter(child -> child.platform() != null && !child.isAttestation())
            .map(child -> String.valueOf(child.platform()))
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    return platforms.isEmpty() ? "some of its manifests" : platforms;
  }

  /** An index without entries, for a registry that keeps no list of referrers. */
  static Map<String, Object> emptyIndex() {
    var index = new LinkedHashMap<String, Object>();
    index.put("schemaVersion", 2);
    index.put("mediaType", Manifest.OCI_INDEX);
    return index;
  }
}
