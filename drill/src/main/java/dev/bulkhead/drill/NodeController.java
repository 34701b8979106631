package dev.bulkhead.drill;

import dev.bulkhead.admission.Vital;
import java.util.ArrayList;
import java.util.List;

/**
 * The controllers that look after nodes: whether they are alive, what marks them, which addresses
 * they get, and whether their pods are evicted (kubernetes {@code pkg/controller/nodelifecycle},
 * {@code nodeipam}, {@code tainteviction}).
 */
final class NodeController {
  private static final long LOOP = 5_000;
  private static final List<Taint> KEEPING_AWAY = List.of(Taint.NOT_READY, Taint.UNREACHABLE);

  private final World world;
  private final Zones zones = new Zones();

  NodeController(World world) {
    this.world = world;
  }

  void begin() {
    world.agenda.after(LOOP, this::loop);
  }

  private void loop() {
    world.agenda.after(LOOP, this::loop);
    if (!world.controllers.leads() || !world.hasControlPlane()) {
      return;
    }
    zones.begin();
    for (Machine machine : world.machines) {
      if (isStored(machine)) {
        watch(machine);
        zones.count(machine);
      }
    }
    boolean isNewlyDisrupted = zones.isNewlyDisrupted();
    for (Machine machine : world.machines) {
      if (isStored(machine) && isNewlyDisrupted) {
        spare(machine);
      } else if (isStored(machine)) {
        expel(machine);
      }
    }
  }

  private static boolean isStored(Machine machine) {
    return machine.registered && !machine.gone;
  }

  private void watch(Machine machine) {
    long silence = world.agenda.now() - machine.heartbeat;
    if (machine.ready != Machine.Readiness.UNKNOWN
        && silence > world.topology.graceSeconds() * 1_000L
        && write(Vital.NODE_CONDITION, machine)) {
      markUnknown(machine);
    }
  }

  private void markUnknown(Machine machine) {
    machine.ready = Machine.Readiness.UNKNOWN;
    world.chronicle.tell(
        Lane.NODES,
        Mark.WORSE,
        machine.name,
        "is marked NotReady, after %d s without a heartbeat"
            .formatted(world.topology.graceSeconds()));
    markPods(machine);
    changed(machine);
  }

  private void markPods(Machine machine) {
    for (Pod pod : machine.pods) {
      if (pod.ready) {
        markPod(pod);
      }
    }
  }

  private void markPod(Pod pod) {
    world.attempt(
        new Attempt(
            Vital.POD_NOT_READY,
            pod.workload.space,
            pod.workload.shape.labels(),
            pod,
            "",
            Backoff.every(LOOP),
            () -> pod.ready && pod.node != null && !pod.node.isReady(),
            () -> {
              pod.ready = false;
              world.readinessChanged(pod.workload);
              world.podWorkers.contradict(pod);
            }));
  }

  /** The taint that evicts is set and removed in each loop. */
  private void expel(Machine machine) {
    Taint wanted =
        switch (machine.ready) {
          case READY -> null;
          case NOT_READY -> Taint.NOT_READY_EVICTS;
          case UNKNOWN -> Taint.UNREACHABLE_EVICTS;
        };
    if (wanted == null) {
      spare(machine);
    } else if (!machine.taints.contains(wanted)) {
      expel(machine, wanted);
    }
  }

  private void expel(Machine machine, Taint taint) {
    long now = world.agenda.now();
    boolean isExpelled = isExpelled(machine);
    boolean isAllowed = isExpelled || zones.mayExpel(machine, now);
    if (!isAllowed || !write(Vital.NODE_TAINT, machine)) {
      return;
    }
    removeExpelling(machine);
    machine.taints.add(taint);
    if (!isExpelled) {
      zones.expelled(machine, now);
      machine.expelledSince = now;
      world.workloads.stream()
          .mapToLong(workload -> workload.shape.stays(taint))
          .filter(stay -> stay < Long.MAX_VALUE)
          .distinct()
          .forEach(stay -> world.agenda.after(stay, () -> evict(machine, taint, stay, now)));
    }
  }

