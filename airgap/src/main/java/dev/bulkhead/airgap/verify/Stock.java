package dev.bulkhead.airgap.verify;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.Platform;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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

  /**
   * One image.
   *
   * @param contents by platforms; none of a platform for which there is nothing
   */
  public record Item(SortedMap<Platform, Content> contents) {
    public Item {
      contents = Collections.unmodifiableSortedMap(new TreeMap<>(contents));
    }

    /** An image of which nothing is known, on any of the platforms; the reason is a sentence. */
    public static Item unknown(List<Platform> platforms, String reason) {
      var contents = new TreeMap<Platform, Content>();
      platforms.forEach(platform -> contents.put(platform, new Content.Unknown(reason)));
      return new Item(contents);
    }

    /** What of it a stock lacks that has the other item; all of it where that has none. */
    List<Content> beyond(@Nullable Item before) {
      return contents.entrySet().stream()
          .filter(
              one -> {
                Content old = before == null ? null : before.contents.get(one.getKey());
                return old == null || one.getValue().differsFrom(old);
              })
          .map(Map.Entry::getValue)
          .toList();
    }
  }

  /** What an image is made of for one platform. */
  public sealed interface Content {
    /**
     * It is known.
     *
     * @param blobs all of it: sizes in bytes by digests
     */
    record Known(Map<Digest, Long> blobs) implements Content {
      public Known {
        blobs = Map.copyOf(blobs);
      }
    }

    /**
     * It is not known.
     *
     * @param reason a full sentence
     * @param manifests the one that a lock file states for it; empty where nothing does
     */
    record Unknown(String reason, Set<Digest> manifests) implements Content {
      public Unknown {
        manifests = Set.copyOf(manifests);
      }

      /** Nothing is known of it at all. */
      public Unknown(String reason) {
        this(reason, Set.of());
      }
    }

    /**
     * A lock file lists the image and says nothing of the platform: nothing is there by it, and how
     * much would be needed is not known.
     *
     * @param reason a full sentence
     */
    record NotLocked(String reason) implements Content {}

    /** Whether something has to be carried where the other is there. */
    default boolean differsFrom(Content before) {
      return switch (this) {
        case Known(var now) ->
            switch (before) {
              case Known(var old) -> !old.keySet().containsAll(now.keySet());
              case Unknown(_, var old) -> !now.keySet().containsAll(old);
              case NotLocked _ -> true;
            };
        case Unknown(_, var now) ->
            switch (before) {
              case Known(var old) -> !old.keySet().containsAll(now);
              case Unknown(_, var old) -> !old.isEmpty() && !old.containsAll(now);
              case NotLocked _ -> true;
            };
        case NotLocked _ -> true;
      };
    }
  }

  /** All content of which it is known that it is there, each blob once. */
  public Map<Digest, Long> blobs() {
    var all = new HashMap<Digest, Long>();
    for (Item item : images.values()) {
      for (Content content : item.contents().values()) {
        if (content instanceof Content.Known(var blobs)) {
          all.putAll(blobs);
        }
      }
    }
    return Collections.unmodifiableMap(all);
  }
}
