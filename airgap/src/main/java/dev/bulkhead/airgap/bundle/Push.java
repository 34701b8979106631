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
  private final Setbacks setbacks = new Setbacks();
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
   * Pushes all that can be pushed: what one image comes to grief on keeps no other from it. Where
   * the registry itself cannot be reached any more, the rest is left.
   */
  public Pushed run(PushPlan plan) throws IOException {
    Map<Item, Fate> fates = new ConcurrentHashMap<>();
    Fate rest = new Fate.Arrived();
    try {
      carry(plan, fates);
    } catch (RegistryTrouble ending) {
      rest = Setbacks.fate(ending);
    }
    var images = new ArrayList<Pushed.One>();
    for (Item item : plan.items()) {
      images.add(one(item, fates.getOrDefault(item, rest)));
    }
    images.addAll(plan.broken());
    return new Pushed(images, sent, mounted, present);
  }

  private void carry(PushPlan plan, Map<Item, Fate> fates) throws IOException {
    List<Need> needs = List.copyOf(plan.blobs().values());
    meter.expect(needs.stream().mapToLong(need -> need.size() * need.places().size()).sum());
    fanning.each(needs, this::bring);
    fanning.each(images(plan, false), item -> fates.put(item, put(item)));
    fanning.each(images(plan, true), item -> fates.put(item, put(item)));
    var lists = new ReferrerLists(registry);
    for (Item item : images(plan, true)) {
      if (!(fates.get(item) instanceof Fate.Failed)) {
        list(item, lists).ifPresent(failed -> fates.put(item, failed));
      }
    }
  }

  private static List<Item> images(PushPlan plan, boolean isReferrer) {
    return plan.items().stream().filter(item -> item.bundled().isReferrer() == isReferrer).toList();
  }

  private static Pushed.One one(Item item, Fate fate) {
    return new Pushed.One(
        item.bundled().name(),
        item.bundled().isReferrer(),
        item.target(),
        item.bundled().root().digest(),
        item.isRewritten(),
        fate);
  }

  private Optional<Fate> list(Item item, ReferrerLists lists) throws RegistryTrouble {
    try {
      lists.add(item);
      return Optional.empty();
    } catch (RegistryTrouble trouble) {
      setbacks.note(item.place(), trouble);
      return Optional.of(Setbacks.fate(trouble));
    }
  }

  /** Sends a blob once, and has the registry take it from there into the other repositories. */
  private void bring(Need need) throws RegistryTrouble {
    @Nullable Place donor = null;
    var missing = new ArrayList<Place>();
    for (Place place : need.places()) {
      switch (attempt(need, place, () -> holds(need, place))) {
        case Brought.THERE -> donor = place;
        case Brought.NOT -> missing.add(place);
        case Brought.FAILED -> {}
      }
    }
    for (Place place : missing) {
      @Nullable Place from = donor;
      if (attempt(need, place, () -> send(need, place, from)) == Brought.THERE) {
        donor = place;
      }
    }
  }

  /** How far a blob has come in a repository. */
  private enum Brought {
    THERE,
    NOT,
    FAILED
  }

  /** Something that a registry may not do. */
  @FunctionalInterface
  private interface Step {
    Brought take() throws RegistryTrouble;
  }

  private Brought attempt(Need need, Place place, Step step) throws RegistryTrouble {
    if (setbacks.isClosed(place, need.digest())) {
      return Brought.FAILED;
    }
    try {
      return step.take();
    } catch (RegistryTrouble trouble) {
      setbacks.note(place, need.digest(), trouble);
      return Brought.FAILED;
    }
  }

  private Brought holds(Need need, Place place) throws RegistryTrouble {
    if (!registry.holds(place, need.digest(), need.size())) {
      return Brought.NOT;
    }
    count(null, need.size());
    return Brought.THERE;
  }

  private Brought send(Need need, Place place, @Nullable Place from) throws RegistryTrouble {
    Way way = registry.bring(place, need.digest(), need.size(), () -> open(need), from);
    if (!registry.holds(place, need.digest(), need.size())) {
      throw new RegistryTrouble(
          RegistryTrouble.Kind.STATUS,
          "%s took blob %s into %s, and does not have it now."
              .formatted(place.registry(), need.digest(), place.repository()),
          "Look into the log of %s, and push again.".formatted(place.registry()));
    }
    count(way, need.size());
    return Brought.THERE;
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
    Optional<Fate> failed = setbacks.of(item);
    if (failed.isPresent()) {
      return failed.get();
    }
    Bundled image = item.bundled();
    var put = new Put(item.place());
    try {
      for (Document document : image.documents()) {
        put.under(document.digest().toString(), document);
      }
      if (item.tag() != null) {
        put.under(item.tag(), image.root());
      }
      return put.fate();
    } catch (RegistryTrouble trouble) {
      setbacks.note(item.place(), trouble);
      return trouble.kind() == RegistryTrouble.Kind.STATUS && !image.absent().isEmpty()
          ? sparse(item, trouble)
          : Setbacks.fate(trouble);
    }
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

  /** One image's documents on their way into a repository. */
  private final class Put {
    private final Place place;
    private boolean isNew;
    private @Nullable Digest replaced;

    Put(Place place) {
      this.place = place;
    }

    /** Puts a document under a name unless it is there; and makes sure that it then is. */
    void under(String name, Document document) throws RegistryTrouble {
      Optional<Digest> before = at(name);
      if (before.equals(Optional.of(document.digest()))) {
        return;
      }
      registry.put(place, name, document.mediaType(), document.bytes());
      if (!at(name).equals(Optional.of(document.digest()))) {
        throw new RegistryTrouble(
            RegistryTrouble.Kind.STATUS,
            "%s took %s into %s, and has other content under that name now."
                .formatted(place.registry(), name, place.repository()),
            "Check whether somebody else pushes there, and push again.");
      }
      isNew = true;
      replaced = before.orElse(replaced);
    }

    private Optional<Digest> at(String name) throws RegistryTrouble {
      return registry.manifest(place, name).map(VerifiedBlob::sha256);
    }

    Fate fate() {
      if (replaced != null) {
        return new Fate.Replaced(replaced);
      }
      return isNew ? new Fate.Arrived() : new Fate.WasThere();
    }
  }
}
