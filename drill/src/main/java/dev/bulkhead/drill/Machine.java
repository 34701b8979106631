package dev.bulkhead.drill;

import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Labels;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A node: the machine, its kubelet, and what the API server stores of it. */
final class Machine {
  /** Taints that controllers set and remove. */
  static final List<Taint> TRANSIENT =
      List.of(
          Taint.UNREACHABLE,
          Taint.UNREACHABLE_EVICTS,
          Taint.NOT_READY,
          Taint.NOT_READY_EVICTS,
          Taint.UNINITIALIZED);

  final String name;
  final Pool pool;
  final String zone;
  final Map<String, String> labels;

  /** What selectors of hooks may look at, the same for all nodes of a pool. */
  final Labels selected;

  /** The machine has power. */
  boolean up = true;

  /** The kubelet runs. */
  boolean kubelet = true;

  /** The machine is gone for good; its Node goes, too. */
  boolean gone;

  /** The machine is to be there at the end. */
  boolean expected = true;

  // --- stored by the API server ---

  boolean registered = true;
  Readiness ready = Readiness.READY;
  boolean unschedulable;
  final Set<Taint> taints = new LinkedHashSet<>();
  boolean podCidr = true;

  // --- known to the kubelet and the controllers ---

  boolean network = true;
  boolean storage = true;
  long heartbeat;
  long reported;

  /** Since when its pods are being evicted, in milliseconds. */
  long expelledSince;

  /** The pods that were given to it and are still stored, in that order. */
  final Set<Pod> pods = new LinkedHashSet<>();

  /** Why it is as it is, where no open attempt tells; a clause, or the empty string. */
  String remark = "";

  /** The hooks that made it so. */
  List<Hook> culprits = List.of();

  Machine(String name, Pool pool, String zone) {
    this.name = name;
    this.pool = pool;
    this.zone = zone;
    this.labels = Map.copyOf(pool.labels(name, zone));
    this.selected =
        Labels.some(
            "a node of " + pool.name(),
            Map.of("kubernetes.io/os", "linux", "node-role.kubernetes.io/" + pool.name(), ""));
    this.taints.addAll(pool.taints());
  }

  /** What the stored condition Ready says. */
  enum Readiness {
    READY,
    NOT_READY,
    UNKNOWN
  }

  /** A machine that has not yet joined. */
  static Machine fresh(String name, Pool pool, String zone) {
    var machine = new Machine(name, pool, zone);
    machine.registered = false;
    machine.ready = Readiness.NOT_READY;
    machine.podCidr = false;
    machine.network = false;
    machine.storage = false;
    return machine;
  }

  boolean runs() {
    return up && kubelet && !gone;
  }

  boolean isReady() {
    return registered && ready == Readiness.READY;
  }

  /** Whether all is as it should be, as the API server stores it. */
  boolean isWell() {
    return isReady() && !unschedulable && TRANSIENT.stream().noneMatch(taints::contains);
  }
}
