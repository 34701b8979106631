package dev.bulkhead.drill;

import static dev.bulkhead.drill.WebhookGiven.SOUND;
import static dev.bulkhead.drill.WebhookGiven.exempting;
import static dev.bulkhead.drill.WebhookGiven.hook;
import static dev.bulkhead.drill.WebhookGiven.rule;
import static dev.bulkhead.verdict.Severity.ERROR;
import static dev.bulkhead.verdict.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WebhookBlocksTest {
  private static WebhookGiven given(String... fields) {
    return WebhookGiven.of(SOUND + hook(String.join("", fields)));
  }

  @Test
  void a_hook_on_nodes_keeps_nodes_from_joining_and_says_who_is_refused() {
    given(rule("UPDATE", "", "nodes"))
        .violates(
            WebhookReachRules.NODES,
            ERROR,
            "While service guard/hook does not answer",
            "UPDATE nodes refused",
            "to the node lifecycle controller: taints are neither set nor removed",
            "and 3 more");
  }

  @Test
  void heartbeats_pass_a_hook_on_nodes_and_only_a_subresource_takes_them_in() {
    assertThat(given(rule("UPDATE", "", "nodes")).violation(WebhookReachRules.NODES).evidence())
        .noneMatch(fact -> fact.value().contains("nodes/status"));
    assertThat(
            given(rule("UPDATE", "", "\"nodes/*\"")).violation(WebhookReachRules.NODES).evidence())
        .anyMatch(fact -> fact.value().contains("nodes/status"));
  }

  @Test
  void the_entry_that_takes_the_request_in_is_the_guilty_place() {
    var place =
        given(
                "rules:\n      - operations: [UPDATE]\n        apiGroups: ['']\n        apiVersions: [v1]\n        resources:\n          - services\n          - nodes")
            .violation(WebhookReachRules.NODES)
            .claim()
            .location();
    var first =
        given(
                "rules:\n      - operations: [UPDATE]\n        apiGroups: ['']\n        apiVersions: [v1]\n        resources:\n          - nodes")
            .violation(WebhookReachRules.NODES)
            .claim()
            .location();

    assertThat(place.line()).isEqualTo(first.line() + 1);
  }

  @Test
  void ignore_blocks_nothing() {
    given("failurePolicy: Ignore\n    ", rule("UPDATE", "", "nodes"))
        .proves(WebhookReachRules.NODES);
  }

  @Test
  void the_condition_of_the_remedy_lets_the_cluster_itself_pass() {
    String remedy = given(rule("UPDATE", "", "nodes")).violation(WebhookReachRules.NODES).remedy();
    String condition =
        remedy.substring(remedy.indexOf("matchCondition: ") + 16, remedy.length() - 1);

    given(
            rule("UPDATE", "", "nodes"),
            "\n    matchConditions: [{name: people, expression: \"%s\"}]".formatted(condition))
        .violates(WebhookReachRules.NODES, WARNING, "nodes can be neither cordoned nor uncordoned");
  }

  @Test
  void leases_of_nodes_and_of_leaders_come_along_with_a_wildcard() {
    given(rule("UPDATE", "*", "\"*\""), exempting("guard"))
        .violates(WebhookReachRules.LEASES, ERROR, "in kube-node-lease", "in kube-system");
  }

  @Test
  void an_exemption_by_name_of_both_namespaces_lets_leases_pass() {
    var given =
        given(rule("UPDATE", "*", "\"*\""), exempting("guard, kube-system, kube-node-lease"));

    given.proves(WebhookReachRules.LEASES);
    given.proves(WebhookReachRules.SELECTOR);
  }

  @Test
  void an_exemption_of_one_namespace_is_named_as_the_remedy_for_the_other() {
    assertThat(
            given(rule("UPDATE", "coordination.k8s.io", "leases"), exempting("kube-system"))
                .violation(WebhookReachRules.LEASES)
                .remedy())
        .isEqualTo(
            "Exempt {key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-node-lease]} in namespaceSelector.matchExpressions.");
  }

  @Test
  void a_hook_on_all_pods_blocks_those_of_the_control_plane() {
    given(rule("CREATE", "", "pods"), exempting("guard"))
        .violates(
            WebhookReachRules.CONTROL_PLANE, ERROR, "CREATE pods in kube-system", "static pods");
  }

  @Test
  void a_hook_on_pods_with_a_label_blocks_none_of_the_control_plane() {
    given(
            rule("CREATE", "", "pods"),
            "\n    objectSelector: {matchLabels: {guard.example/inject: \"true\"}}")
        .proves(WebhookReachRules.CONTROL_PLANE);
  }

  @Test
  void what_only_degrades_workloads_is_a_warning() {
    given(rule("CREATE", "storage.k8s.io", "volumeattachments"))
        .violates(WebhookReachRules.CONTROL_PLANE, WARNING, "volumes are not attached");
  }

  @Test
  void the_namespace_of_the_system_is_written_by_agents_as_was_reported() {
    given(rule("UPDATE", "", "namespaces"))
        .violates(
            WebhookReachRules.NAMESPACES,
            WARNING,
            "UPDATE namespaces (kube-system)",
            "as reported");
  }

  @Test
  void finalizers_of_namespaces_keep_them_terminating() {
    given(rule("UPDATE", "", "namespaces/finalize"), exempting("kube-system"))
        .violates(
            WebhookReachRules.NAMESPACES,
            WARNING,
            "UPDATE namespaces/finalize",
            "the namespace stays Terminating");
  }

  @Test
  void a_hook_on_namespaces_that_leaves_the_system_alone_does_what_it_is_for() {
    given(rule("CREATE, UPDATE, DELETE", "", "namespaces"), exempting("kube-system"))
        .proves(WebhookReachRules.NAMESPACES);
  }

  @Test
  void a_hook_on_custom_resources_blocks_nothing() {
    var given = given(rule("\"*\"", "guard.example", "\"*/*\""));

    assertThat(given.findings()).isEmpty();
  }

  @Test
  void what_hangs_on_a_condition_that_nobody_can_decide_is_left_open() {
    given(
            rule("UPDATE", "", "nodes"),
            "\n    matchConditions: [{name: may, expression: \"authorizer.group('').resource('nodes').check('own').allowed()\"}]")
        .leavesOpen(WebhookReachRules.NODES, "UPDATE nodes refused", "if ");
  }
}
