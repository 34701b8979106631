package dev.bulkhead.drill;

import dev.bulkhead.admission.Provider;
import dev.bulkhead.admission.Vital;
import dev.bulkhead.model.KubernetesVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of nodes, their taints and their pods. */
final class NodesTest {
  private static final Target WORKER = new Target.Node("worker-1");

  private static Topology at(int minor) {
    return new Topology(
        Topology.usual(Given.NEWEST).pools(),
        KubernetesVersion.of(1, minor, 0),
        Provider.VANILLA,
        false,
        Topology.Agent.NONE);
  }

  @Test
  void a_dead_node_is_marked_after_50_s_and_loses_its_pods_300_s_later() {
    Given.cluster()
        .down(WORKER)
        .tells(
            "worker-1 dies",
            "worker-1 is marked NotReady, after 50 s without a heartbeat",
            "worker-1 has its pods evicted, 300 s after its taint")
        .leavesOnly();
  }

  @Test
  void up_to_1_31_a_dead_node_is_marked_after_40_s() {
    Given.cluster().on(at(31)).down(WORKER).tells("is marked NotReady, after 40 s");
  }

  @Test
  void pods_are_not_evicted_while_the_taint_is_refused() {
    Given.cluster()
        .guarded(1)
        .hook("UPDATE nodes")
        .down(Given.GUARD, WORKER)
        .refuses(Vital.NODE_TAINT, "guard.example.com");
    Given.cluster()
        .guarded(1)
        .hook("UPDATE nodes")
        .down(new Target.NodeOf(Given.GUARD))
        .neverHeals()
        .tellsNothingOf("evicted");
  }

  @Test
  void a_small_zone_of_which_most_nodes_are_ill_evicts_nothing_more() {
    var zone =
        Given.cluster()
            .on(new Pool("control-plane", 1, List.of()), new Pool("workers", 15, List.of()));
    zone.down(
            new Target.Node("worker-1"),
            new Target.Node("worker-4"),
            new Target.Node("worker-7"),
            new Target.Node("worker-10"))
        .tells("is marked NotReady", "worker-1 has its pods evicted")
        .tellsNothingOf("worker-4 has its pods evicted")
        .tellsNothingOf("worker-10 has its pods evicted");
    zone.down(new Target.Node("worker-1"), new Target.Node("worker-4")).tells("evicted");
  }

  @Test
  void a_zone_that_is_lost_altogether_is_evicted_while_others_live() {
    Given.cluster().down(new Target.Zone("zone-b")).tells("worker-2", "has its pods evicted");
  }

  @Test
  void heartbeats_that_are_refused_flap_since_a_status_counts_as_one() {
    Given.cluster()
        .guarded(1)
        .hookElsewhere("UPDATE leases")
        .down(Given.GUARD)
        .refuses(Vital.NODE_LEASE, "guard.example.com")
        .admits(Vital.NODE_STATUS);
  }

  @Test
  void pods_of_live_kubelets_turn_ready_again_when_somebody_else_marks_them() {
    Given.cluster()
        .guarded(2)
        .with(
            """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata: {name: beats}
            webhooks:
              - name: beats.example.com
                failurePolicy: Fail
                sideEffects: None
                admissionReviewVersions: [v1]
                clientConfig: {service: {name: guard, namespace: guard}}
                namespaceSelector:
                  matchLabels: {kubernetes.io/metadata.name: kube-node-lease}
                rules:
                  - {apiGroups: ["*"], apiVersions: ["*"], operations: [UPDATE], resources: [leases]}
              - name: status.example.com
                failurePolicy: Fail
                sideEffects: None
                admissionReviewVersions: [v1]
                clientConfig: {service: {name: guard, namespace: guard}}
                matchConditions:
                  - {name: kubelets, expression: "'system:nodes' in request.userInfo.groups"}
                rules:
                  - {apiGroups: ["*"], apiVersions: ["*"], operations: [UPDATE], resources: [nodes/status]}
            """)
        .down(Given.GUARD)
        .refuses(Vital.NODE_LEASE, "beats.example.com")
        .refuses(Vital.NODE_STATUS, "status.example.com")
        .admits(Vital.POD_NOT_READY, Vital.POD_STATUS)
        .tells("is marked NotReady", "answers again", "turns Ready")
        .leavesOnly();
  }

  @Test
  void a_machine_that_joins_waits_for_addresses_and_then_takes_pods() {
    Given.cluster()
        .down(Event.WORKER_REPLACED, new Target.Webhook("none"))
        .tells(
            "worker-1 is drained",
            "worker-4 registers",
            "worker-4 turns Ready",
            "worker-4 takes pods",
            "worker-1 is taken away")
        .leavesOnly();
  }

  @Test
  void a_node_that_may_not_register_never_joins_while_its_hook_is_away() {
    Given.cluster()
        .guarded(1)
        .hook("CREATE nodes")
        .coldStart()
        .neverHeals()
        .refuses(Vital.NODE_REGISTRATION, "guard.example.com")
        .leaves("worker-4 has not joined")
        .loopsThrough("guard.example.com");
  }

  @Test
  void certificates_that_are_refused_keep_a_node_out() {
    Given.cluster()
        .guarded(1)
        .hook("CREATE certificatesigningrequests")
        .coldStart()
        .neverHeals()
        .leaves("worker-4 has not joined");
  }

  @Test
  void a_lone_node_of_a_control_plane_takes_pods_and_comes_back() {
    Given.cluster()
        .on(new Pool(Pool.CONTROL_PLANE, 1, List.of()))
        .guarded(1)
        .hook("UPDATE nodes")
        .down(new Target.ApiServer())
        .tells("control-plane-1 restarts", "leads again")
        .leavesOnly();
  }

  @Test
  void a_control_plane_that_runs_elsewhere_restarts_without_a_node() {
    Given.cluster()
        .on(new Pool("workers", 3, List.of()))
        .down(new Target.ApiServer())
        .tells("the API server restarts", "the controller manager leads again")
        .leavesOnly();
  }
}
