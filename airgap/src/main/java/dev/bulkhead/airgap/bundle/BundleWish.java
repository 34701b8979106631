package dev.bulkhead.airgap.bundle;

import dev.bulkhead.model.Platform;
import java.util.List;

/**
 * What of each image is to be carried.
 *
 * @param platforms whose content; all of them where the list is empty
 * @param isRewriting whether an index is cut down to what is carried, which changes its digest
 * @param hasReferrers whether signatures and attestations travel, too
 */
public record BundleWish(List<Platform> platforms, boolean isRewriting, boolean hasReferrers) {
  public BundleWish {
    platforms = List.copyOf(platforms);
  }

  boolean isForAll() {
    return platforms.isEmpty();
  }
}
