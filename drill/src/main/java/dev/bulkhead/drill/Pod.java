package dev.bulkhead.drill;

import org.jspecify.annotations.Nullable;

/** A pod of a workload, from its creation to its end. */
final class Pod {
  final Workload workload;
  @Nullable Machine node;

  /** The only node that it may run on, for a daemon's pod. */
  @Nullable Machine pinned;

  boolean running;
  boolean ready;
  boolean terminating;
  boolean gone;

  Pod(Workload workload) {
    this.workload = workload;
  }

  /** Whether it answers. */
  boolean answers() {
    return running && node != null && node.up && !node.gone;
  }

  /** Whether its controller counts it. */
  boolean isActive() {
    return !gone && !terminating;
  }
}
