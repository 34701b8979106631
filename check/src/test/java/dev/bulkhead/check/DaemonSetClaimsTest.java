package dev.bulkhead.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonSetClaimsTest {
  private static final String ELECTS = "containers: [{name: c, args: [--leader-elect=true]}]";

  private static final String HOOK =
      """
      ---
      {apiVersion: v1, kind: Service, metadata: {name: hook, namespace: k}, spec: {%s selector: {app: k}}}
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingWebhookConfiguration
      metadata: {name: k}
      webhooks: [{name: a, clientConfig: {url: "https://x"}}, {name: b, clientConfig: {service: {name: hook, namespace: %s}}}]
      """;

  private static Optional<Verdict> judge(String kind, String podSpec, String others) {
    var inventory =
        Manifests.inventory(
            "apiVersion: apps/v1\nkind: %s\nmetadata: {name: k}\nspec: {template: {metadata: {labels: {app: k, x: y}}, spec: {%s}}}\n%s"
                .formatted(kind, podSpec, others));
    return new DaemonSetClaims(inventory).judge(inventory.objects().getFirst());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--leader-elect",
        "--enable-leader-election",
        "--leader-elect=true",
        "-leader-election",
        "--election-id=k"
      })
  void a_controller_that_elects_a_leader_need_not_run_on_every_node(String option) {
    assertThat(judge("DaemonSet", "containers: [{name: c, args: [%s]}]".formatted(option), ""))
        .get()
        .isInstanceOfSatisfying(
            Verdict.Violated.class,
            verdict -> {
              assertThat(verdict.severity()).isEqualTo(Severity.NOTICE);
              assertThat(verdict.message()).contains("elects one leader (%s)".formatted(option));
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"--leader-elect=false", "--leader-election-timeout=3s", "--elect", "x"})
  void other_options_say_nothing(String option) {
    assertThat(judge("DaemonSet", "containers: [{name: c, args: [%s]}]".formatted(option), ""))
        .isEmpty();
  }

  @Test
  void a_webhooks_server_need_not_either() {
    assertThat(judge("DaemonSet", "containers: [{name: c}]", HOOK.formatted("", "k")))
        .get()
        .isInstanceOfSatisfying(
            Verdict.Violated.class,
            verdict ->
                assertThat(verdict.message())
                    .contains("serves the webhooks of MutatingWebhookConfiguration k"));
  }

  @Test
  void a_service_of_another_namespace_is_not_its_own() {
    assertThat(judge("DaemonSet", "containers: [{name: c}]", HOOK.formatted("", "other")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"type: LoadBalancer,", "type: NodePort,", "internalTrafficPolicy: Local,"})
  void what_takes_traffic_from_outside_or_from_its_node_is_well_placed_on_each_node(String type) {
    assertThat(judge("DaemonSet", ELECTS, HOOK.formatted(type, "k"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"80, false", "443, false", "8080, true"})
  void what_takes_requests_of_the_web_is_well_placed_there_too(int port, boolean isTold) {
    String service =
        "---\n{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: k}, ports: [{port: %d}]}}\n"
            .formatted(port);
    assertThat(judge("DaemonSet", ELECTS, service).isPresent()).isEqualTo(isTold);
    // The same port of a webhook's service is for reviews alone.
    assertThat(judge("DaemonSet", ELECTS, HOOK.formatted("ports: [{port: 443}],", "k")))
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hostNetwork: true",
        "hostPID: true",
        "hostIPC: true",
        "volumes: [{name: v, hostPath: {path: /run}}]",
        "initContainers: [{name: i, securityContext: {privileged: true}}]",
        "initContainers: [{name: i, ports: [{hostPort: 80}]}]",
        "initContainers: [{name: i, securityContext: {capabilities: {add: [NET_ADMIN]}}}]",
        "initContainers: [{name: i, env: [{name: N, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}]}]",
        "initContainers: [{name: i, env: [{name: N, valueFrom: {fieldRef: {fieldPath: status.hostIP}}}]}]"
      })
  void what_uses_its_node_must_run_there(String use) {
    assertThat(judge("DaemonSet", ELECTS + ", " + use, ""))
        .get()
        .isInstanceOf(Verdict.Proven.class);
  }

  @Test
  void what_every_pod_may_have_says_nothing_of_nodes() {
    String own =
        ", initContainers: [{name: i, securityContext: {capabilities: {add: [NET_BIND_SERVICE]}}, env: [{name: P, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]}]";

    assertThat(judge("DaemonSet", ELECTS + own, "")).get().isInstanceOf(Verdict.Violated.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nodeSelector: {node-role.kubernetes.io/control-plane: ''}",
        "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {}}}"
      })
  void what_lands_on_some_nodes_alone_runs_not_on_every_node(String choice) {
    assertThat(judge("DaemonSet", ELECTS + ", " + choice, "")).isEmpty();
  }

  @Test
  void that_it_lands_on_linux_is_no_choice_among_nodes() {
    assertThat(judge("DaemonSet", ELECTS + ", nodeSelector: {kubernetes.io/os: linux}", ""))
        .get()
        .isInstanceOf(Verdict.Violated.class);
  }

  @Test
  void a_deployment_is_what_is_advised() {
    assertThat(judge("Deployment", ELECTS, "")).isEmpty();
  }
}
