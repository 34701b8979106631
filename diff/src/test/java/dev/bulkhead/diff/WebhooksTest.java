package dev.bulkhead.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhooksTest {
  private static final String NOTHING = "{apiVersion: v1, kind: Event, metadata: {name: e}}";
  private static final String PODS =
      "rules: [{apiGroups: [''], resources: [pods], operations: [CREATE]}]";

  private static String configuration(String webhook) {
    return "{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingWebhookConfiguration,"
        + " metadata: {name: v}, webhooks: [{name: w, %s}]}\n---\n%s".formatted(webhook, NOTHING);
  }

  private static List<String> appears(String webhook) {
    return Upgraded.manifests(NOTHING, configuration(webhook)).told();
  }

  private static List<String> changes(String before, String after) {
    return Upgraded.manifests(configuration(before), configuration(after)).told();
  }

  @Test
  void a_failing_webhook_over_pods_that_appears_hurts_most() {
    assertThat(appears(PODS))
        .containsExactly(
            "breaks webhooks ValidatingWebhookConfiguration v webhook w: It is new, with"
                + " failurePolicy Fail, and is asked about CREATE of pods: while it does not"
                + " answer, no pod can be created, not even in kube-system.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '' | nodes | UPDATE | no node can be tainted, cordoned or labelled
          '' | '*/status' | '*' | nodes stop being ready
          coordination.k8s.io | leases | UPDATE | nodes stop being ready
          '*' | '*/*' | '*' | nodes stop being ready
          '*' | '*' | '*' | nodes stop being ready, no node can be tainted
          '' | 'pods/*' | CREATE | no pod can be created, not even in kube-system and no pod can be scheduled
          """)
  void it_says_what_stops(String group, String resource, String operation, String outage) {
    assertThat(
            appears(
                "rules: [{apiGroups: ['%s'], resources: ['%s'], operations: ['%s']}]"
                    .formatted(group, resource, operation)))
        .singleElement()
        .asString()
        .startsWith("breaks")
        .contains("while it does not answer, " + outage);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          failurePolicy: Ignore | worth-knowing
          namespaceSelector: {matchExpressions: [{key: tenant, operator: Exists}]} | can-hurt
          namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system]}]} | can-hurt
          namespaceSelector: {matchExpressions: [{key: skip, operator: DoesNotExist}]} | breaks
          namespaceSelector: {} | breaks
          objectSelector: {matchLabels: {a: b}} | can-hurt
          matchConditions: [{name: a, expression: b}] | can-hurt
          """)
  void what_exempts_vital_requests_softens_it(String field, String hurt) {
    assertThat(appears(PODS + ", " + field)).singleElement().asString().startsWith(hurt);
  }

  @Test
  void no_selector_of_namespaces_exempts_nodes() {
    assertThat(
            appears(
                "rules: [{apiGroups: [''], resources: [nodes], operations: ['*']}],"
                    + " namespaceSelector: {matchLabels: {a: b}}"))
        .singleElement()
        .asString()
        .startsWith("breaks");
  }

  @Test
  void more_operations_and_resources_are_told_and_fewer_too() {
    assertThat(
            changes(
                "rules: [{apiGroups: [apps], resources: [deployments, jobs], operations: [CREATE]}]",
                "rules: [{apiGroups: [apps], resources: [deployments], operations: ['*']}]"))
        .containsExactly(
            "can-hurt webhooks ValidatingWebhookConfiguration v webhook w: It is asked about"
                + " everything with deployments.apps, too.",
            "worth-knowing webhooks ValidatingWebhookConfiguration v webhook w: It is no longer"
                + " asked about CREATE of jobs.apps.");
  }

  @Test
  void wildcards_are_those_of_admission_and_not_of_rbac() {
    String form = "rules: [{apiGroups: [apps], resources: ['%s'], operations: [CREATE]}]";

    assertThat(changes(form.formatted("*/*"), form.formatted("jobs")))
        .noneMatch(line -> line.contains("too"));
    assertThat(changes(form.formatted("*"), form.formatted("jobs/status")))
        .anyMatch(line -> line.contains("It is asked about CREATE of jobs/status.apps, too"));
    assertThat(changes(form.formatted("jobs/*"), form.formatted("jobs")))
        .noneMatch(line -> line.contains("too"));
  }

  @Test
  void reaching_pods_from_now_on_breaks() {
    assertThat(
            changes(
                "rules: [{apiGroups: [''], resources: [services], operations: [CREATE]}]",
                "rules: [{apiGroups: [''], resources: [services, pods], operations: [CREATE]}]"))
        .containsExactly(
            "breaks webhooks ValidatingWebhookConfiguration v webhook w: It is asked about CREATE"
                + " of pods, too: while it does not answer, no pod can be created, not even in"
                + " kube-system.");
  }

  @Test
  void failing_from_now_on_is_as_bad_as_what_it_reaches() {
    assertThat(changes(PODS + ", failurePolicy: Ignore", PODS))
        .singleElement()
        .asString()
        .startsWith("breaks")
        .contains("failurePolicy changes from Ignore to Fail: while it does not answer, no pod");
    assertThat(changes(PODS, PODS + ", failurePolicy: Ignore"))
        .singleElement()
        .asString()
        .startsWith("worth-knowing")
        .contains("requests pass unseen");
  }

  @Test
  void a_selector_that_goes_widens_the_reach() {
    assertThat(changes(PODS + ", namespaceSelector: {matchLabels: {a: b}}", PODS))
        .singleElement()
        .asString()
        .startsWith("breaks")
        .contains("namespaceSelector changes from {matchLabels: {a: b}} to nothing: while");
    assertThat(changes(PODS + ", namespaceSelector: {}", PODS))
        .noneMatch(line -> line.contains("asked about other objects"));
  }

  @Test
  void an_old_version_of_the_api_fails_open_by_default() {
    String old =
        "{apiVersion: admissionregistration.k8s.io/v1beta1, kind: ValidatingWebhookConfiguration,"
            + " metadata: {name: v}, webhooks: [{name: w, %s}]}".formatted(PODS);

    assertThat(Upgraded.manifests(old, configuration(PODS)).told())
        .anyMatch(line -> line.contains("failurePolicy changes from Ignore to Fail"))
        .anyMatch(line -> line.contains("waits for it 10 s at most, instead of 30 s"));
  }

  @Test
  void a_configuration_that_goes_is_told_once_and_a_webhook_of_it_by_itself() {
    assertThat(Upgraded.manifests(configuration(PODS), NOTHING).told())
        .containsExactly(
            "can-hurt webhooks ValidatingWebhookConfiguration v: It goes away, so none of its"
                + " webhooks is asked any more: w.");
    assertThat(changes(PODS + "}, {name: x, " + PODS, PODS))
        .containsExactly(
            "can-hurt webhooks ValidatingWebhookConfiguration v webhook x: It goes away and is no"
                + " longer asked about CREATE of pods.");
  }

  @Test
  void the_scope_of_a_rule_is_told_once() {
    assertThat(changes(PODS, PODS.replace("operations", "scope: Namespaced, operations")))
        .containsExactly(
            "worth-knowing webhooks ValidatingWebhookConfiguration v webhook w: The scope of a rule"
                + " is Namespaced instead of *.");
  }

  @Test
  void certificates_are_no_change() {
    assertThat(
            changes(PODS + ", clientConfig: {caBundle: a}", PODS + ", clientConfig: {caBundle: b}"))
        .isEmpty();
  }
}
