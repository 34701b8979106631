package dev.bulkhead.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.admission.Standing;
import dev.bulkhead.admission.Vital;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Incidents as reported; the folders of {@code incidents} tell where, and what was derived. */
final class IncidentsTest {
  private static final Pool ONE_SERVER = new Pool(Pool.CONTROL_PLANE, 1, List.of());

  private static Target.Pods deployment(String namespace, String name) {
    return new Target.Pods("deployment", namespace, name);
  }

  // --- leases ---

  private static final Target.Pods GATEKEEPER =
      deployment("gatekeeper-system", "gatekeeper-controller-manager");

  @Test
  void a_hook_at_ignore_that_holds_leases_for_5_s_ends_the_control_plane() {
    var ending =
        Incident.of("gatekeeper-870")
            .down(new Target.NodeOf(GATEKEEPER))
            .neverHeals()
            .refuses(Vital.LEADER_LEASE, "validation.gatekeeper.sh")
            .refuses(Vital.SCHEDULER_LEASE, "validation.gatekeeper.sh")
            .admits(Vital.NODE_LEASE)
            .delays(Vital.NODE_LEASE)
            .tells(
                "dies",
                "the controller manager does not lead any more: its lease was not renewed for 10 s")
            .leaves(
                "the controller manager does not lead",
                "the scheduler does not lead",
                "service gatekeeper-system/gatekeeper-webhook-service does not answer");
    assertThat(ending.drilled().tallies())
        .filteredOn(tally -> tally.vital() == Vital.LEADER_LEASE)
        .extracting(Tally::standing)
        .containsOnly(Standing.DERIVED);
  }

  @Test
  void with_3_s_the_controllers_live_on_and_replace_the_hook() {
    var shorter = Incident.of("gatekeeper-870").timingOutAfter(3);
    shorter
        .down(new Target.NodeOf(GATEKEEPER))
        .admits(Vital.LEADER_LEASE, Vital.SCHEDULER_LEASE, Vital.NODE_LEASE)
        .delays(Vital.LEADER_LEASE)
        .leavesOnly()
        .tells("is marked NotReady", "has no endpoint", "has its pods evicted", "answers again");
  }

  @Test
  void a_hook_that_is_refused_at_once_holds_no_lease() {
    Incident.of("gatekeeper-870")
        .down(GATEKEEPER)
        .isUnaffected()
        .refuses(Vital.NAMESPACE_CREATION, "check-ignore-label.gatekeeper.sh")
        .admits(Vital.LEADER_LEASE, Vital.SCHEDULER_LEASE);
  }

  @Test
  void rules_that_cover_leases_stop_the_control_plane_at_fail() {
    Incident.of("gatekeeper-3829")
        .down(GATEKEEPER)
        .neverHeals()
        .refuses(Vital.LEADER_LEASE, "validation.gatekeeper.sh")
        .refuses(Vital.NODE_LEASE, "validation.gatekeeper.sh")
        .admits(Vital.NODE_STATUS, Vital.POD_BINDING)
        .tells("loses all 3 pods", "does not lead any more")
        .leaves("the controller manager does not lead", "the scheduler does not lead");
  }

  @Test
  void one_of_three_replicas_lost_with_its_node_is_survived() {
    Incident.of("gatekeeper-3829")
        .down(new Target.NodeOf(GATEKEEPER))
        .heals()
        .tells("dies", "is marked NotReady");
  }

  @Test
  void a_hook_at_ignore_on_everything_ends_the_controller_manager_in_a_black_hole() {
    var audit = Incident.of("kubernetes-90217");
    audit
        .dropping()
        .down(deployment("audit", "audit-hook"))
        .refuses(Vital.LEADER_LEASE, "audit.example.com")
        .refuses(Vital.NODE_LEASE, "audit.example.com")
        .admits(Vital.NODE_STATUS)
        .neverHeals()
        .leaves("the controller manager does not lead");
    audit
        .down(new Target.NodeOf(deployment("audit", "audit-hook")))
        .neverHeals()
        .leaves("the controller manager does not lead");
    audit.down(deployment("audit", "audit-hook")).isUnaffected();
    audit.dropping().timingOutAfter(3).down(deployment("audit", "audit-hook")).leavesOnly();
  }

  // --- agents of the control plane ---

