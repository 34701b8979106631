package dev.bulkhead.drill;

import dev.bulkhead.admission.Destination;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes things go down. */
final class Outage {
  private final World world;
  private final ControlPlane controlPlane;
  private final Incidents incidents;

  Outage(World world, ControlPlane controlPlane, Incidents incidents) {
    this.world = world;
    this.controlPlane = controlPlane;
    this.incidents = incidents;
  }

  /** What answers no more while targets are down. */
  List<Front> fronts(List<Target> targets) {
    Set<Front> fronts = new LinkedHashSet<>();
    targets.forEach(target -> fronts.addAll(fronts(target)));
    return List.copyOf(fronts);
  }

  private List<Front> fronts(Target target) {
    return switch (target) {
      case Target.Webhook(var name) -> byHook(name);
      case Target.ClusterAddress(var namespace, var name) ->
          world.fronts.values().stream().filter(front -> isNamed(front, namespace, name)).toList();
      case Target.Pods pods ->
          world.fronts.values().stream()
              .filter(front -> front.workloads.stream().anyMatch(each -> isNamed(each, pods)))
              .toList();
      case Target.Slow(var backend, _) -> fronts(backend);
      case Target.Expired(var backend) -> fronts(backend);
      case Target.Node _, Target.NodeOf _, Target.Zone _, Target.AllNodes _, Target.ApiServer _ ->
          List.of();
    };
  }

  private List<Front> byHook(String name) {
    return world.api.hooks().stream()
        .filter(hook -> hook.name().equals(name) || hook.configuration().equals(name))
        .map(hook -> world.fronts.get(hook.destination()))
        .distinct()
        .toList();
  }

  private static boolean isNamed(Front front, String namespace, String name) {
    return front.destination instanceof Destination.ServiceName named
        && named.name().equals(name)
        && named.namespace().equals(namespace);
  }

  private static boolean isNamed(Workload workload, Target.Pods pods) {
    return workload.name.equals(pods.name()) && workload.space.name().equals(pods.namespace());
  }

  /** Everything goes down that is to. */
  void strike(Scenario scenario, long away) {
    for (Target target : scenario.targets()) {
      strike(target, scenario.held() ? world.agenda.now() + away : 0);
    }
  }

  private void strike(Target target, long heldUntil) {
    switch (target) {
      case Target.Webhook _ -> fronts(target).forEach(front -> lose(front, heldUntil));
      case Target.ClusterAddress _ -> fronts(target).forEach(front -> remove(front, heldUntil));
      case Target.Pods pods ->
          world.workloads.stream()
              .filter(each -> isNamed(each, pods))
              .forEach(each -> lose(each, heldUntil));
      case Target.Node(var name) -> loseNodes(machine -> machine.name.equals(name));
      case Target.NodeOf(var pods) -> loseNodes(machine -> machine == nodeOf(pods));
      case Target.Zone(var name) -> loseNodes(machine -> machine.zone.equals(name));
      case Target.AllNodes _ -> stopAll();
      case Target.ApiServer _ -> controlPlane.restart();
      case Target.Slow(var backend, var delay) ->
          fronts(backend).forEach(front -> front.slowness = delay.toMillis());
      case Target.Expired(var backend) -> fronts(backend).forEach(front -> front.untrusted = true);
    }
    tell(target);
    mend(target, heldUntil);
  }

  private void tell(Target target) {
    switch (target) {
      case Target.Slow slow ->
          world.chronicle.tell(
              Lane.BACKEND,
              Mark.FAULT,
              slow.backend().toString(),
              "takes %d ms to answer".formatted(slow.delay().toMillis()));
      case Target.Expired expired ->
          world.chronicle.tell(
              Lane.BACKEND,
              Mark.FAULT,
              expired.backend().toString(),
              "shows an expired certificate");
      default -> {}
    }
  }

  /** Whoever answers late or shows an old certificate is mended after a while. */
  private void mend(Target target, long heldUntil) {
    if (target instanceof Target.Slow || target instanceof Target.Expired) {
      world.agenda.after(
          Math.max(0, heldUntil - world.agenda.now()),
          () ->
              fronts(target)
                  .forEach(
                      front -> {
                        front.slowness = 0;
                        front.untrusted = false;
                        world.chronicle.tell(
                            Lane.BACKEND, Mark.BETTER, front.toString(), "is mended");
                      }));
    }
  }

