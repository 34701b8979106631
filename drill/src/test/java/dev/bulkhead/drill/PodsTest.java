package dev.bulkhead.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.admission.Vital;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of pods: their creation, placement, start and end. */
final class PodsTest {
  private static Given guarded() {
    return Given.cluster().guarded(1);
  }

  @Test
  void a_backend_whose_own_pods_are_refused_never_comes_back() {
    guarded()
        .hook("CREATE pods")
        .down(Given.GUARD)
        .neverHeals()
        .refusesIn("guard", Vital.POD_CREATION, "guard.example.com")
        .loopsThrough("guard.example.com");
    guarded().hookElsewhere("CREATE pods").down(Given.GUARD).heals();
  }

  @Test
  void a_backend_whose_binding_is_refused_stays_pending() {
    guarded().hook("CREATE pods/binding").down(Given.GUARD).neverHeals();
    guarded().hookElsewhere("CREATE pods/binding").down(Given.GUARD).heals();
  }

  @Test
  void a_backend_without_a_token_does_not_start() {
    guarded().hook("CREATE serviceaccounts/token").down(Given.GUARD).neverHeals();
  }

  @Test
  void a_backend_whose_status_is_refused_gets_no_endpoint() {
    guarded().hook("UPDATE pods/status").down(Given.GUARD).neverHeals();
  }

  @Test
  void a_backend_whose_endpoints_are_refused_is_never_found() {
    guarded().hook("UPDATE endpointslices").down(Given.GUARD).neverHeals();
  }

  @Test
  void pods_stay_terminating_while_the_kubelet_may_not_delete_them() {
    guarded()
        .hookElsewhere("DELETE pods")
        .down(Event.WORKER_REPLACED, Given.GUARD)
        .heals()
        .refusesIn("apps", Vital.POD_REMOVAL, "guard.example.com");
  }

  @Test
  void drains_hang_while_evictions_are_refused() {
    guarded()
        .hookElsewhere("CREATE pods/eviction")
        .down(Event.WORKER_REPLACED, Given.GUARD)
        .isUnaffected()
        .refusesIn("apps", Vital.EVICTION, "guard.example.com")
        .leavesOnly();
  }

  @Test
  void a_scheduler_without_its_lease_places_nothing() {
    guarded()
        .hook("UPDATE leases")
        .down(Given.GUARD)
        .neverHeals()
        .leaves("the controller manager does not lead", "the scheduler does not lead");
  }

  @Test
  void an_answer_that_takes_as_long_as_the_lease_may_ends_the_leader() {
    var slow = guarded().hook("Ignore", 10, "UPDATE leases");
    slow.down(new Target.Slow(Given.GUARD, Duration.ofSeconds(6)))
        .refuses(Vital.LEADER_LEASE, "guard.example.com")
        .tells("takes 6000 ms to answer", "does not lead any more");
    slow.down(new Target.Slow(Given.GUARD, Duration.ofSeconds(2)))
        .isUnaffected()
        .delays(Vital.LEADER_LEASE);
  }

  @Test
  void an_expired_certificate_is_as_good_as_nobody() {
    guarded()
        .hookElsewhere("CREATE pods")
        .down(new Target.Expired(Given.GUARD))
        .refusesIn("apps", Vital.POD_CREATION, "guard.example.com")
        .tells("shows an expired certificate", "is mended");
  }

  @Test
  void one_dead_endpoint_of_three_is_met_by_some_calls_only() {
    Given.cluster()
        .guarded(3)
        .hookElsewhere("CREATE pods")
        .down(new Target.NodeOf(Given.GUARD))
        .heals()
        .leavesOnly();
  }

  @Test
  void pods_stay_where_their_tolerations_let_them() {
    Given.cluster()
        .with(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: patient, namespace: patient}
            spec:
              replicas: 3
              template:
                metadata: {labels: {app: patient}}
                spec:
                  tolerations:
                    - {key: node.kubernetes.io/unreachable, operator: Exists, tolerationSeconds: 900}
                  containers: [{name: main, image: "registry.example/main:1"}]
            """)
        .down(new Target.Node("worker-1"))
        .tells("300 s after its taint", "900 s after its taint");
  }

  @Test
  void a_pod_of_a_stateful_set_is_not_replaced_before_it_has_ended() {
    var run =
        Given.cluster()
            .with(
                """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: store, namespace: store}
            spec:
              replicas: 3
              template:
                metadata: {labels: {app: store}}
                spec: {containers: [{name: main, image: "registry.example/main:1"}]}
            """)
            .run(new Scenario("lost", List.of(new Target.Node("worker-1")), Event.NONE, false));
    assertThat(run.harms())
        .extracting(Harm::toString)
        .contains("store/store has 2 of 3 pods ready");
  }
}
