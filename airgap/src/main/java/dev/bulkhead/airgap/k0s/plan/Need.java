package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.airgap.k0s.ComponentImage;
import dev.bulkhead.airgap.k0s.ImageKey;
import dev.bulkhead.airgap.k0s.K0sVersion;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An image that a machine is asked to run at a step.
 *
 * @param askers the releases of the controllers that ask for it: of those that may lead, or of
 *     those that write the machine's worker configuration
 */
public record Need(ComponentImage component, SortedSet<K0sVersion> askers) {
  public Need {
    askers = Collections.unmodifiableSortedSet(new TreeSet<>(askers));
  }

  /** Where the settings name it. */
  public ImageKey key() {
    return component.key();
  }

  /** What is pulled. */
  public String image() {
    return component.image().toString();
  }

  /** Who asks for it, as a clause: {@code asked for while a controller of v1.29.6+k0s.0 leads}. */
  public String asked() {
    String versions = String.join(" or ", askers.stream().map(K0sVersion::toString).toList());
    return switch (component.applied()) {
      case BY_LEADER -> "asked for while a controller of %s leads".formatted(versions);
      case BY_WORKER_CONFIG ->
          "named by the worker configuration that a controller of %s writes".formatted(versions);
    };
  }
}
