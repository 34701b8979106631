package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.airgap.k0s.K0sRelease;

/**
 * Machines at a step of an upgrade.
 *
 * @param release what k0s is on them
 */
public record Member(NodeGroup nodes, K0sRelease release) {
  /** Whether they run the control plane. */
  boolean isController() {
    return nodes.role() == Role.CONTROLLER;
  }
}
