package dev.bulkhead.drill;

import dev.bulkhead.admission.AdmissionRequest;
import dev.bulkhead.admission.Destination;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Matching;
import dev.bulkhead.admission.Sender;
import dev.bulkhead.admission.Vital;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The simulated cluster: its state, and whoever acts on it. */
final class World {
  final Agenda agenda = new Agenda();
  final Chronicle chronicle = new Chronicle(agenda);
  final Tallies tallies = new Tallies(chronicle);
  final Topology topology;
  final List<Space> spaces;
  final List<Workload> workloads = new ArrayList<>();
  final List<Machine> machines = new ArrayList<>();
  final Map<Destination, Front> fronts = new LinkedHashMap<>();
  final Api api;

  final Leader controllers = new Leader(this, "the controller manager", Vital.LEADER_LEASE, true);
  final Leader scheduling = new Leader(this, "the scheduler", Vital.SCHEDULER_LEASE, false);
  final Kubelets kubelets = new Kubelets(this);
  final PodWorkers podWorkers = new PodWorkers(this);
  final NodeController nodes = new NodeController(this);
  final Placement placement = new Placement(this);
  final Controllers workloadControllers = new Controllers(this);

  /** Attempts that fail so far, by whom they are for and what they ask. */
  private final Map<Object, Map<Vital, Attempt.Open>> open = new HashMap<>();

  World(Topology topology, List<Space> spaces, Hooked hooked) {
    this.topology = topology;
    this.spaces = spaces;
    this.api =
        new Api(
            agenda,
            hooked.matching(),
            hooked.hooks(),
            hooked.excluded(),
            hooked.counting(),
            fronts,
            topology.dropsNoEndpoints(),
            tallies,
            this::hasControlPlane);
  }

  /**
   * Which hooks there are.
   *
   * @param excluded what the provider keeps from all of them
   * @param counting whether hooks of which nobody can tell are taken to be called
   */
  record Hooked(
      Matching matching,
      List<Hook> hooks,
      Predicate<AdmissionRequest> excluded,
      boolean counting) {}

  Space space(String name) {
    for (Space space : spaces) {
      if (space.name().equals(name)) {
        return space;
      }
    }
    throw new IllegalStateException("No namespace " + name + ".");
  }

  Space system() {
    return space(Space.SYSTEM);
  }

  /** Whether nodes of the cluster run its control plane; else somebody else's do. */
  boolean hasOwnControlPlane() {
    return topology.pools().stream().anyMatch(pool -> pool.isControlPlane() && pool.count() > 0);
  }

  /** Whether an API server can be had. */
  boolean hasControlPlane() {
    if (!hasOwnControlPlane()) {
      return true;
    }
    for (Machine machine : machines) {
      if (machine.pool.isControlPlane() && machine.up) {
        return true;
      }
    }
    return false;
  }

  /** Sends a request until it is admitted, as long as it is wanted. */
  void attempt(Attempt attempt) {
    if (!attempt.wanted().getAsBoolean()) {
      settled(attempt.subject(), attempt.vital());
      return;
    }
    Leader leader = leader(attempt.vital().sender());
    if (leader != null && !leader.leads() && attempt.subject() != leader) {
      leader.whenLeading(() -> attempt(attempt));
      return;
    }
    Api.Answer answer =
        api.send(attempt.vital(), attempt.space(), attempt.labels(), attempt.node());
    if (answer.done()) {
      settled(attempt.subject(), attempt.vital());
      agenda.after(answer.delay(), attempt.then());
      return;
    }
    failing(attempt.subject(), attempt, answer.hooks());
    agenda.after(answer.delay() + attempt.backoff().next(), () -> attempt(attempt));
  }

  private @Nullable Leader leader(Sender sender) {
    return switch (sender) {
      case CONTROLLER_MANAGER,
          NODE_CONTROLLER,
          TAINT_EVICTION,
          NODE_IPAM,
          REPLICASET,
          DEPLOYMENT,
          DAEMONSET,
          STATEFULSET,
          JOB,
          ENDPOINTSLICE,
          SERVICE_ACCOUNT,
          NAMESPACE,
          GARBAGE,
          APPROVER,
          DISRUPTION,
          AUTOSCALER,
          ATTACH_DETACH ->
          controllers;
      case SCHEDULER -> scheduling;
      case KUBELET, CLOUD_NODE, NETWORK_AGENT, DRAIN, API_SERVER, AGENT, OPERATOR, PERSON -> null;
    };
  }

  void failing(Object subject, Attempt attempt, List<Hook> hooks) {
    open.computeIfAbsent(subject, any -> new LinkedHashMap<>())
        .put(attempt.vital(), new Attempt.Open(attempt, hooks));
  }

  void settled(Object subject, Vital vital) {
    Map<Vital, Attempt.Open> attempts = open.get(subject);
    if (attempts != null && attempts.remove(vital) != null && attempts.isEmpty()) {
      open.remove(subject);
    }
  }

  /** Nothing fails any more that is for somebody. */
  void settled(Object subject) {
    open.remove(subject);
  }

  /** What fails so far that is for somebody. */
  List<Attempt.Open> open(Object subject) {
    Map<Vital, Attempt.Open> attempts = open.get(subject);
    return attempts == null ? List.of() : List.copyOf(attempts.values());
  }

  /** The state of the pods that stand behind a Service has changed. */
  void readinessChanged(Workload workload) {
    boolean isFronted = false;
    for (Front front : fronts.values()) {
      if (front.workloads.contains(workload)) {
        isFronted = true;
        workloadControllers.syncEndpoints(front);
      }
    }
    if (!isFronted) {
      workloadControllers.tellEndpoints(workload);
    }
  }
}
