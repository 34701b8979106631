package dev.bulkhead.airgap;

import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;

/**
 * What lies at one place behind the air gap: a bundle, several of them, a mirror, a node's store.
 * Safe for use by many threads.
 */
@FunctionalInterface
public interface Holdings {
  /** Nothing at all. */
  Holdings NONE = (_, _) -> new Holding.Absent();

  /** What is there of an image, for a node of that platform. */
  Holding of(ImageReference reference, Platform platform);

  /** These, and where they do not hold an image whole, the others. */
  default Holdings or(Holdings others) {
    return (reference, platform) -> {
      Holding own = of(reference, platform);
      if (own instanceof Holding.Held) {
        return own;
      }
      Holding other = others.of(reference, platform);
      return other instanceof Holding.Absent ? own : other;
    };
  }
}
