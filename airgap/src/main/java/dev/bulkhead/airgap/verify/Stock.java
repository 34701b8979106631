package dev.bulkhead.airgap.verify;

import dev.bulkhead.model.Digest;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The images of a bundle, of a lock file, or of whatever sources ask for, with what they are made
 * of as far as that is known.
 *
 * @param name what a person calls it
 * @param images by their full names
 */
public record Stock(String name, SortedMap<String, Item> images) {
  public Stock {
    images = Collections.unmodifiableSortedMap(new TreeMap<>(images));
  }

  /** One image. */
  public sealed interface Item {
    /**
     * It is known what it is made of.
     *
     * @param blobs all of its content for the platforms that count: sizes in bytes by digests
     */
    record Known(Map<Digest, Long> blobs) implements Item {
      public Known {
        blobs = Map.copyOf(blobs);
      }
    }

    /**
     * It is not known.
     *
     * @param reason a full sentence
     * @param manifests those that a lock file states for it; empty where nothing does
     */
    record Unknown(String reason, Set<Digest> manifests) implements Item {
      public Unknown {
        manifests = Set.copyOf(manifests);
      }

      /** Nothing is known of it at all. */
      public Unknown(String reason) {
        this(reason, Set.of());
      }
    }

    /** Whether it is certainly other content than that of another item. */
    default boolean differsFrom(Item before) {
      return switch (this) {
        case Known(var now) ->
            switch (before) {
              case Known(var old) -> !old.keySet().containsAll(now.keySet());
              case Unknown(_, var old) -> !old.isEmpty() && Collections.disjoint(old, now.keySet());
            };
        case Unknown(_, var now) ->
            switch (before) {
              case Known(var old) -> !now.isEmpty() && Collections.disjoint(now, old.keySet());
              case Unknown(_, var old) -> !old.isEmpty() && !old.containsAll(now);
            };
      };
    }
  }

  /** All content of which it is known that it is there, each blob once. */
  public Map<Digest, Long> blobs() {
    var all = new HashMap<Digest, Long>();
    for (Item item : images.values()) {
      if (item instanceof Item.Known(var blobs)) {
        all.putAll(blobs);
      }
    }
    return Collections.unmodifiableMap(all);
  }
}
