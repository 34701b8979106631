package dev.bulkhead.airgap.k0s;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of one release of k0s.
 *
 * @param images its default images
 */
public record K0sRelease(K0sVersion version, Map<ImageKey, NamedVersion> images, Traits traits) {
  public K0sRelease {
    images = Collections.unmodifiableMap(new EnumMap<>(images));
  }

  /** The default image of a key; empty where the release has no such key. */
  public Optional<NamedVersion> defaultOf(ImageKey key) {
    return Optional.ofNullable(images.get(key));
  }
}
