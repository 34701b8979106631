package dev.bulkhead.registry;

import dev.bulkhead.registry.RegistryStore.Listing;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * What several places that stand for one repository tell of its tags, put together: a mirror may
 * list only what it has been asked for, so none speaks for the others but the origin, which is
 * asked last.
 */
final class ToldTags {
  private final SequencedSet<String> names = new LinkedHashSet<>();
  private final List<String> where = new ArrayList<>();
  private final List<String> gaps = new ArrayList<>();
  private @Nullable TagLookup untold;

  /** Adds what the next place says. */
  void add(RegistryStore store, boolean isOrigin) {
    if (isOrigin) {
      gaps.clear();
    }
    switch (store.listing()) {
      case Listing.Told(var tags) -> {
        where.add(store.where());
        names.addAll(tags.names());
        if (!tags.isWhole()) {
          gaps.add("%s did not tell all of its tags.".formatted(store.where()));
        }
      }
      case Listing.NoRepository(var answer) -> {
        if (isOrigin || untold == null) {
          untold = new TagLookup.NoRepository(store.where(), answer);
        }
      }
      case Listing.NotTold(var reason, var supply) -> {
        untold = new TagLookup.Unavailable(reason, supply);
        gaps.add(reason);
      }
    }
  }

  /** What it all comes to. */
  TagLookup lookup() {
    return where.isEmpty() && untold != null ? untold : new TagLookup.Listed(where, names(), gaps);
  }

  private List<String> names() {
    return List.copyOf(names);
  }
}
