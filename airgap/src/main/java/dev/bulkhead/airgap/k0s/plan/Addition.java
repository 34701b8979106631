package dev.bulkhead.airgap.k0s.plan;

import java.util.List;

/**
 * Images that machines lack, and where they could come from.
 *
 * @param nodes the machines
 * @param path the bundle that holds them, as it was named; empty where none of those named does
 * @param images in the order of their names
 */
public record Addition(NodeGroup nodes, String path, List<String> images) {
  public Addition {
    images = List.copyOf(images);
  }

  /** Whether one of the bundles that were named holds them. */
  public boolean isAtHand() {
    return !path.isEmpty();
  }
}
