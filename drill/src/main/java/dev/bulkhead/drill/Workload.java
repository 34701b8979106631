package dev.bulkhead.drill;

import java.util.LinkedHashSet;
import java.util.SequencedSet;

/** Pods that are alike, and who sees to their number. */
final class Workload {
  final Kind kind;
  final Space space;
  final String name;
  final int replicas;
  final Shape shape;

  /** Whether a source shows it. */
  final boolean shown;

  final SequencedSet<Pod> pods = new LinkedHashSet<>();
  final Backoff creation = Backoff.ofController();
  boolean creating;
  private int active;

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

  /** A pod more. */
  Pod add() {
    var pod = new Pod(this);
    pods.add(pod);
    active++;
    return pod;
  }

  /** A pod is deleted: it ends, and its controller counts it no more. */
  void retire(Pod pod) {
    if (pod.isActive()) {
      active--;
    }
    pod.terminating = true;
  }

  /** A pod is no more. */
  void remove(Pod pod) {
    retire(pod);
    pod.gone = true;
    pod.ready = false;
    pod.running = false;
    pods.remove(pod);
  }

  /** How many pods its controller counts. */
  int active() {
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
