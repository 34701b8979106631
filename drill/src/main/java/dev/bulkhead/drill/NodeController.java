package dev.bulkhead.drill;

import dev.bulkhead.admission.Vital;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The controllers that look after nodes: whether they are alive, what marks them, which addresses
 * they get, and whether their pods are evicted (kubernetes {@code pkg/controller/nodelifecycle},
 * {@code nodeipam}, {@code tainteviction}).
 */
final class NodeController {
  private static final long LOOP = 5_000;

  /** DefaultTolerationSeconds. */
  private static final long TOLERATED = 300_000;

  /** node-eviction-rate 0.1 per second. */
  private static final long EVICTION_GAP = 10_000;

  /** unhealthy-zone-threshold. */
  private static final double UNHEALTHY = 0.55;

  /** large-cluster-size-threshold. */
  private static final int LARGE = 50;

  private final World world;
  private long nextEviction;

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
    long grace = world.topology.graceSeconds() * 1_000L;
    long now = world.agenda.now();
    Map<String, int[]> zones = new HashMap<>();
    for (Machine machine : world.machines) {
      if (!machine.registered || machine.gone) {
        continue;
      }
      if (machine.ready != Machine.Readiness.UNKNOWN && now - machine.heartbeat > grace) {
        markUnknown(machine);
      }
      int[] zone = zones.computeIfAbsent(machine.zone, any -> new int[2]);
      zone[0]++;
      zone[1] += machine.ready == Machine.Readiness.READY ? 0 : 1;
    }
    for (Machine machine : world.machines) {
      if (machine.registered && !machine.gone) {
        expel(machine, zones);
      }
    }
  }

  private void markUnknown(Machine machine) {
    if (!write(Vital.NODE_CONDITION, machine)) {
      return;
    }
    machine.ready = Machine.Readiness.UNKNOWN;
    machine.notReadySince = world.agenda.now();
    world.chronicle.tell(
        Lane.NODES,
        Mark.WORSE,
        machine.name,
        "is marked NotReady, after %d s without a heartbeat"
            .formatted(world.topology.graceSeconds()));
    markPods(machine);
  }

  private void markPods(Machine machine) {
    for (Workload workload : world.workloads) {
      for (Pod pod : workload.pods) {
        if (pod.node == machine && pod.ready) {
          markPod(pod);
        }
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
            }));
  }

  /** The taint that evicts is set and removed in each loop, unless too many nodes are ill. */
  private void expel(Machine machine, Map<String, int[]> zones) {
    boolean isIll = machine.ready == Machine.Readiness.UNKNOWN;
    boolean isTainted = machine.taints.contains(Taint.UNREACHABLE);
    boolean isStopped = isStopped(zones.getOrDefault(machine.zone, new int[2]));
    if (isTainted && (!isIll || isStopped)) {
      if (write(Vital.NODE_TAINT, machine)) {
        machine.taints.remove(Taint.UNREACHABLE);
        world.placement.kick();
      }
      return;
    }
    if (isIll && !isTainted && !isStopped && world.agenda.now() >= nextEviction) {
      if (write(Vital.NODE_TAINT, machine)) {
        nextEviction = world.agenda.now() + EVICTION_GAP;
        machine.taints.add(Taint.UNREACHABLE);
        world.agenda.after(TOLERATED, () -> evict(machine));
      }
    }
  }

  private static boolean isStopped(int[] zone) {
    return zone[0] <= LARGE ? zone[1] > zone[0] * UNHEALTHY : zone[1] == zone[0];
  }

  private void evict(Machine machine) {
    if (!machine.taints.contains(Taint.UNREACHABLE) || machine.gone) {
      return;
    }
    int evicted = 0;
    for (Workload workload : world.workloads) {
      if (workload.isDaemon()) {
        continue;
      }
      for (Pod pod : List.copyOf(workload.pods)) {
        if (pod.node == machine && pod.isActive()) {
          evict(pod);
          evicted++;
        }
      }
    }
    if (evicted > 0) {
      world.chronicle.tell(
          Lane.WORKLOADS,
          Mark.WORSE,
          Words.count(evicted, "pod"),
          "of %s are evicted, 300 s after its taint".formatted(machine.name));
    }
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
    boolean isWanted = machine.ready == Machine.Readiness.NOT_READY;
    if (isWanted == machine.taints.contains(Taint.NOT_READY)) {
      world.placement.kick();
      return;
    }
    if (!write(Vital.NODE_TAINT, machine)) {
      return;
    }
    if (isWanted) {
      machine.taints.add(Taint.NOT_READY);
    } else {
      machine.taints.remove(Taint.NOT_READY);
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
