package dev.bulkhead.airgap.k0s.plan;

import java.util.Locale;

/** What k0s is on a machine. */
public enum Role {
  /** It runs the control plane, and workloads only where that is asked for. */
  CONTROLLER,
  /** It runs workloads. */
  WORKER;

  /** {@code controller}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