  private void spare(Machine machine) {
    if (isExpelled(machine) && write(Vital.NODE_TAINT, machine)) {
      removeExpelling(machine);
      world.placement.kick();
    }
  }

  private static boolean isExpelled(Machine machine) {
    return machine.taints.contains(Taint.NOT_READY_EVICTS)
        || machine.taints.contains(Taint.UNREACHABLE_EVICTS);
  }

  private static void removeExpelling(Machine machine) {
    machine.taints.remove(Taint.NOT_READY_EVICTS);
    machine.taints.remove(Taint.UNREACHABLE_EVICTS);
  }

  /** The pods are evicted that stay so long, unless the node was spared meanwhile. */
  private void evict(Machine machine, Taint taint, long stay, long since) {
    if (!isExpelled(machine) || machine.expelledSince != since || machine.gone) {
      return;
    }
    List<Pod> evicted =
        machine.pods.stream()
            .filter(pod -> pod.isActive() && pod.workload.shape.stays(taint) == stay)
            .toList();
    if (evicted.isEmpty()) {
      return;
    }
    world.chronicle.tell(
        Lane.WORKLOADS,
        Mark.WORSE,
        machine.name,
        "has its pods evicted, %d s after its taint".formatted(stay / 1_000));
    evicted.forEach(this::evict);
  }

  private void evict(Pod pod) {
    world.attempt(
        new Attempt(
            Vital.POD_EVICTION,
            pod.workload.space,
            pod.workload.shape.labels(),
            pod,
            "",
            Backoff.ofController(),
            pod::isActive,
            () -> world.workloadControllers.terminate(pod)));
  }

  /** A node's object was created or written: taints follow its condition, once per change. */
  void changed(Machine machine) {
    world.controllers.whenLeading(() -> follow(machine));
  }

  private void follow(Machine machine) {
    Taint wanted =
        switch (machine.ready) {
          case READY -> null;
          case NOT_READY -> Taint.NOT_READY;
          case UNKNOWN -> Taint.UNREACHABLE;
        };
    var present = new ArrayList<>(KEEPING_AWAY);
    present.retainAll(machine.taints);
    if (present.equals(wanted == null ? List.of() : List.of(wanted))) {
      world.placement.kick();
      return;
    }
    if (!write(Vital.NODE_TAINT, machine)) {
      return;
    }
    machine.taints.removeAll(KEEPING_AWAY);
    if (wanted != null) {
      machine.taints.add(wanted);
    } else {
      world.chronicle.tell(Lane.NODES, Mark.BETTER, machine.name, "takes pods");
      world.placement.kick();
    }
  }

  /** One try; the loop or the next change of the node is what repeats it. */
  private boolean write(Vital vital, Machine machine) {
    Api.Answer answer = world.api.send(vital, world.system(), Kubelets.labels(machine), "");
    if (answer.done()) {
      world.settled(machine, vital);
      return true;
    }
    world.failing(
        machine,
        new Attempt(
            vital,
            world.system(),
            Kubelets.labels(machine),
            machine,
            "",
            Backoff.every(LOOP),
            () -> true,
            () -> {}),
        answer.hooks());
    return false;
  }

  /** A node has registered: it gets addresses, the cloud's controller greets it, daemons come. */
  void registered(Machine machine) {
    if (world.topology.podCidrs() && !machine.podCidr) {
      attempt(Vital.NODE_POD_CIDR, machine, () -> machine.podCidr = true);
    }
    if (machine.taints.contains(Taint.UNINITIALIZED)) {
      attempt(
          Vital.CLOUD_NODE,
          machine,
          () -> {
            machine.taints.remove(Taint.UNINITIALIZED);
            world.placement.kick();
          });
      attempt(Vital.CLOUD_NODE_STATUS, machine, () -> {});
    }
    for (Workload workload : world.workloads) {
      if (workload.isDaemon()) {
        world.workloadControllers.sync(workload);
      }
    }
  }

  private void attempt(Vital vital, Machine machine, Runnable then) {
    world.attempt(
        new Attempt(
            vital,
            world.system(),
            Kubelets.labels(machine),
            machine,
            "",
            Backoff.ofController(),
            () -> !machine.gone,
            then));
  }
}
