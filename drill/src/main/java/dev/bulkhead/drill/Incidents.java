package dev.bulkhead.drill;

import dev.bulkhead.admission.Labels;
import dev.bulkhead.admission.Vital;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What happens in any cluster on an ordinary day: pods are replaced, nodes come and go. */
final class Incidents {
  private static final long DRAIN_DEADLINE = 600_000;
  private static final long PATIENCE = 5_000;

  /** The namespace that somebody deletes. */
  static final String DEPARTING = "departing";

  private static final Labels NOTHING = Labels.none("the object");

  /** Sent in each namespace that has pods. */
  private static final List<Vital> ALL_THE_TIME =
      List.of(
          Vital.POD_CREATION,
          Vital.POD_BINDING,
          Vital.POD_TOKEN,
          Vital.POD_STATUS,
          Vital.OPERATOR_LEASE,
          Vital.ENDPOINT_SLICE,
          Vital.SERVICE_ACCOUNT_CREATION,
          Vital.ROOT_CA_CREATION,
          Vital.EVENT,
          Vital.QUOTA_STATUS,
          Vital.BUDGET_STATUS,
          Vital.SCALE,
          Vital.WORKLOAD_STATUS);

  private final World world;
  private final Extensions extensions;
  private boolean departed;
  private boolean stuck;
  private int drained;

  Incidents(World world, Extensions extensions) {
    this.world = world;
    this.extensions = extensions;
  }

  /** One pod of each workload is replaced, as by a rollout. */
  void replacePods(Set<Workload> but) {
    for (Workload workload : world.workloads) {
      if (!but.contains(workload) && !workload.isDaemon() && !workload.pods.isEmpty()) {
        Pod pod = workload.pods.getFirst();
        if (pod.isActive()) {
          replace(pod);
        }
      }
    }
  }

  private void replace(Pod pod) {
    world.attempt(
        new Attempt(
            Vital.POD_REMOVAL,
            pod.workload.space,
            pod.workload.shape.labels(),
            pod,
            "",
            Backoff.ofController(),
            pod::isActive,
            () -> world.workloadControllers.terminate(pod)));
  }

  /** What is sent all the time, and changes nothing that is simulated: it is only counted. */
  void sample() {
    for (Vital vital : List.of(Vital.TOKEN_REVIEW, Vital.ACCESS_REVIEW, Vital.VOLUME_ATTACHMENT)) {
      world.api.send(vital, world.system(), NOTHING, "");
    }
    world.api.send(Vital.NAMESPACE_CREATION, world.space(DEPARTING), NOTHING, "");
    world.workloads.forEach(this::sample);
  }

  private void sample(Workload workload) {
    for (Vital vital : ALL_THE_TIME) {
      boolean isOfPods = vital.resource().name().equals("pods");
      world.api.send(vital, workload.space, isOfPods ? workload.shape.labels() : NOTHING, "");
    }
  }

  /** A namespace is deleted, which holds something of every kind. */
  void deleteNamespace() {
    step(Vital.NAMESPACE_DELETION, Backoff.every(30_000), this::empty);
  }

  private void empty() {
    world.controllers.whenLeading(
        () -> {
          List<Extensions.Gap> gaps = extensions.ofNamespaces();
          if (gaps.isEmpty()) {
            removeContent();
            return;
          }
          tellStuck(gaps);
          world.agenda.after(PATIENCE * 2, this::empty);
        });
  }

  private void tellStuck(List<Extensions.Gap> gaps) {
    if (!stuck) {
      stuck = true;
      world.chronicle.tell(
          Lane.WORKLOADS,
          Mark.WORSE,
          departing(),
          "stays Terminating: " + Words.list(gaps.stream().map(Extensions.Gap::text).toList(), 3));
    }
  }

  private void removeContent() {
    step(
        Vital.NAMESPACE_CONTENT,
        Backoff.ofController(),
        () ->
            step(
                Vital.NAMESPACE_STATUS,
                Backoff.ofController(),
                () -> step(Vital.NAMESPACE_FINALIZE, Backoff.ofController(), this::depart)));
  }

  /** What keeps the namespace Terminating now, besides hooks. */
  List<Extensions.Gap> keeping() {
    return departed ? List.of() : extensions.ofNamespaces();
  }

  private static String departing() {
    return "namespace " + DEPARTING;
  }

  private void depart() {
    departed = true;
    world.chronicle.tell(
        Lane.WORKLOADS, Mark.BETTER, departing(), "is deleted, as somebody wished");
  }

  private void step(Vital vital, Backoff backoff, Runnable then) {
    world.attempt(
        new Attempt(
            vital, world.space(DEPARTING), NOTHING, DEPARTING, "", backoff, () -> true, then));
  }

  /** Whether the namespace is gone. */
  boolean isDeparted() {
    return departed;
  }

  /** A node is drained and goes for good. */
  void drain(Machine machine) {
    world.chronicle.tell(
        Lane.NODES, Mark.FAULT, machine.name, "is drained, and another machine takes its place");
    machine.expected = false;
    long deadline = world.agenda.now() + DRAIN_DEADLINE;
    world.attempt(
        new Attempt(
            Vital.CORDON,
            world.system(),
            Kubelets.labels(machine),
            machine,
            "",
            Backoff.every(PATIENCE),
            () -> world.agenda.now() < deadline && !machine.gone,
            () -> {
              machine.unschedulable = true;
              evict(machine, deadline);
            }));
    world.agenda.after(DRAIN_DEADLINE, () -> remove(machine));
  }

  private void evict(Machine machine, long deadline) {
    for (Pod pod : List.copyOf(machine.pods)) {
      if (!pod.workload.isDaemon() && pod.isActive()) {
        world.attempt(
            new Attempt(
                Vital.EVICTION,
                pod.workload.space,
                pod.workload.shape.labels(),
                pod,
                "",
                Backoff.every(PATIENCE),
                () -> pod.isActive() && !machine.gone && world.agenda.now() < deadline,
                () -> world.workloadControllers.terminate(pod)));
      }
    }
  }

  /** A machine is taken away, and its node with it. */
  void remove(Machine machine) {
    if (machine.gone) {
      return;
    }
    machine.up = false;
    machine.gone = true;
    machine.expected = false;
    world.settled(machine);
    world.chronicle.tell(Lane.NODES, Mark.FAULT, machine.name, "is taken away");
    Map<Workload, List<Pod>> pods = new LinkedHashMap<>();
    for (Pod pod : machine.pods) {
      pods.computeIfAbsent(pod.workload, any -> new ArrayList<>()).add(pod);
    }
    pods.forEach(this::collect);
  }

  /**
   * Pods of nodes that are no more are removed by the garbage collector of pods; one request stands
   * for all those of a workload, which are alike.
   */
  private void collect(Workload workload, List<Pod> pods) {
    for (Pod pod : pods) {
      pod.running = false;
      pod.ready = false;
    }
    world.readinessChanged(workload);
    world.attempt(
        new Attempt(
            Vital.GARBAGE_POD,
            workload.space,
            workload.shape.labels(),
            workload,
            "",
            Backoff.every(20_000),
            () -> pods.stream().anyMatch(pod -> !pod.gone),
            () -> pods.forEach(world.podWorkers::remove)));
  }

  /** A new machine joins. */
  Machine join(Pool pool) {
    int number = ++drained + pool.count();
    var machine = Machine.fresh(pool.nodeName(number), pool, Topology.zone(number));
    world.machines.add(machine);
    world.kubelets.begin(machine, world.machines.size());
    world.kubelets.start(machine);
    return machine;
  }
}
