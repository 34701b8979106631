package dev.bulkhead.airgap.k0s.plan;

import java.util.Locale;

/** How a cluster's machines come to run another release. */
public enum Strategy {
  /** New controllers join and old ones leave, one by one; then workers are replaced so. */
  ROLLING,
  /**
   * All new controllers join beside the old ones, which then leave; then all new workers join
   * beside the old ones, which then leave. New workers wait for the old controllers to be gone,
   * since no kubelet may be newer than an API server that it can reach.
   */
  BLUE_GREEN,
  /** Each machine gets the new release where it is: controllers one by one, then workers. */
  IN_PLACE;

  /** Whether machines that are new come in place of those of today. */
  public boolean replacesMachines() {
    return this != IN_PLACE;
  }

  /** As on the command line: {@code blue-green}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
