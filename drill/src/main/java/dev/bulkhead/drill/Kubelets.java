package dev.bulkhead.drill;

import dev.bulkhead.admission.Labels;
import dev.bulkhead.admission.Vital;

/** The kubelets, as far as their nodes go: heartbeats, and the start of nodes. */
final class Kubelets {
  /** A quarter of nodeLeaseDurationSeconds, 40. */
  static final long HEARTBEAT = 10_000;

  /** After which an unchanged status is told again. */
  private static final long STATUS = 300_000;

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

  /** Sends what a kubelet, or what runs on its node, writes until it is admitted. */
  void attempt(Vital vital, Machine machine, Backoff backoff, Runnable then) {
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
}
