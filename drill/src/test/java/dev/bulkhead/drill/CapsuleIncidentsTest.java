package dev.bulkhead.drill;

import dev.bulkhead.admission.Provider;
import dev.bulkhead.admission.Vital;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Incidents with Capsule, as reported; the folders of {@code incidents} tell where. */
final class CapsuleIncidentsTest {
  private static final Target BACKEND =
      new Target.Pods("deployment", "capsule-system", "capsule-controller-manager");
  private static final String NODES = "nodes.capsule.clastix.io";
  private static final String NAMESPACES = "namespaces.capsule.clastix.io";
  private static final String OWNER = "owner.namespace.capsule.clastix.io";
  private static final String CORDONING = "cordoning.tenant.capsule.clastix.io";

  private static Pool pool(String name, int count) {
    return new Pool(name, count, List.of());
  }

  // --- 1135 ---

  private static Incident capsule() {
    return Incident.of("capsule-1135");
  }

  @Test
  void nodes_that_are_ready_stay_ready_while_capsule_is_away() {
    capsule()
        .down(BACKEND)
        .heals()
        .admits(
            Vital.NODE_LEASE,
            Vital.NODE_STATUS,
            Vital.LEADER_LEASE,
            Vital.SCHEDULER_LEASE,
            Vital.NAMESPACE_STATUS,
            Vital.NAMESPACE_FINALIZE)
        .refuses(Vital.NAMESPACE_CREATION, OWNER, NAMESPACES)
        .refuses(Vital.NAMESPACE_DELETION, NAMESPACES)
        .tellsNothingOf("NotReady")
        .tells(
            "loses its only pod",
            "requests for tenants.capsule.clastix.io in v1alpha1 and v1beta1 fail",
            "has no endpoint",
            "answers again",
            "requests for tenants.capsule.clastix.io in v1alpha1 and v1beta1 are answered again");
  }

  @Test
  void main_resources_of_tenants_are_refused_and_their_subresources_pass() {
    capsule()
        .down(BACKEND)
        .refusesIn(
            "solar-shop",
            Vital.POD_CREATION,
            "pod.defaults.capsule.clastix.io",
            CORDONING,
            "pods.capsule.clastix.io")
        .refusesIn("solar-shop", Vital.POD_REMOVAL, CORDONING)
        .refusesIn("solar-shop", Vital.OPERATOR_LEASE, CORDONING)
        .refusesIn("solar-shop", Vital.ENDPOINT_SLICE, CORDONING)
        .admits(Vital.POD_STATUS, Vital.POD_BINDING, Vital.EVICTION, Vital.POD_TOKEN)
        .admitsIn("kube-system", Vital.POD_CREATION, Vital.ENDPOINT_SLICE);
  }

  @Test
  void a_worker_that_joins_while_capsule_is_away_stays_not_ready_until_it_is_back() {
    capsule()
        .down(Event.WORKER_REPLACED, BACKEND)
        .heals()
        .refuses(Vital.NODE_POD_CIDR, NODES)
        .refuses(Vital.CORDON, NODES)
        .tells("worker-4 registers", "answers again", "worker-4 turns Ready");
  }

  @Test
  void the_dead_node_of_the_only_replica_gets_no_taint_so_nothing_replaces_the_replica() {
    capsule()
        .down(new Target.NodeOf((Target.Pods) BACKEND))
        .neverHeals()
        .refuses(Vital.NODE_TAINT, NODES)
        .leaves("capsule-system/capsule-controller-manager has 0 of 1 pod ready")
        .loopsThrough(NODES);
  }

  @Test
  void after_a_cold_start_a_node_waits_for_the_hook_and_the_hook_for_a_node() {
    capsule()
        .coldStart()
        .neverHeals()
        .refuses(Vital.NODE_POD_CIDR, NODES)
        .leaves("worker-4 is NotReady")
        .loopsThrough(NODES);
  }

  @Test
  void an_agent_that_cordons_gives_up_at_the_hook_of_nodes() {
    capsule()
        .with(Topology.Agent.GENERIC)
        .down(Event.CONTROL_PLANE_RESTART, BACKEND)
        .refuses(Vital.AGENT_NODE, NODES)
        .tells("control-plane-1 is left as it is");
  }

  @Test
  void with_nodes_at_ignore_control_plane_nodes_stay_cordoned() {
    capsule()
        .with(Topology.Agent.GENERIC)
        .ignoring(NODES)
        .down(Event.CONTROL_PLANE_RESTART, BACKEND)
        .neverHeals()
        .admits(Vital.AGENT_NODE)
        .refuses(Vital.AGENT_NAMESPACE, OWNER, NAMESPACES)
        .leavesOnly("control-plane-1 stays SchedulingDisabled");
  }

