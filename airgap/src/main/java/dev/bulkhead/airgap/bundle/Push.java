package dev.bulkhead.airgap.bundle;

import dev.bulkhead.airgap.bundle.PushPlan.Item;
import dev.bulkhead.airgap.bundle.PushPlan.Need;
import dev.bulkhead.airgap.bundle.Pushed.Count;
import dev.bulkhead.airgap.bundle.Pushed.Fate;
import dev.bulkhead.model.Digest;
import dev.bulkhead.registry.LocalStore;
import dev.bulkhead.registry.VerifiedBlob;
import dev.bulkhead.registry.http.Place;
import dev.bulkhead.registry.http.RegistryTrouble;
import dev.bulkhead.registry.http.RegistryUploads;
import dev.bulkhead.registry.http.RegistryUploads.Way;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings a bundle into a registry: blobs that are missing, then manifests, children before parents;
 * and looks afterwards whether all of it is there. Serves one push.
 */
public final class Push {
  private static final int AT_ONCE = 6;

  private final LocalStore bundle;
  private final RegistryUploads registry;
  private final Meter meter;
  private final Fanning fanning = new Fanning(AT_ONCE);
  private Count sent = new Count(0, 0);
  private Count mounted = new Count(0, 0);
  private Count present = new Count(0, 0);

  /** A push of what that bundle holds. */
  public Push(BundleContent bundle, RegistryUploads registry, Meter meter) {
    this.bundle = bundle.store();
    this.registry = registry;
    this.meter = meter;
  }

  /**
   * Pushes all of it. What one image comes to grief on keeps no other from being pushed.
   *
   * @throws IOException with a full sentence where blobs cannot be brought there
   */
  public Pushed run(PushPlan plan) throws IOException {
    List<Need> needs = List.copyOf(plan.blobs().values());
    meter.expect(needs.stream().mapToLong(need -> need.size() * need.places().size()).sum());
    fanning.each(needs, this::bring);
    Map<Item, Fate> fates = new ConcurrentHashMap<>();
    fanning.each(images(plan, false), item -> fates.put(item, put(item)));
    fanning.each(images(plan, true), item -> fates.put(item, put(item)));
    var lists = new ReferrerLists(registry);
    for (Item item : images(plan, true)) {
      if (!(fates.get(item) instanceof Fate.Refused)) {
        lists.add(item);
      }
    }
    return new Pushed(
        plan.items().stream().map(item -> one(item, fates)).toList(), sent, mounted, present);
  }

  private static List<Item> images(PushPlan plan, boolean isReferrer) {
    return plan.items().stream().filter(item -> item.bundled().isReferrer() == isReferrer).toList();
  }

  private static Pushed.One one(Item item, Map<Item, Fate> fates) {
    return new Pushed.One(
        item.bundled().name(),
        item.bundled().isReferrer(),
        item.target(),
        item.bundled().root().digest(),
        item.isRewritten(),
        fates.getOrDefault(item, new Fate.Arrived()));
  }

  /** Sends a blob once, and has the registry take it from there into the other repositories. */
  private void bring(Need need) throws IOException {
    @Nullable Place donor = null;
    var missing = new ArrayList<Place>();
    for (Place place : need.places()) {
      if (registry.holds(place, need.digest(), need.size())) {
        donor = place;
        count(null, need.size());
      } else {
        missing.add(place);
      }
    }
    for (Place place : missing) {
      Way way = registry.bring(place, need.digest(), need.size(), () -> open(need), donor);
      if (!registry.holds(place, need.digest(), need.size())) {
        throw new IOException(
            "%s took blob %s into %s, and does not have it now."
                .formatted(place.registry(), need.digest(), place.repository()));
      }
      donor = place;
      count(way, need.size());
    }
  }

  private InputStream open(Need need) throws IOException {
    return new VerifiedBlob(bundle.blob(need.digest(), need.size()), need.digest(), need.size());
  }

  /** Counts a blob by how it came; null for one that was there. */
  private synchronized void count(@Nullable Way way, long size) {
    switch (way) {
      case null -> present = present.plus(size);
      case SENT -> sent = sent.plus(size);
      case MOUNTED -> mounted = mounted.plus(size);
    }
    meter.moved(size);
  }

  private Fate put(Item item) throws RegistryTrouble {
    Bundled image = item.bundled();
    var names = new LinkedHashSet<String>();
    names.add(image.root().digest().toString());
    Optional.ofNullable(item.tag()).ifPresent(names::add);
    boolean isNew = false;
    try {
      for (Document document : image.documents()) {
        if (!document.digest().equals(image.root().digest())) {
          isNew |= put(item.place(), document.digest().toString(), document);
        }
      }
      for (String name : names) {
        isNew |= put(item.place(), name, image.root());
      }
    } catch (RegistryTrouble refused) {
      if (refused.kind() != RegistryTrouble.Kind.STATUS) {
        throw refused;
      }
      return image.absent().isEmpty()
          ? new Fate.Refused(refused.reason(), remedy(refused))
          : sparse(item, refused);
    }
    return isNew ? new Fate.Arrived() : new Fate.WasThere();
  }

  /** A registry may want all that an index lists; Docker's does. */
  private static Fate sparse(Item item, RegistryTrouble refused) {
    return new Fate.Refused(
        "%s The index lists %s, which the bundle leaves out, and this registry takes no index whose"
                .formatted(refused.reason(), PushPlan.absentPlatforms(item.bundled()))
            + " manifests it does not have.",
        item.tag() == null
            ? "Bundle with --platform all: what is asked for by its digest cannot be cut down."
            : "Push with --rewrite-indexes, which changes the index's digest, or bundle with"
                + " --platform all.");
  }

  /** What helps: a copy by --images, which helps those who read, is none here. */
  public static String remedy(RegistryTrouble trouble) {
    return trouble.supply().contains("--images")
        ? "Make sure that the registry answers, and run the same command again: what arrived is"
            + " there."
        : trouble.supply();
  }

  /** Puts a document under a name unless it is there; and makes sure that it then is. */
  private boolean put(Place place, String name, Document document) throws RegistryTrouble {
    if (isThere(place, name, document.digest())) {
      return false;
    }
    registry.put(place, name, document.mediaType(), document.bytes());
    if (!isThere(place, name, document.digest())) {
      throw new RegistryTrouble(
          RegistryTrouble.Kind.STATUS,
          "%s took %s into %s, and has other content under that name now."
              .formatted(place.registry(), name, place.repository()),
          "Check whether somebody else pushes there, and push again.");
    }
    return true;
  }

  private boolean isThere(Place place, String name, Digest digest) throws RegistryTrouble {
    return registry
        .manifest(place, name)
        .map(VerifiedBlob::sha256)
        .filter(digest::equals)
        .isPresent();
  }
}
