package dev.bulkhead.admission;

/** How much hangs on a request. */
public enum Tier {
  /** The cluster dies, or cannot recover, without it. */
  VITAL,
  /** Workloads degrade without it. */
  DEGRADING,
  /** Noise. */
  NOISE
}
