package dev.bulkhead.drill;

import dev.bulkhead.admission.Labels;
import dev.bulkhead.admission.Vital;
import java.util.List;

/** The kubelets: heartbeats, the start of nodes, and the life of pods. */
final class Kubelets {
  /** A quarter of nodeLeaseDurationSeconds, 40. */
  private static final long HEARTBEAT = 10_000;

  /** After which an unchanged status is told again. */
  private static final long STATUS = 300_000;

  /** From a container's start until it serves; images are at hand. */
  private static final long START = 5_000;

  private static final long POLL = 5_000;
  private static final Labels LEASE = Labels.none("the lease");

  private final World world;

  Kubelets(World world) {
    this.world = world;
  }

  /** Labels of nodes that are alike in what selectors look at. */
  static Labels labels(Machine machine) {
    return machine.selected;
  }

  /** Heartbeats for as long as the simulation runs; nodes do not beat at the same time. */
  void begin(Machine machine, int number) {
    Runnable beat =
        new Runnable() {
          @Override
          public void run() {
            world.agenda.after(HEARTBEAT, this);
            beat(machine);
          }
        };
    world.agenda.after(Math.floorMod(number * 1_709L, HEARTBEAT), beat);
  }

  private void beat(Machine machine) {
    if (!machine.runs() || !machine.registered) {
      return;
    }
    long now = world.agenda.now();
    Api.Answer lease =
        world.api.send(Vital.NODE_LEASE, world.space(Space.NODE_LEASE), LEASE, machine.name);
    if (lease.done()) {
      machine.heartbeat = now + lease.delay();
      world.settled(machine, Vital.NODE_LEASE);
    } else {
      world.failing(machine, once(Vital.NODE_LEASE, machine), lease.hooks());
    }
    if (isNews(machine) || now - machine.reported >= STATUS) {
      report(machine);
    }
  }

  private static boolean isNews(Machine machine) {
    return (machine.ready == Machine.Readiness.READY) != canBeReady(machine);
  }

  private static boolean canBeReady(Machine machine) {
    return machine.network && machine.storage;
  }

  private Attempt once(Vital vital, Machine machine) {
    return new Attempt(
        vital,
        world.system(),
        labels(machine),
        machine,
        machine.name,
        Backoff.every(HEARTBEAT),
        () -> true,
        () -> {});
  }

  /** Tells the node's conditions; what is refused is told again ten seconds later. */
  private void report(Machine machine) {
    Api.Answer answer =
        world.api.send(Vital.NODE_STATUS, world.system(), labels(machine), machine.name);
    if (!answer.done()) {
      world.failing(machine, once(Vital.NODE_STATUS, machine), answer.hooks());
      return;
    }
    world.settled(machine, Vital.NODE_STATUS);
    machine.reported = world.agenda.now();
    machine.heartbeat = machine.reported + answer.delay();
    if (isNews(machine)) {
      boolean isReady = canBeReady(machine);
      machine.ready = isReady ? Machine.Readiness.READY : Machine.Readiness.NOT_READY;
      world.chronicle.tell(
          Lane.NODES,
          isReady ? Mark.BETTER : Mark.WORSE,
          machine.name,
          isReady ? "turns Ready" : "turns NotReady");
    }
    world.nodes.changed(machine);
  }

  /**
   * Starts the kubelet of a machine: it registers its node, which also one asks for that is
   * registered already (kubelet_node_status.go, tryRegisterWithAPIServer), and waits for storage.
   */
  void start(Machine machine) {
    machine.kubelet = true;
    if (machine.registered) {
      register(machine);
      return;
    }
    attempt(
        Vital.CERTIFICATE_REQUEST,
        machine,
        new Backoff(1_000, 30_000),
        () -> sign(machine, () -> register(machine)));
  }

  private void sign(Machine machine, Runnable then) {
    attempt(
        Vital.CERTIFICATE_APPROVAL,
        machine,
        Backoff.ofController(),
        () -> attempt(Vital.CERTIFICATE_SIGNING, machine, Backoff.ofController(), then));
  }

  /** A kubelet gets a new certificate while it runs; the old one is good for a long time. */
  void rotateCertificate(Machine machine) {
    attempt(
        Vital.CERTIFICATE_REQUEST,
        machine,
        new Backoff(2_000, 120_000),
        () -> sign(machine, () -> {}));
  }

  private void register(Machine machine) {
    attempt(
        Vital.NODE_REGISTRATION,
        machine,
        new Backoff(200, 7_000),
        () -> {
          if (!machine.registered) {
            machine.registered = true;
            machine.taints.add(Taint.NOT_READY);
            if (world.topology.cloud()) {
              machine.taints.add(Taint.UNINITIALIZED);
            }
            world.chronicle.tell(Lane.NODES, Mark.BETTER, machine.name, "registers");
          }
          machine.heartbeat = world.agenda.now();
          world.nodes.registered(machine);
          attempt(
              Vital.CSI_NODE, machine, new Backoff(1_000, 60_000), () -> machine.storage = true);
          if (machine.pool.isControlPlane()) {
            attempt(Vital.MIRROR_POD, machine, Backoff.every(HEARTBEAT), () -> {});
          }
        });
  }

