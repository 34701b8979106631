package dev.bulkhead.drill;

import dev.bulkhead.admission.Labels;
import dev.bulkhead.admission.Vital;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The controllers of workloads, and those that keep the endpoints of Services. */
final class Controllers {
  private final World world;
  private final Set<Workload> telling = new HashSet<>();

  Controllers(World world) {
    this.world = world;
  }

  /** Sees to it that a workload has the pods that it should have. */
  void sync(Workload workload) {
    if (workload.creating) {
      return;
    }
    if (missing(workload) == 0) {
      return;
    }
    workload.creating = true;
    world.attempt(
        new Attempt(
            creation(workload),
            workload.space,
            workload.shape.labels(),
            workload,
            "",
            workload.creation,
            () -> isStillWanted(workload),
            () -> create(workload)));
  }

  private boolean isStillWanted(Workload workload) {
    boolean isWanted = missing(workload) > 0;
    workload.creating = isWanted;
    return isWanted;
  }

  private static Vital creation(Workload workload) {
    return switch (workload.kind) {
      case DEPLOYMENT -> Vital.POD_CREATION;
      case STATEFUL_SET -> Vital.STATEFUL_POD_CREATION;
      case DAEMON_SET -> Vital.DAEMON_POD_CREATION;
    };
  }

  private int missing(Workload workload) {
    return switch (workload.kind) {
      case DEPLOYMENT -> Math.max(0, workload.replicas - workload.active());
      case STATEFUL_SET -> Math.max(0, workload.replicas - workload.pods.size());
      case DAEMON_SET -> lacking(workload).size();
    };
  }

  /** The nodes on which a daemon ought to run and does not. */
  private List<Machine> lacking(Workload daemon) {
    var served = new HashSet<Machine>();
    for (Pod pod : daemon.pods) {
      if (pod.isActive() && pod.pinned != null) {
        served.add(pod.pinned);
      }
    }
    return world.machines.stream()
        .filter(machine -> machine.registered && !machine.gone && !served.contains(machine))
        .filter(machine -> Placement.suits(machine, daemon))
        .toList();
  }

  /** One request was admitted; those for the other pods that are missing are alike. */
  private void create(Workload workload) {
    workload.creating = false;
    workload.creation.reset();
    if (workload.isDaemon()) {
      for (Machine machine : lacking(workload)) {
        Pod pod = workload.add();
        pod.pinned = machine;
        world.placement.place(pod);
      }
      return;
    }
    for (int missing = missing(workload); missing > 0; missing--) {
      world.placement.place(workload.add());
    }
  }

  /** A pod's deletion was admitted: it ends on its node, and another one takes its place. */
  void terminate(Pod pod) {
    if (!pod.isActive()) {
      return;
    }
    pod.workload.retire(pod);
    boolean wasReady = pod.ready;
    world.podWorkers.end(pod);
    if (wasReady) {
      world.readinessChanged(pod.workload);
    }
    sync(pod.workload);
  }

  /** Brings the endpoints of a Service up to date. */
  void syncEndpoints(Front front) {
    if (front.syncing) {
      return;
    }
    front.syncing = true;
    world.agenda.after(
        1_000,
        () ->
            world.attempt(
                new Attempt(
                    Vital.ENDPOINT_SLICE,
                    front.space,
                    Labels.some("the EndpointSlice of " + front, Map.of()),
                    front,
                    "",
                    front.backoff,
                    () -> {
                      front.syncing = !front.endpoints.equals(front.wanted());
                      return front.syncing;
                    },
                    () -> {
                      front.syncing = false;
                      front.backoff.reset();
                      boolean was = front.answers(world.agenda.now());
                      front.endpoints = front.wanted();
                      tell(front, was);
                    })));
  }

  private void tell(Front front, boolean answered) {
    boolean answers = front.answers(world.agenda.now());
    if (front.endpoints.isEmpty()) {
      world.chronicle.tell(Lane.BACKEND, Mark.WORSE, front.toString(), "has no endpoint");
    } else if (answers && !answered) {
      world.chronicle.tell(Lane.BACKEND, Mark.BETTER, front.toString(), "answers again");
    }
  }

  /** Other Services' endpoints are written, too, but nothing hangs on what they hold. */
  void tellEndpoints(Workload workload) {
    if (!telling.add(workload)) {
      return;
    }
    world.attempt(
        new Attempt(
            Vital.ENDPOINT_SLICE,
            workload.space,
            Labels.some("the EndpointSlice of " + workload, Map.of()),
            workload,
            "",
            new Backoff(1_000, 100_000),
            () -> true,
            () -> telling.remove(workload)));
  }
}