  @Test
  void the_only_server_of_rke2_never_comes_back_while_its_namespace_is_refused() {
    var rke2 = Incident.of("gatekeeper-1296").on(ONE_SERVER);
    rke2.with(Topology.Agent.RKE2)
        .down(new Target.ApiServer())
        .neverHeals()
        .refuses(Vital.AGENT_NAMESPACE, "check-ignore-label.gatekeeper.sh")
        .leaves("control-plane-1 is NotReady")
        .loopsThrough("check-ignore-label.gatekeeper.sh");
    rke2.down(new Target.ApiServer()).isUnaffected();
    rke2.with(Topology.Agent.RKE2)
        .ignoring("check-ignore-label")
        .down(new Target.ApiServer())
        .isUnaffected();
  }

  @Test
  void an_agent_that_writes_namespaces_waits_for_the_webhook_of_rancher_on_a_single_node() {
    var rancher = Incident.of("rancher-42699").on(ONE_SERVER);
    rancher
        .with(Topology.Agent.RKE2)
        .coldStart()
        .neverHeals()
        .refuses(Vital.AGENT_NAMESPACE, "rancher.cattle.io.namespaces");
    rancher.coldStart().leavesOnly();
  }

  // --- conversions and aggregated APIs ---

  @Test
  void a_namespace_waits_for_the_conversion_of_what_it_holds() {
    Incident.of("conversion-stops-namespace-deletion")
        .down(deployment("widgets", "widget-operator"))
        .isUnaffected()
        .leavesOnly()
        .tells(
            "widget-operator loses its only pod",
            "requests for widgets.example.com in v1 fail, reads too",
            "namespace departing stays Terminating: widgets.example.com cannot be"
                + " listed in v1",
            "namespace departing is deleted");
  }

  @Test
  void up_to_1_31_nothing_is_collected_after_a_restart_without_the_conversion() {
    var etl = Incident.of("k8s-110720");
    var backend = deployment("etl", "etl-operator");
    etl.at(31)
        .down(Event.CONTROL_PLANE_RESTART, backend)
        .leavesOnly()
        .tells(
            "the garbage collector starts anew and collects nothing in the whole cluster:"
                + " pipelines.example.com cannot be listed in v1beta1",
            "the garbage collector collects again");
    etl.at(31).down(backend).tellsNothingOf("the garbage collector");
  }

  @Test
  void from_1_32_on_only_what_needs_the_conversion_is_left_alone() {
    Incident.of("k8s-110720")
        .at(32)
        .down(Event.CONTROL_PLANE_RESTART, deployment("etl", "etl-operator"))
        .tells("the garbage collector starts anew and leaves some objects alone")
        .tellsNothingOf("collects nothing");
  }

  @Test
  void a_conversion_that_its_own_pods_serve_heals_with_them() {
    Incident.of("longhorn-9402")
        .down(new Target.Pods("daemonset", "longhorn-system", "longhorn-manager"))
        .isUnaffected()
        .leavesOnly()
        .tells("in v1beta1 fail, reads too", "in v1beta1 are answered again");
  }

  @Test
  void no_namespace_is_deleted_while_an_aggregated_api_is_away() {
    Incident.of("healthy-metrics-server")
        .down(deployment("kube-system", "metrics-server"))
        .isUnaffected()
        .leavesOnly()
        .tells(
            "v1beta1.metrics.k8s.io is not available, so no namespace can be deleted, and"
                + " autoscalers stand still",
            "namespace departing stays Terminating: v1beta1.metrics.k8s.io is not available",
            "v1beta1.metrics.k8s.io is available again",
            "namespace departing is deleted");
  }

  // --- hooks of pods ---

  @Test
  void the_sidecar_injector_waits_for_itself() {
    var istio = Incident.of("istio-21147");
    var injector = deployment("istio-system", "istio-sidecar-injector");
    istio
        .down(new Target.NodeOf(injector))
        .neverHeals()
        .refusesIn("istio-system", Vital.POD_CREATION, "sidecar-injector.istio.io")
        .tells("dies", "has no endpoint", "has its pods evicted")
        .loopsThrough("sidecar-injector.istio.io");
    istio.down(injector).neverHeals().loopsThrough("sidecar-injector.istio.io");
    istio
        .coldStart()
        .neverHeals()
        .refusesIn("kube-system", Vital.DAEMON_POD_CREATION, "sidecar-injector.istio.io");
  }

  @Test
  void a_hook_that_exempts_only_itself_holds_back_the_pod_network() {
    var topolvm = Incident.of("topolvm-57");
    topolvm
        .coldStart()
        .neverHeals()
        .refusesIn("kube-system", Vital.DAEMON_POD_CREATION, "hook.topolvm.cybozu.com")
        .tells("worker-4 registers")
        .leaves("worker-4 is NotReady")
        .loopsThrough("hook.topolvm.cybozu.com");
    topolvm.down(deployment("topolvm-system", "topolvm-hook")).heals();
    topolvm.down(Event.WORKER_REPLACED, deployment("topolvm-system", "topolvm-hook")).heals();
  }