  private void attempt(Vital vital, Machine machine, Backoff backoff, Runnable then) {
    world.attempt(
        new Attempt(
            vital,
            world.system(),
            labels(machine),
            machine,
            machine.name,
            backoff,
            machine::runs,
            then));
  }

  // --- pods ---

  /** A pod that was bound to a node is started there. */
  void start(Pod pod) {
    Machine machine = pod.node;
    if (machine == null) {
      return;
    }
    world.attempt(
        new Attempt(
            Vital.POD_TOKEN,
            pod.workload.space,
            pod.workload.shape.labels(),
            pod,
            machine.name,
            new Backoff(500, 122_000),
            () -> isHere(pod, machine),
            () -> connect(pod, machine)));
  }

  private static boolean isHere(Pod pod, Machine machine) {
    return pod.isActive() && pod.node == machine && machine.runs();
  }

  private void connect(Pod pod, Machine machine) {
    if (!isHere(pod, machine)) {
      return;
    }
    if (machine.network || pod.workload.shape.hostNetwork()) {
      world.agenda.after(START, () -> run(pod, machine, Backoff.ofCrashLoop()));
    } else {
      world.agenda.after(POLL, () -> connect(pod, machine));
    }
  }

  private void run(Pod pod, Machine machine, Backoff crashes) {
    if (!isHere(pod, machine)) {
      return;
    }
    if (world.agenda.now() < pod.workload.heldUntil) {
      world.agenda.after(crashes.next(), () -> run(pod, machine, crashes));
      return;
    }
    pod.running = true;
    if (pod.workload.shape.network()) {
      connectNode(pod, machine, crashes);
    }
    tellReady(pod, machine);
  }

  private void tellReady(Pod pod, Machine machine) {
    world.attempt(
        new Attempt(
            Vital.POD_STATUS,
            pod.workload.space,
            pod.workload.shape.labels(),
            pod,
            machine.name,
            Backoff.every(HEARTBEAT),
            () -> isHere(pod, machine) && pod.running,
            () -> {
              pod.ready = true;
              world.readinessChanged(pod.workload);
            }));
  }

  /**
   * Somebody else has marked a pod not ready that runs: the kubelet looks every ten seconds whether
   * the API server has what it knows itself, and tells it again ({@code status/status_manager.go},
   * {@code needsReconcile}).
   */
  void contradict(Pod pod) {
    Machine machine = pod.node;
    if (machine != null && machine.runs() && pod.running) {
      world.agenda.after(HEARTBEAT, () -> tellReady(pod, machine));
    }
  }

  /** The agent of the pod network sets up its node, once that has its range of addresses. */
  private void connectNode(Pod pod, Machine machine, Backoff crashes) {
    if (!isHere(pod, machine)) {
      return;
    }
    if (world.topology.podCidrs() && !machine.podCidr) {
      world.agenda.after(POLL, () -> connectNode(pod, machine, crashes));
      return;
    }
    writeNode(
        pod.workload.shape.writesNodes(),
        Vital.NETWORK_NODE,
        machine,
        crashes,
        () ->
            writeNode(
                pod.workload.shape.writesNodeStatus(),
                Vital.NETWORK_NODE_STATUS,
                machine,
                crashes,
                () -> machine.network = true));
  }

  private void writeNode(
      boolean needed, Vital vital, Machine machine, Backoff crashes, Runnable then) {
    if (needed) {
      attempt(vital, machine, crashes, then);
    } else {
      then.run();
    }
  }

  /** A pod that was deleted is ended, and the kubelet removes it from the API server. */
  void end(Pod pod) {
    Machine machine = pod.node;
    pod.running = false;
    if (machine == null) {
      remove(pod);
      return;
    }
    world.attempt(
        new Attempt(
            Vital.POD_END,
            pod.workload.space,
            pod.workload.shape.labels(),
            pod,
            machine.name,
            Backoff.every(HEARTBEAT),
            () -> !pod.gone && machine.runs(),
            () -> remove(pod)));
  }

  void remove(Pod pod) {
    if (pod.gone) {
      return;
    }
    pod.workload.remove(pod);
    world.settled(pod);
    if (pod.node != null) {
      pod.node.pods.remove(pod);
    }
    world.workloadControllers.sync(pod.workload);
  }

  /** A machine has booted: what was bound to it starts again, and what was to end ends. */
  void restartPods(Machine machine) {
    for (Pod pod : List.copyOf(machine.pods)) {
      pod.running = false;
      if (pod.terminating) {
        end(pod);
      } else {
        start(pod);
      }
    }
  }
}
