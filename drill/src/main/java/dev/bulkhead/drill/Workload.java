package dev.bulkhead.drill;

import java.util.ArrayList;
import java.util.List;

/** Pods that are alike, and who sees to their number. */
final class Workload {
  final Kind kind;
  final Space space;
  final String name;
  final int replicas;
  final Shape shape;

  /** Whether a source shows it. */
  final boolean shown;

  final List<Pod> pods = new ArrayList<>();
  final Backoff creation = Backoff.ofController();
  boolean creating;

  /** Until then its containers exit as soon as they are started. */
  long heldUntil;

  Workload(Kind kind, Space space, String name, int replicas, Shape shape, boolean shown) {
    this.kind = kind;
    this.space = space;
    this.name = name;
    this.replicas = replicas;
    this.shape = shape;
    this.shown = shown;
  }

  /** What kind of controller it has. */
  enum Kind {
    DEPLOYMENT,
    STATEFUL_SET,
    DAEMON_SET
  }

  boolean isDaemon() {
    return kind == Kind.DAEMON_SET;
  }

  int active() {
    int active = 0;
    for (Pod pod : pods) {
      active += pod.isActive() ? 1 : 0;
    }
    return active;
  }

  int ready() {
    int ready = 0;
    for (Pod pod : pods) {
      ready += pod.ready && pod.isActive() ? 1 : 0;
    }
    return ready;
  }

  /** {@code capsule-system/capsule}. */
  @Override
  public String toString() {
    return space + "/" + name;
  }
}
