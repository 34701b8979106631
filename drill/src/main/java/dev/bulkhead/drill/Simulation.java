package dev.bulkhead.drill;

import dev.bulkhead.admission.Backend;
import dev.bulkhead.admission.Callbacks;
import dev.bulkhead.admission.Destination;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.PodTemplate;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** One outage, from a healthy cluster to the state that it ends in. */
final class Simulation {
  /** How many pods a worker of the simulated cluster runs for its tenants. */
  private static final int PODS_PER_WORKER = 30;

  /** For how long the pods of a backend cannot run: a bad image, no memory. */
  static final Duration AWAY = Duration.ofMinutes(10);

  private static final long FAULT = 10_000;
  private static final long ORDINARY_DAY = 30_000;
  private static final long SAMPLE = 30_000;
  private static final long DELETION = 180_000;
  private static final long EVENT = 120_000;
  private static final long COLD = 120_000;

  private final Scene scene;
  private final World world;
  private final ControlPlane controlPlane;
  private final Incidents incidents;
  private final Map<KubernetesObject, Workload> byOwner = new HashMap<>();
  private final Extensions extensions;
  private final Garbage garbage;

  private Simulation(Scene scene, Topology topology, World.Hooked hooked, boolean callbacksCount) {
    this.scene = scene;
    this.world = new World(topology, scene.spaces(), hooked);
    this.controlPlane = new ControlPlane(world);
    this.extensions =
        new Extensions(
            world,
            callbacksCount ? scene.callbacks() : new Callbacks(List.of(), List.of(), List.of()));
    this.garbage = new Garbage(world, extensions);
    this.incidents = new Incidents(world, extensions);
    addMachines();
    addWorkloads();
    addFronts();
  }

  /**
   * Simulates an outage.
   *
   * @param callbacksCount whether conversions and aggregated APIs have a part; without hooks and
   *     them it is told what would have gone wrong anyway
   */
  static Run run(
      Scene scene,
      Topology topology,
      Scenario scenario,
      World.Hooked hooked,
      boolean callbacksCount,
      Duration until) {
    var simulation = new Simulation(scene, topology, hooked, callbacksCount);
    simulation.begin();
    simulation.plan(scenario);
    simulation.world.agenda.runUntil(until.toMillis());
    return simulation.end();
  }

  private void addMachines() {
    for (Pool pool : world.topology.pools()) {
      for (int number = 1; number <= pool.count(); number++) {
        world.machines.add(new Machine(pool.nodeName(number), pool, Topology.zone(number)));
      }
    }
  }

  private void addWorkloads() {
    int sharing = Math.toIntExact(scene.works().stream().filter(Scene.Work::share).count());
    int workers = 0;
    for (Pool pool : world.topology.pools()) {
      workers += pool.taints().isEmpty() ? pool.count() : 0;
    }
    for (Scene.Work work : scene.works()) {
      int replicas =
          work.share()
              ? Math.max(work.replicas(), workers * PODS_PER_WORKER / sharing)
              : work.replicas();
      var workload =
          new Workload(
              work.kind(),
              work.space(),
              work.name(),
              replicas,
              work.shape(),
              work.owner().isPresent());
      world.workloads.add(workload);
      work.owner().ifPresent(owner -> byOwner.put(owner, workload));
    }
    world.workloads.forEach(this::settle);
  }

  /** In the beginning everything runs where it belongs. */
  private void settle(Workload workload) {
    if (workload.isDaemon()) {
      for (Machine machine : world.machines) {
        if (Placement.suits(machine, workload)) {
          Pod pod = workload.add();
          pod.pinned = machine;
          settle(pod, machine);
        }
      }
      return;
    }
    for (int i = 0; i < workload.replicas; i++) {
      Machine machine = world.placement.choose(workload);
      if (machine != null) {
        settle(workload.add(), machine);
      }
    }
  }

  private static void settle(Pod pod, Machine machine) {
    pod.node = machine;
    pod.running = true;
    pod.ready = true;
    machine.pods.add(pod);
  }

  private void addFronts() {
    scene
        .backends()
        .forEach(
            (destination, backend) -> {
              var front = new Front(destination, space(destination), workloads(backend));
              front.endpoints = front.wanted();
              world.fronts.put(destination, front);
            });
  }

  private Space space(Destination destination) {
    return destination instanceof Destination.ServiceName named && !named.namespace().isEmpty()
        ? world.space(named.namespace())
        : world.space("default");
  }

  private List<Workload> workloads(Backend backend) {
    return switch (backend) {
      case Backend.Pods pods ->
          pods.pods().stream()
              .map(PodTemplate::owner)
              .flatMap(owner -> Stream.ofNullable(byOwner.get(owner)))
              .distinct()
              .toList();
      case Backend.Unselected _, Backend.ServiceMissing _, Backend.Elsewhere _ -> List.of();
    };
  }

  private void begin() {
    world.controllers.begin();
    world.scheduling.begin();
    world.nodes.begin();
    extensions.begin();
    garbage.begin();
    for (int i = 0; i < world.machines.size(); i++) {
      world.kubelets.begin(world.machines.get(i), i);
    }
  }

  private void plan(Scenario scenario) {
    Agenda agenda = world.agenda;
    var outage = new Outage(world, controlPlane, incidents);
    List<Front> away = outage.fronts(scenario.targets());
    List<Workload> hit =
        away.stream().flatMap(front -> front.workloads.stream()).distinct().toList();
    agenda.after(FAULT, () -> outage.strike(scenario, AWAY.toMillis()));
    agenda.after(FAULT, this::sample);
    agenda.after(FAULT + ORDINARY_DAY, this::ordinaryDay);
    agenda.after(FAULT + DELETION, this::deleteDeployments);
    agenda.after(
        FAULT + EVENT,
        () -> {
          switch (scenario.event()) {
            case NONE -> {}
            case WORKER_REPLACED -> outage.replaceWorker(hit);
            case CONTROL_PLANE_RESTART -> controlPlane.restart();
          }
        });
  }

  /** How long a stop of all nodes lasts. */
  static long coldStart() {
    return COLD;
  }

  private void sample() {
    world.agenda.after(SAMPLE, this::sample);
    incidents.sample();
  }

  /** Backends have scenarios of their own, so nobody touches their pods here. */
  private void ordinaryDay() {
    Set<Workload> backends = new HashSet<>();
    world.fronts.values().forEach(front -> backends.addAll(front.workloads));
    incidents.replacePods(backends);
    incidents.deleteNamespace();
    if (!world.machines.isEmpty()) {
      Machine last = world.machines.getLast();
      if (last.runs()) {
        world.kubelets.rotateCertificate(last);
      }
    }
  }

  private void deleteDeployments() {
    world.spaces.stream().filter(Space::isOfTenants).forEach(garbage::deleteDeployment);
  }

  private Run end() {
    var aftermath = new Aftermath(world, controlPlane, incidents, garbage);
    List<Harm> harms = aftermath.harms();
    return new Run(
        world.chronicle.moments(),
        world.tallies.all(),
        harms,
        aftermath.causes(),
        world.api.doubts());
  }
}
