package dev.bulkhead.model;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Values by field name, in the order in which they were written; never changed once built.
 *
 * <p>Manifests are made of very many very small mappings, and a general map costs several times
 * what these hold.
 *
 * @param <V> what stands under a name
 */
public final class Fields<V> extends AbstractMap<String, V> implements SequencedMap<String, V> {
  /** Up to here, looking at one name after the other is as fast as hashing. */
  private static final int MOST_UNINDEXED = 8;

  private static final Object[] NOTHING = {};

  /** Names at even places, each followed by its value. */
  private final Object[] content;

  private final @Nullable Map<String, Integer> index;

  private Fields(Object[] content, @Nullable Map<String, Integer> index) {
    this.content = content;
    this.index = index;
  }

  /** The same names and values in the same order. */
  public static <V> Fields<V> copyOf(Map<String, V> map) {
    if (map instanceof Fields<V> fields) {
      return fields;
    }
    var builder = new Builder<V>();
    map.forEach(builder::put);
    return builder.build();
  }

  /** Takes fields in until they are complete. */
  public static final class Builder<V> {
    private Object[] content = NOTHING;
    private int used;
    private @Nullable Map<String, Integer> index;

    /**
     * Adds a field, or gives another value to one that is there, which keeps its place.
     *
     * @return the value that the field had before, null where there was no such field
     */
    public @Nullable V put(String name, V value) {
      int found = find(content, used, index, name);
      if (found >= 0) {
        V before = value(found);
        content[found + 1] = value;
        return before;
      }
      if (used == content.length) {
        content = Arrays.copyOf(content, Math.max(8, used * 2));
      }
      content[used] = name;
      content[used + 1] = value;
      used += 2;
      addToIndex(name);
      return null;
    }

    private void addToIndex(String name) {
      if (index != null) {
        index.put(name, used - 2);
      } else if (used > 2 * MOST_UNINDEXED) {
        index = new HashMap<>();
        for (int i = 0; i < used; i += 2) {
          index.put((String) content[i], i);
        }
      }
    }

    @SuppressWarnings("unchecked") // only values of this type are ever put after a name
    private V value(int place) {
      return (V) content[place + 1];
    }

    /** What was put so far; nothing may be put any more. */
    public Fields<V> build() {
      return new Fields<>(used == content.length ? content : Arrays.copyOf(content, used), index);
    }
  }

  private static int find(
      Object[] content, int used, @Nullable Map<String, Integer> index, @Nullable Object name) {
    if (index != null) {
      Integer place = index.get(name);
      return place == null ? -1 : place;
    }
    for (int i = 0; i < used; i += 2) {
      if (content[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  @SuppressWarnings("unchecked") // only values of this type are ever put after a name
  private V value(int place) {
    return (V) content[place + 1];
  }

  @Override
  public @Nullable V get(@Nullable Object name) {
    int found = find(content, content.length, index, name);
    return found < 0 ? null : value(found);
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return find(content, content.length, index, name) >= 0;
  }

  @Override
  public int size() {
    return content.length / 2;
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super V> action) {
    for (int i = 0; i < content.length; i += 2) {
      action.accept((String) content[i], value(i));
    }
  }

  @Override
  public SequencedMap<String, V> reversed() {
    return new LinkedHashMap<>(this).reversed();
  }

  @Override
  public Set<Entry<String, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return Fields.this.size();
      }

      @Override
      public Iterator<Entry<String, V>> iterator() {
        return new Entries();
      }
    };
  }

  private final class Entries implements Iterator<Entry<String, V>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < content.length;
    }

    @Override
    public Entry<String, V> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      var entry = new SimpleImmutableEntry<String, V>((String) content[next], value(next));
      next += 2;
      return entry;
    }
  }
}
