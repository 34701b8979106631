package dev.bulkhead.drill;

import dev.bulkhead.admission.Vital;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The scheduler: gives each pod a node that takes it. */
final class Placement {
  /** maxPods of the kubelet. */
  private static final int MOST_PODS = 110;

  private final World world;
  private Queue<Pod> unplaced = new ArrayDeque<>();
  private boolean kicked;
  private int cursor;

  Placement(World world) {
    this.world = world;
  }

  /** Places a pod now, or as soon as a node takes it. */
  void place(Pod pod) {
    place(pod, new HashSet<>());
  }

  /**
   * Places a pod.
   *
   * @param hopeless workloads of which a pod has just found no node, so that no other one will
   */
  private void place(Pod pod, Set<Workload> hopeless) {
    if (!pod.isActive() || pod.node != null) {
      return;
    }
    Machine machine = pod.pinned != null ? pinned(pod) : chooseUnless(hopeless, pod.workload);
    if (machine == null) {
      unplaced.add(pod);
      return;
    }
    pod.node = machine;
    machine.pods.add(pod);
    world.attempt(
        new Attempt(
            Vital.POD_BINDING,
            pod.workload.space,
            pod.workload.shape.labels(),
            pod,
            "",
            new Backoff(1_000, 10_000),
            pod::isActive,
            () -> world.agenda.after(1_000, () -> bound(pod, machine))));
  }

  private void bound(Pod pod, Machine machine) {
    if (machine.gone) {
      return;
    }
    world.podWorkers.start(pod);
  }

  private static @Nullable Machine pinned(Pod pod) {
    Machine machine = pod.pinned;
    return machine == null || machine.gone || !machine.registered ? null : machine;
  }

  /** Nodes have changed: pods that found none try again. */
  void kick() {
    if (kicked || unplaced.isEmpty()) {
      return;
    }
    kicked = true;
    world.agenda.after(
        100,
        () -> {
          kicked = false;
          var waiting = unplaced;
          unplaced = new ArrayDeque<>();
          Set<Workload> hopeless = new HashSet<>();
          waiting.forEach(pod -> world.scheduling.whenLeading(() -> place(pod, hopeless)));
        });
  }

  private @Nullable Machine chooseUnless(Set<Workload> hopeless, Workload workload) {
    if (hopeless.contains(workload)) {
      return null;
    }
    Machine machine = choose(workload);
    if (machine == null) {
      hopeless.add(workload);
    }
    return machine;
  }

  /**
   * A node for a pod of a workload as things stand, without asking anybody: where there are fewer
   * pods than nodes the one with the fewest of them, else whichever is next.
   */
  @Nullable Machine choose(Workload workload) {
    List<Machine> machines = world.machines;
    int size = machines.size();
    boolean isFew = workload.replicas <= size;
    Machine best = null;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < size && least > 0; i++) {
      Machine machine = machines.get((cursor + i) % size);
      if (!takes(machine, workload)) {
        continue;
      }
      int same = isFew ? sameOn(machine, workload) : 0;
      int load = isFew ? same * 1_000 + machine.pods.size() : 0;
      if (load < least && (same == 0 || !workload.shape.spread())) {
        least = load;
        best = machine;
      }
    }
    cursor = (cursor + 1) % Math.max(1, size);
    return best;
  }

  private static int sameOn(Machine machine, Workload workload) {
    int same = 0;
    for (Pod pod : machine.pods) {
      same += pod.workload == workload && pod.isActive() ? 1 : 0;
    }
    return same;
  }

  /** Whether a node takes pods of a workload, as far as its stored state goes. */
  boolean takes(Machine machine, Workload workload) {
    return machine.registered
        && !machine.gone
        && machine.pods.size() < MOST_PODS
        && suits(machine, workload)
        && tolerates(machine, workload);
  }

  /** Whether the workload may run on such a node at all. */
  static boolean suits(Machine machine, Workload workload) {
    for (Map.Entry<String, String> wanted : workload.shape.nodeSelector().entrySet()) {
      if (!wanted.getValue().equals(machine.labels.get(wanted.getKey()))) {
        return false;
      }
    }
    for (Taint taint : machine.pool.taints()) {
      if (!workload.shape.tolerates(taint)) {
        return false;
      }
    }
    return true;
  }

  private static boolean tolerates(Machine machine, Workload workload) {
    if (machine.unschedulable && !workload.shape.tolerates(Taint.UNSCHEDULABLE)) {
      return false;
    }
    for (Taint taint : machine.taints) {
      if (!workload.shape.tolerates(taint)) {
        return false;
      }
    }
    return true;
  }
}