  @Test
  void with_the_owner_hook_at_ignore_too_the_other_hook_of_namespaces_still_refuses() {
    capsule()
        .with(Topology.Agent.GENERIC)
        .ignoring(NODES, OWNER)
        .down(Event.CONTROL_PLANE_RESTART, BACKEND)
        .neverHeals()
        .refuses(Vital.AGENT_NAMESPACE, NAMESPACES)
        .leavesOnly("control-plane-1 stays SchedulingDisabled");
  }

  @Test
  void with_all_three_at_ignore_the_sequence_runs_to_its_end() {
    var mended = capsule().with(Topology.Agent.GENERIC).ignoring(NODES, OWNER, NAMESPACES);
    mended
        .down(Event.CONTROL_PLANE_RESTART, BACKEND)
        .heals()
        .tells(
            "control-plane-1 is cordoned by the agent",
            "control-plane-1 is uncordoned by the agent");
    mended.coldStart().heals();
  }

  // --- 597, 719, 758, 642 ---

  @Test
  void a_pool_that_was_scaled_to_zero_never_becomes_ready_again() {
    var pool = Incident.of("capsule-597").on(pool("workers", 3)).at(Provider.GKE);
    pool.coldStart()
        .neverHeals()
        .refuses(Vital.NODE_POD_CIDR, NODES)
        .refuses(Vital.CLOUD_NODE, NODES)
        .tells("worker-4 registers")
        .loopsThrough(NODES);
    pool.ignoring(NODES).coldStart().heals();
    pool.down(BACKEND).heals();
  }

  @Test
  void a_cluster_that_was_stopped_cannot_be_started() {
    var stopped = Incident.of("capsule-719").on(pool("workers", 3)).at(Provider.AKS);
    stopped
        .coldStart()
        .neverHeals()
        .refuses(Vital.NODE_POD_CIDR, NODES)
        .refuses(Vital.CLOUD_NODE, NODES)
        .leaves("worker-4 is NotReady", "worker-5 is NotReady", "worker-6 is NotReady");
    stopped.ignoring(NODES).coldStart().heals();
  }

  @Test
  void the_first_install_on_nodes_that_come_on_demand_waits_for_itself() {
    var onDemand = Incident.of("capsule-642").on(pool("workers", 3)).at(Provider.EKS);
    onDemand
        .coldStart()
        .neverHeals()
        .refuses(Vital.NETWORK_NODE, NODES)
        .refuses(Vital.CLOUD_NODE, NODES)
        .loopsThrough(NODES);
    onDemand.ignoring(NODES).coldStart().heals();
  }

  // --- 787 ---

  @Test
  void the_agent_of_the_pod_network_and_capsule_wait_for_each_other() {
    var network = Incident.of("capsule-787");
    network
        .coldStart()
        .neverHeals()
        .refuses(Vital.NETWORK_NODE, NODES)
        .leaves("caas/capsule-controller-manager has 0 of 1 pod ready")
        .loopsThrough(NODES);
    network.ignoring(NODES).coldStart().heals();
  }

  // --- 0.14.0 ---

  private static Incident newest() {
    return Incident.of("capsule-0.14.0");
  }

  @Test
  void nothing_that_nodes_live_on_is_refused_from_0_14_on() {
    newest()
        .down(Event.WORKER_REPLACED, BACKEND)
        .heals()
        .admits(
            Vital.NODE_LEASE,
            Vital.NODE_STATUS,
            Vital.NODE_TAINT,
            Vital.NODE_POD_CIDR,
            Vital.CORDON,
            Vital.CERTIFICATE_REQUEST,
            Vital.LEADER_LEASE)
        .admitsIn("kube-system", Vital.POD_CREATION, Vital.POD_STATUS, Vital.ENDPOINT_SLICE)
        .admitsIn("capsule-system", Vital.POD_CREATION, Vital.POD_STATUS, Vital.ENDPOINT_SLICE);
  }

  @Test
  void no_namespace_can_be_deleted_while_0_14_is_away() {
    newest()
        .down(BACKEND)
        .refuses(
            Vital.NAMESPACE_CREATION,
            "namespaces.mutating.projectcapsule.dev",
            "namespaces.validating.projectcapsule.dev")
        .refuses(Vital.NAMESPACE_DELETION, "namespaces.validating.projectcapsule.dev")
        .tells("has no endpoint", "answers again", "namespace departing is deleted");
  }

  @Test
  void subresources_of_tenants_are_refused_while_0_14_is_away() {
    newest()
        .down(BACKEND)
        .refusesIn(
            "solar-shop",
            Vital.POD_STATUS,
            "calculation.global-resource-quotas.validating.projectcapsule.dev",
            "generic.rules.validating.projectcapsule.dev")
        .refusesIn(
            "solar-shop",
            Vital.EVENT,
            "calculation.global-resource-quotas.validating.projectcapsule.dev")
        .admitsIn("solar-shop", Vital.POD_REMOVAL, Vital.POD_END);
  }

  @Test
  void version_0_14_comes_back_by_itself_after_a_cold_start() {
    newest().coldStart().heals();
  }
}