  private void remove(Front front, long heldUntil) {
    front.missing = true;
    world.chronicle.tell(Lane.BACKEND, Mark.FAULT, front.toString(), "is deleted");
    world.agenda.after(
        Math.max(0, heldUntil - world.agenda.now()),
        () -> {
          front.missing = false;
          world.chronicle.tell(Lane.BACKEND, Mark.BETTER, front.toString(), "is there again");
        });
  }

  private void lose(Front front, long heldUntil) {
    if (!front.isShown()) {
      front.awayUntil = heldUntil;
      world.chronicle.tell(Lane.BACKEND, Mark.FAULT, front.toString(), "does not answer any more");
      world.agenda.after(
          Math.max(0, heldUntil - world.agenda.now()),
          () ->
              world.chronicle.tell(
                  Lane.BACKEND, Mark.BETTER, front.toString(), "answers again, as is assumed"));
      return;
    }
    front.workloads.forEach(workload -> lose(workload, heldUntil));
  }

  /** All pods of a workload are lost, and new ones cannot run for a while. */
  private void lose(Workload workload, long heldUntil) {
    if (workload.heldUntil > world.agenda.now()) {
      return;
    }
    workload.heldUntil = heldUntil;
    world.chronicle.tell(
        Lane.BACKEND,
        Mark.FAULT,
        workload.toString(),
        "loses %s"
            .formatted(
                workload.pods.size() == 1
                    ? "its only pod"
                    : "all " + workload.pods.size() + " pods"));
    for (Pod pod : List.copyOf(workload.pods)) {
      world.workloadControllers.terminate(pod);
    }
    world.agenda.after(
        Math.max(1, heldUntil - world.agenda.now()),
        () ->
            world.chronicle.tell(
                Lane.BACKEND,
                Mark.BETTER,
                workload.toString(),
                "could run again: what kept its pods down is mended"));
  }

  private void loseNodes(Predicate<Machine> chosen) {
    for (Machine machine : world.machines) {
      if (chosen.test(machine) && machine.up) {
        machine.up = false;
        machine.expected = false;
        world.chronicle.tell(Lane.NODES, Mark.FAULT, machine.name, "dies");
      }
    }
  }

  private @Nullable Machine nodeOf(Target.Pods pods) {
    return world.workloads.stream()
        .filter(each -> isNamed(each, pods))
        .flatMap(each -> each.pods.stream())
        .flatMap(pod -> Stream.ofNullable(pod.node))
        .findFirst()
        .orElse(null);
  }

  /** All nodes stop; those of the control plane start again, workers come back as new machines. */
  private void stopAll() {
    world.chronicle.tell(
        Lane.NODES,
        Mark.FAULT,
        "all nodes",
        "stop; workers come back as new machines, as after a stop and start of a cloud's pool");
    var pools = new ArrayList<Pool>();
    for (Machine machine : List.copyOf(world.machines)) {
      if (machine.pool.isControlPlane()) {
        machine.up = false;
        world.agenda.after(Simulation.coldStart(), () -> controlPlane.boot(machine));
      } else {
        pools.add(machine.pool);
        incidents.remove(machine);
      }
    }
    if (!world.hasOwnControlPlane()) {
      world.agenda.after(Simulation.coldStart(), controlPlane::restart);
    }
    world.agenda.after(Simulation.coldStart() + 60_000, () -> pools.forEach(incidents::join));
  }

  /** A worker is drained that runs no pod of the backend, where there is one. */
  void replaceWorker(List<Workload> hit) {
    Machine chosen = null;
    for (Machine machine : world.machines) {
      boolean isWorker = !machine.pool.isControlPlane() && machine.pool.taints().isEmpty();
      if (isWorker && machine.up && (chosen == null || !runsAny(machine, hit))) {
        chosen = machine;
        if (!runsAny(machine, hit)) {
          break;
        }
      }
    }
    if (chosen != null) {
      incidents.drain(chosen);
      incidents.join(chosen.pool);
    }
  }

  private static boolean runsAny(Machine machine, List<Workload> workloads) {
    return machine.pods.stream().anyMatch(pod -> workloads.contains(pod.workload));
  }
}