  @Test
  void three_replicas_do_not_survive_zero_nodes() {
    var linkerd = Incident.of("linkerd-3104");
    linkerd
        .coldStart()
        .neverHeals()
        .refusesIn("kube-system", Vital.DAEMON_POD_CREATION, "linkerd-proxy-injector.linkerd.io");
    linkerd.down(deployment("linkerd", "linkerd-proxy-injector")).heals();
    linkerd.down(new Target.NodeOf(deployment("linkerd", "linkerd-proxy-injector"))).heals();
  }

  @Test
  void an_exempt_backend_is_held_back_by_a_pod_network_that_is_not_exempt() {
    var kyverno = Incident.of("kyverno-16177");
    kyverno
        .coldStart()
        .neverHeals()
        .refusesIn(
            "calico-system",
            Vital.DAEMON_POD_CREATION,
            "mutate.kyverno.svc-fail",
            "validate.kyverno.svc-fail")
        .leaves("kyverno/kyverno-admission-controller has 0 of 1 pod ready");
    kyverno.down(deployment("kyverno", "kyverno-admission-controller")).heals();
    kyverno.without(object -> object.key().name().equals("calico-node")).coldStart().heals();
  }

  @Test
  void a_hook_of_everything_refuses_every_heartbeat() {
    Incident.of("kyverno-2796")
        .down(deployment("kyverno", "kyverno-admission-controller"))
        .neverHeals()
        .refuses(Vital.NODE_LEASE, "validate.kyverno.svc-fail")
        .refuses(Vital.NODE_STATUS, "validate.kyverno.svc-fail")
        .refuses(Vital.LEADER_LEASE, "validate.kyverno.svc-fail")
        .refuses(Vital.POD_CREATION, "validate.kyverno.svc-fail")
        .leaves("the controller manager does not lead", "the scheduler does not lead");
  }

  @Test
  void the_api_of_metrics_being_away_is_survived_while_kyverno_is_up() {
    Incident.of("kyverno-2796")
        .down(deployment("kube-system", "metrics-server"))
        .isUnaffected()
        .leavesOnly()
        .tells("v1beta1.metrics.k8s.io is not available", "v1beta1.metrics.k8s.io is available");
  }

  private static final Target[] COZY = {
    deployment("cozy-system", "lineage-webhook"),
    deployment("cozy-linstor", "linstor-scheduler-admission"),
    deployment("cozy-vpa", "vpa-webhook"),
    deployment("cozy-kubevirt", "virt-api")
  };

  @Test
  void pods_that_need_no_network_are_refused_too_and_ignore_alone_does_not_help() {
    var cozy = Incident.of("cozystack-3125").dropping();
    String[] all = {"lineage.example.com", "linstor.example.com", "virt.example.com", "vpa.k8s.io"};
    cozy.down(Event.WORKER_REPLACED, COZY)
        .neverHeals()
        .refusesIn(
            "kube-system",
            Vital.DAEMON_POD_CREATION,
            "lineage.example.com",
            "linstor.example.com",
            "virt.example.com");
    cozy.ignoring(all)
        .down(Event.WORKER_REPLACED, COZY)
        .refusesIn("kube-system", Vital.DAEMON_POD_CREATION, all);
    cozy.ignoring(all)
        .timingOutAfter(1)
        .down(Event.WORKER_REPLACED, COZY)
        .admits(Vital.POD_CREATION, Vital.DAEMON_POD_CREATION)
        .leavesOnly();
  }

  // --- healthy ---

  @Test
  void hooks_of_their_own_resources_leave_a_cluster_alone() {
    for (String name : List.of("healthy-cert-manager", "healthy-narrow")) {
      Incident.of(name).usual().forEach(ending -> ending.isUnaffected().leavesOnly());
    }
  }

  @Test
  void an_aggregated_api_leaves_a_cluster_alone() {
    Incident.of("healthy-metrics-server")
        .usual()
        .forEach(ending -> ending.isUnaffected().leavesOnly());
  }

  @Test
  void a_hook_that_namespaces_opt_into_and_two_nodes_serve_heals_by_itself() {
    Incident.of("healthy-opt-in").usual().forEach(ending -> ending.heals().leavesOnly());
  }
}
