package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was read of layers, for all images of a run: each layer is read once, by whoever
 * asks first, and only a few at a time. Indexes give way when memory runs short and are read again
 * when needed.
 */
public final class Layers {
  private final LayerLimits limits;
  private final Semaphore readers =
      new Semaphore(Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 4));

  /** One layer of very many entries is read at a time: it takes a good part of a small heap. */
  private final Semaphore large = new Semaphore(1);

  private final Map<Key, Slot> slots = new ConcurrentHashMap<>();

  private final @Nullable LayerCache cache;

  private Layers(LayerLimits limits, @Nullable LayerCache cache) {
    this.limits = limits;
    this.cache = cache;
  }

  /** Remembers what it has read for later runs. */
  public static Layers cachedIn(LayerCache cache) {
    return new Layers(LayerLimits.DEFAULT, cache);
  }

  /** Reads layers anew in each run. */
  public static Layers uncached() {
    return new Layers(LayerLimits.DEFAULT, null);
  }

  /** Reads layers anew in each run, within other limits. */
  public static Layers uncached(LayerLimits limits) {
    return new Layers(limits, null);
  }

  private record Key(Digest blob, Digest diffId) {}

  private static Key key(LayerSource source) {
    return new Key(source.digest(), source.diffId());
  }

  /** What became of one layer; also the lock under which it is read. */
  private static final class Slot {
    private SoftReference<LayerIndex> index = new SoftReference<>(null);
    private @Nullable IOException failure;
  }

  /**
   * A layer's index.
   *
   * @throws IOException with a full sentence where the layer cannot be read; then always the same
   */
  LayerIndex index(LayerSource source) throws IOException {
    Slot slot = slots.computeIfAbsent(key(source), _ -> new Slot());
    synchronized (slot) {
      if (slot.failure != null) {
        throw slot.failure;
      }
      LayerIndex known = slot.index.get();
      if (known != null) {
        return known;
      }
      try {
        LayerIndex index = read(source);
        slot.index = new SoftReference<>(index);
        return index;
      } catch (IOException failure) {
        slot.failure = failure;
        throw failure;
      }
    }
  }

  /** Begins to read a layer that is about to be asked for. */
  void readAhead(LayerSource source) {
    if (slots.containsKey(key(source))) {
      return;
    }
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                var _ = index(source);
              } catch (IOException told) {
                // Whoever asks for the layer is told the same.
              }
            });
  }

  private LayerIndex read(LayerSource source) throws IOException {
    readers.acquireUninterruptibly();
    try {
      Optional<LayerIndex> known = cache == null ? Optional.empty() : cache.get(source);
      if (known.isPresent()) {
        return known.get();
      }
      LayerIndex index = LayerReader.read(source, limits, large);
      if (cache != null) {
        cache.put(source, index);
      }
      return index;
    } finally {
      readers.release();
    }
  }
}
