package dev.bulkhead.drill;

import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Labels;
import dev.bulkhead.admission.Standing;
import dev.bulkhead.admission.Vital;
import java.util.ArrayList;
import java.util.List;

/** What happens when nodes of the control plane, or the API server, start. */
final class ControlPlane {
  private static final long BOOT = 60_000;
  private static final long AGENT_RETRY = 10_000;
  private static final int AGENT_TRIES = 5;

  /** What an API server writes before it is ready (row 26). */
  private static final List<Vital> FIRST_WRITES =
      List.of(
          Vital.API_SERVER_LEASE,
          Vital.API_SERVER_ROLES,
          Vital.API_SERVER_FLOWS,
          Vital.API_SERVER_CONFIG,
          Vital.API_SERVER_ENDPOINTS,
          Vital.API_SERVER_APISERVICES);

  private final World world;

  /** The API servers that are not yet ready, by the name of their node. */
  private final List<String> starting = new ArrayList<>();

  ControlPlane(World world) {
    this.world = world;
  }

  /** The node of the control plane that restarts: the first; or the API server alone. */
  void restart() {
    for (Machine machine : world.machines) {
      if (machine.pool.isControlPlane()) {
        reboot(machine, BOOT);
        return;
      }
    }
    world.chronicle.tell(Lane.CONTROL_PLANE, Mark.FAULT, "the API server", "restarts");
    startApiServer("the API server");
    world.controllers.restart("the control plane restarts");
    world.scheduling.restart("the control plane restarts");
  }

  /** A machine is switched off and on again. */
  void reboot(Machine machine, long duration) {
    machine.up = false;
    world.chronicle.tell(
        machine.pool.isControlPlane() ? Lane.CONTROL_PLANE : Lane.NODES,
        Mark.FAULT,
        machine.name,
        "restarts");
    world.agenda.after(duration, () -> boot(machine));
  }

  /** A machine has power again. */
  void boot(Machine machine) {
    machine.up = true;
    machine.storage = false;
    machine.network = false;
    machine.pods.forEach(pod -> pod.running = false);
    if (!machine.pool.isControlPlane()) {
      startKubelet(machine);
      return;
    }
    startApiServer(machine.name);
    switch (world.topology.agent()) {
      case NONE -> startKubelet(machine);
      case RKE2 -> {
        machine.kubelet = false;
        startRke2(machine);
      }
      case GENERIC -> {
        startKubelet(machine);
        cordon(machine, AGENT_TRIES);
      }
    }
  }

  private void startKubelet(Machine machine) {
    world.kubelets.start(machine);
    world.podWorkers.restart(machine);
  }

  private void startApiServer(String name) {
    starting.add(name);
    write(name, 0);
  }

  private void write(String name, int index) {
    if (index == FIRST_WRITES.size()) {
      starting.remove(name);
      return;
    }
    Vital vital = FIRST_WRITES.get(index);
    Space space = vital.place() == Vital.Place.DEFAULT ? world.space("default") : world.system();
    world.attempt(
        new Attempt(
            vital,
            space,
            Labels.none("the object"),
            "the API server of " + name,
            "",
            new Backoff(1_000, 10_000),
            () -> true,
            () -> write(name, index + 1)));
  }

  /** The API servers that never became ready. */
  List<String> starting() {
    return List.copyOf(starting);
  }

  private void startRke2(Machine machine) {
    world.attempt(
        new Attempt(
            Vital.AGENT_NAMESPACE,
            world.system(),
            Labels.none("namespace kube-system"),
            machine,
            machine.name,
            Backoff.every(AGENT_RETRY),
            () -> machine.up,
            () -> startKubelet(machine)));
  }

  /** Cordon, update the namespace, uncordon; what is refused begins anew, a few times. */
  private void cordon(Machine machine, int tries) {
    if (!isDone(Vital.AGENT_NODE, machine, tries)) {
      return;
    }
    if (!machine.unschedulable) {
      machine.unschedulable = true;
      tell(Mark.WORSE, machine, "is cordoned by the agent");
    }
    if (!isDone(Vital.AGENT_NAMESPACE, machine, tries)) {
      return;
    }
    world.agenda.after(AGENT_RETRY, () -> uncordon(machine, tries));
  }

  private void uncordon(Machine machine, int tries) {
    if (isDone(Vital.AGENT_NODE, machine, tries)) {
      machine.unschedulable = false;
      world.placement.kick();
      tell(Mark.BETTER, machine, "is uncordoned by the agent");
    }
  }

  private boolean isDone(Vital vital, Machine machine, int tries) {
    Api.Answer answer =
        world.api.send(vital, world.system(), Kubelets.labels(machine), machine.name);
    if (answer.done()) {
      machine.remark = "";
      machine.culprits = List.of();
      return true;
    }
    if (tries > 1) {
      world.agenda.after(AGENT_RETRY + answer.delay(), () -> cordon(machine, tries - 1));
    } else {
      giveUp(vital, machine, answer.hooks());
    }
    return false;
  }

  private void giveUp(Vital vital, Machine machine, List<Hook> hooks) {
    machine.remark = "the agent gave up after %d tries at %s".formatted(AGENT_TRIES, vital);
    machine.culprits = hooks;
    tell(Mark.WORSE, machine, "is left as it is: " + machine.remark);
  }

  private void tell(Mark mark, Machine machine, String text) {
    world.chronicle.tell(Lane.NODES, mark, machine.name, text, Standing.DERIVED);
  }
}
