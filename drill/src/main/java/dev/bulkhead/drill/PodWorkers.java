package dev.bulkhead.drill;

import dev.bulkhead.admission.Vital;
import java.util.List;

/** The kubelets, as far as their pods go: how these start, turn ready, and end. */
final class PodWorkers {
  /** From a container's start until it serves; images are at hand. */
  private static final long START = 5_000;

  private static final long POLL = 5_000;

  private final World world;

  PodWorkers(World world) {
    this.world = world;
  }

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
            Backoff.every(Kubelets.HEARTBEAT),
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
      world.agenda.after(Kubelets.HEARTBEAT, () -> tellReady(pod, machine));
    }
  }

  /** The agent of the pod network writes its node, and sets it up once that has addresses. */
  private void connectNode(Pod pod, Machine machine, Backoff crashes) {
    if (!isHere(pod, machine)) {
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
                () -> awaitAddresses(pod, machine)));
  }

  private void awaitAddresses(Pod pod, Machine machine) {
    if (!isHere(pod, machine)) {
      return;
    }
    if (world.topology.podCidrs() && !machine.podCidr) {
      world.agenda.after(POLL, () -> awaitAddresses(pod, machine));
    } else {
      machine.network = true;
    }
  }

  private void writeNode(
      boolean needed, Vital vital, Machine machine, Backoff crashes, Runnable then) {
    if (needed) {
      world.kubelets.attempt(vital, machine, crashes, then);
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
            Backoff.every(Kubelets.HEARTBEAT),
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
  void restart(Machine machine) {
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
