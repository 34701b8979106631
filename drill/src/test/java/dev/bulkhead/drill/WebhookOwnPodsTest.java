package dev.bulkhead.drill;

import static dev.bulkhead.drill.WebhookGiven.SOUND;
import static dev.bulkhead.drill.WebhookGiven.exempting;
import static dev.bulkhead.drill.WebhookGiven.hook;
import static dev.bulkhead.drill.WebhookGiven.rule;
import static dev.bulkhead.verdict.Severity.ERROR;
import static dev.bulkhead.verdict.Severity.WARNING;

import org.junit.jupiter.api.Test;

class WebhookOwnPodsTest {
  private static WebhookGiven given(String... fields) {
    return WebhookGiven.of(SOUND + hook(String.join("", fields)));
  }

  @Test
  void a_hook_on_all_pods_waits_for_its_own() {
    given(rule("CREATE", "", "pods"))
        .violates(WebhookReachRules.OWN_PODS, ERROR, "CREATE pods in guard", "FailedCreate");
  }

  @Test
  void so_does_one_on_bindings_tokens_or_endpoints() {
    for (String resource :
        new String[] {"pods/binding", "serviceaccounts/token", "endpointslices"}) {
      given(rule("CREATE", "*", resource))
          .violates(WebhookReachRules.OWN_PODS, ERROR, "CREATE " + resource);
    }
  }

  @Test
  void its_own_namespace_exempt_by_name_is_enough() {
    given(rule("CREATE", "", "pods"), exempting("guard")).proves(WebhookReachRules.OWN_PODS);
  }

  @Test
  void so_is_a_label_of_its_own_pods() {
    given(
            rule("CREATE", "", "pods"),
            "\n    objectSelector: {matchExpressions: [{key: app, operator: NotIn, values: [guard]}]}")
        .proves(WebhookReachRules.OWN_PODS);
  }

  @Test
  void a_label_of_pods_does_not_exempt_their_bindings() {
    given(
            rule("CREATE", "", "pods, pods/binding"),
            "\n    objectSelector: {matchExpressions: [{key: app, operator: NotIn, values: [guard]}]}")
        .violates(WebhookReachRules.OWN_PODS, ERROR, "CREATE pods/binding in guard");
  }

  @Test
  void ignore_waits_for_nobody() {
    given("failurePolicy: Ignore\n    ", rule("CREATE", "", "pods"))
        .proves(WebhookReachRules.OWN_PODS);
  }

  @Test
  void namespaces_that_opted_in_are_not_its_own() {
    given(
            rule("CREATE", "", "pods"),
            "\n    namespaceSelector: {matchLabels: {guard.example/tenant: x}}")
        .proves(WebhookReachRules.OWN_PODS);
  }

  @Test
  void what_mends_an_outage_is_refused_by_a_hook_on_deployments() {
    given(rule("UPDATE", "apps", "deployments"))
        .violates(
            WebhookReachRules.REPAIR,
            WARNING,
            "UPDATE deployments.apps in guard",
            "UPDATE deployments.apps in kube-system");
  }

  @Test
  void definitions_of_custom_resources_and_secrets_count_as_well() {
    given(rule("UPDATE", "apiextensions.k8s.io", "customresourcedefinitions"))
        .violates(WebhookReachRules.REPAIR, WARNING, "UPDATE customresourcedefinitions");
    given(rule("UPDATE", "", "secrets"), exempting("kube-system"))
        .violates(WebhookReachRules.REPAIR, WARNING, "UPDATE secrets in guard");
  }

  @Test
  void exemptions_by_name_leave_the_way_open_for_repair() {
    given(rule("UPDATE", "apps", "deployments"), exempting("guard, kube-system"))
        .proves(WebhookReachRules.REPAIR);
  }
}
