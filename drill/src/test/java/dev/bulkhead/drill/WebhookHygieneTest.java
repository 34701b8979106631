package dev.bulkhead.drill;

import static dev.bulkhead.drill.WebhookGiven.SOUND;
import static dev.bulkhead.drill.WebhookGiven.exempting;
import static dev.bulkhead.drill.WebhookGiven.hook;
import static dev.bulkhead.drill.WebhookGiven.rule;
import static dev.bulkhead.verdict.Severity.NOTICE;
import static dev.bulkhead.verdict.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WebhookHygieneTest {
  /** A hook on Kubernetes' own objects, without which no cluster dies. */
  private static final String SERVICES = hook(rule("CREATE", "", "services"));

  private static final String OWN = hook(rule("CREATE", "guard.example", "things"));

  /** A hook without which nodes do not join. */
  private static final String NODES = hook(rule("UPDATE", "", "nodes"));

  private static String without(String... parts) {
    String manifest = SOUND;
    for (String part : parts) {
      assertThat(manifest).contains(part);
      manifest = manifest.replace(part, "");
    }
    return manifest;
  }

  private static String with(String part, String other) {
    assertThat(SOUND).contains(part);
    return SOUND.replace(part, other);
  }

  private static final String PRIORITY = "priorityClassName: system-cluster-critical";
  private static final String SPREAD = "whenUnsatisfiable: DoNotSchedule, ";
  private static final String PROBE = "readinessProbe: {httpGet: {port: 8081}}";
  private static final String MEMORY = "resources: {requests: {memory: 64Mi}}";
  private static final String POOL = "nodeSelector: {infra: \"true\"}";
  private static final String BUDGET = "maxUnavailable: 1";

  private static String autoscaler(String fields) {
    return "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: guard}, spec: {scaleTargetRef: {kind: Deployment, name: guard}, %s}}\n---\n"
        .formatted(fields);
  }

  @Test
  void a_sound_backend_is_sound() {
    assertThat(WebhookGiven.of(SOUND + SERVICES).findings()).isEmpty();
  }

  @Test
  void one_replica_is_an_outage_at_each_drain() {
    WebhookGiven.of(with("replicas: 2", "replicas: 1") + SERVICES)
        .violates(
            WebhookBackendRules.SINGLE_REPLICA,
            WARNING,
            "One pod answers guard.example",
            "replicas: 1");
    WebhookGiven.of(with("  replicas: 2\n", "") + SERVICES)
        .violates(WebhookBackendRules.SINGLE_REPLICA, WARNING, "no replicas stated, which is 1");
  }

  @Test
  void of_custom_resources_alone_it_is_worth_knowing_and_nothing_else_is_asked() {
    var given =
        WebhookGiven.of(
            without(PRIORITY, PROBE, MEMORY).replace("replicas: 2", "replicas: 1") + OWN);

    assertThat(given.findings()).containsExactly("notice webhook-single-replica");
  }

  @Test
  void of_what_is_ignored_nothing_is_asked() {
    String ignored = SERVICES.replace("rules:", "failurePolicy: Ignore\n    rules:");

    assertThat(WebhookGiven.of(with("replicas: 2", "replicas: 1") + ignored).findings()).isEmpty();
  }

  @Test
  void under_an_autoscaler_its_least_number_counts() {
    WebhookGiven.of(with("replicas: 2", "replicas: 1") + autoscaler("minReplicas: 2") + SERVICES)
        .proves(WebhookBackendRules.SINGLE_REPLICA);
    WebhookGiven.of(SOUND + autoscaler("maxReplicas: 9") + SERVICES)
        .violates(
            WebhookBackendRules.SINGLE_REPLICA,
            WARNING,
            "minReplicas of HorizontalPodAutoscaler guard: 1");
  }

  @Test
  void a_daemonset_is_not_single() {
    var given =
        WebhookGiven.of(
            with("kind: Deployment", "kind: DaemonSet").replace("replicas: 2", "") + SERVICES);

    given.proves(WebhookBackendRules.SINGLE_REPLICA);
    given.saysNothingOf(WebhookBackendRules.NO_BUDGET);
    given.saysNothingOf(WebhookBackendRules.NOT_SPREAD);
  }

  @Test
  void pods_of_a_test_are_no_replicas() {
    String test =
        "{apiVersion: v1, kind: Pod, metadata: {name: t, namespace: guard, labels: {app: guard}, annotations: {helm.sh/hook: test}}, spec: {containers: [{name: c}]}}\n---\n";

    WebhookGiven.of(with("replicas: 2", "replicas: 1") + test + SERVICES)
        .violates(WebhookBackendRules.SINGLE_REPLICA, WARNING, "One pod");
  }

  @Test
  void several_pods_without_a_budget_may_be_drained_at_once() {
    String budget = SOUND.substring(SOUND.indexOf("{apiVersion: policy/v1"));

    WebhookGiven.of(without(budget) + SERVICES)
        .violates(WebhookBackendRules.NO_BUDGET, NOTICE, "2 pods answer guard.example");
    WebhookGiven.of(without(budget) + NODES)
        .violates(WebhookBackendRules.NO_BUDGET, WARNING, "2 pods answer guard.example");
  }

  @Test
  void a_budget_that_lets_nobody_go_hangs_drains() {
    for (String bound :
        new String[] {
          "maxUnavailable: 0", "minAvailable: 2", "minAvailable: 100%", "minAvailable: 51%"
        }) {
      WebhookGiven.of(with(BUDGET, bound) + SERVICES)
          .violates(WebhookBackendRules.BUDGET_BLOCKS, WARNING, bound);
    }
    for (String bound :
        new String[] {"minAvailable: 1", "minAvailable: 50%", "maxUnavailable: 10%"}) {
      WebhookGiven.of(with(BUDGET, bound) + SERVICES).proves(WebhookBackendRules.BUDGET_BLOCKS);
    }
  }

  @Test
  void pods_that_nothing_keeps_apart_may_share_a_node() {
    WebhookGiven.of(with("kubernetes.io/hostname", "kubernetes.io/arch") + SERVICES)
        .violates(WebhookBackendRules.NOT_SPREAD, NOTICE, "The 2 pods", "may all run on one node");
    WebhookGiven.of(with(SPREAD, "whenUnsatisfiable: ScheduleAnyway, ") + NODES)
        .violates(WebhookBackendRules.NOT_SPREAD, NOTICE, "only preferred");
  }

  @Test
  void a_spread_of_other_pods_spreads_nothing() {
    WebhookGiven.of(
            with(
                    "labelSelector: {matchLabels: {app: guard}}",
                    "labelSelector: {matchLabels: {app: x}}")
                + NODES)
        .violates(WebhookBackendRules.NOT_SPREAD, WARNING, "may all run on one node");
  }

  @Test
  void an_anti_affinity_keeps_pods_apart() {
    int begin = SOUND.indexOf("topologySpreadConstraints");
    int end = SOUND.indexOf("containers:");
    String affinity =
        "affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: guard}}}]}}\n      ";

    WebhookGiven.of(SOUND.substring(0, begin) + affinity + SOUND.substring(end) + SERVICES)
        .proves(WebhookBackendRules.NOT_SPREAD);
  }

  @Test
  void a_container_without_memory_is_killed_first() {
    WebhookGiven.of(without(MEMORY) + SERVICES)
        .violates(
            WebhookBackendRules.NO_RESOURCES, NOTICE, "Container manager", "requests no memory");
    WebhookGiven.of(with(MEMORY, "resources: {limits: {memory: 64Mi}}") + SERVICES)
        .proves(WebhookBackendRules.NO_RESOURCES);
  }

  @Test
  void only_the_container_that_listens_is_asked_for_memory() {
    WebhookGiven.of(
            with("    containers:\n", "    containers:\n        - {name: sidecar}\n") + SERVICES)
        .proves(WebhookBackendRules.NO_RESOURCES);
  }

  @Test
  void who_reads_everything_needs_more_than_a_little_memory() {
    String binding =
        "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: b}, roleRef: {kind: ClusterRole, name: cluster-admin}, subjects: [{kind: ServiceAccount, name: default, namespace: guard}]}\n---\n";
    String tight = with(MEMORY, "resources: {limits: {memory: 128Mi}}");

    WebhookGiven.of(tight + binding + SERVICES)
        .violates(WebhookBackendRules.NO_RESOURCES, NOTICE, "killed above 128Mi");
    WebhookGiven.of(tight + SERVICES).proves(WebhookBackendRules.NO_RESOURCES);
    WebhookGiven.of(with(MEMORY, "resources: {limits: {memory: 1Gi}}") + binding + SERVICES)
        .proves(WebhookBackendRules.NO_RESOURCES);
  }

  @Test
  void without_a_priority_pods_wait_behind_all_others() {
    WebhookGiven.of(without(PRIORITY) + SERVICES)
        .violates(WebhookBackendRules.UNSCHEDULABLE, NOTICE, "no priorityClassName");
    WebhookGiven.of(without(PRIORITY) + NODES)
        .violates(WebhookBackendRules.UNSCHEDULABLE, WARNING, "no priorityClassName");
  }

  @Test
  void without_a_probe_calls_come_too_early() {
    WebhookGiven.of(without(PROBE) + SERVICES)
        .violates(WebhookBackendRules.READINESS, NOTICE, "no readinessProbe");
  }

  @Test
  void a_pool_of_its_own_is_asked_of_those_alone_who_keep_nodes_alive() {
    WebhookGiven.of(without(POOL) + SERVICES).saysNothingOf(WebhookBackendRules.NOT_ISOLATED);
    WebhookGiven.of(without(POOL) + NODES)
        .violates(WebhookBackendRules.NOT_ISOLATED, NOTICE, "run on any node");
    WebhookGiven.of(SOUND + NODES).proves(WebhookBackendRules.NOT_ISOLATED);
  }

  @Test
  void several_hooks_of_one_backend_are_one_matter() {
    String two =
        SERVICES + hook(rule("CREATE", "apps", "deployments") + exempting("guard, kube-system"));

    WebhookGiven.of(with("replicas: 2", "replicas: 1") + two)
        .violates(WebhookBackendRules.SINGLE_REPLICA, WARNING, "One pod");
  }
}
