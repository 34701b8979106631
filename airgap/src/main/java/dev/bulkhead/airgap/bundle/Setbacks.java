package dev.bulkhead.airgap.bundle;

import dev.bulkhead.airgap.bundle.PushPlan.Item;
import dev.bulkhead.airgap.bundle.Pushed.Fate;
import dev.bulkhead.model.Digest;
import dev.bulkhead.registry.Descriptor;
import dev.bulkhead.registry.http.Place;
import dev.bulkhead.registry.http.RegistryTrouble;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a push could not bring, and why: single blobs, and repositories that let nobody in. Safe for
 * use by many threads.
 */
final class Setbacks {
  private final Map<At, RegistryTrouble> blobs = new ConcurrentHashMap<>();
  private final Map<Place, RegistryTrouble> places = new ConcurrentHashMap<>();

  /** A blob in a repository. */
  private record At(Place place, Digest digest) {}

  /**
   * Notes why a blob could not be brought.
   *
   * @throws RegistryTrouble the same, where nothing else would come through either
   */
  void note(Place place, Digest blob, RegistryTrouble trouble) throws RegistryTrouble {
    note(place, trouble);
    blobs.put(new At(place, blob), trouble);
  }

  /**
   * Notes what became of a request to a repository.
   *
   * @throws RegistryTrouble the same, where nothing else would come through either
   */
  void note(Place place, RegistryTrouble trouble) throws RegistryTrouble {
    switch (trouble.kind()) {
      case NAME, CONNECTION, TLS, TIMEOUT, LIMIT, INTERRUPTED -> throw trouble;
      case DENIED, TOKEN -> places.putIfAbsent(place, trouble);
      case BROKEN, TOO_LARGE, REDIRECT, SOURCE, STATUS -> {}
    }
  }

  /** Whether asking for that blob there again would come to nothing. */
  boolean isClosed(Place place, Digest blob) {
    return places.containsKey(place) || blobs.containsKey(new At(place, blob));
  }

  /** What keeps an image from being there; empty while nothing does. */
  Optional<Fate> of(Item item) {
    RegistryTrouble closed = places.get(item.place());
    if (closed != null) {
      return Optional.of(fate(closed));
    }
    return item.bundled().blobs().stream()
        .map(Descriptor::digest)
        .flatMap(digest -> Optional.ofNullable(blobs.get(new At(item.place(), digest))).stream())
        .map(Setbacks::fate)
        .findFirst();
  }

  /** What a trouble means for an image. */
  static Fate fate(RegistryTrouble trouble) {
    String cause = trouble.reason();
    String remedy = remedy(trouble);
    return switch (trouble.kind()) {
      case SOURCE -> new Fate.Damaged(cause, remedy);
      case STATUS, DENIED -> new Fate.Refused(cause, remedy);
      case NAME, CONNECTION, TLS, TIMEOUT, BROKEN, TOO_LARGE, REDIRECT, TOKEN, LIMIT, INTERRUPTED ->
          new Fate.Unreached(cause, remedy);
    };
  }

  /** What helps: a copy by --images, which helps those who read, is none here. */
  static String remedy(RegistryTrouble trouble) {
    return trouble.supply().contains("--images")
        ? "Make sure that the registry answers, and run the same command again: what arrived is"
            + " there."
        : trouble.supply();
  }
}
