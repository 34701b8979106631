package dev.bulkhead.drill;

import static dev.bulkhead.drill.WebhookGiven.SOUND;
import static dev.bulkhead.drill.WebhookGiven.configuration;
import static dev.bulkhead.drill.WebhookGiven.hook;
import static dev.bulkhead.drill.WebhookGiven.rule;
import static dev.bulkhead.verdict.Severity.ERROR;
import static dev.bulkhead.verdict.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.verdict.Verdict;
import org.junit.jupiter.api.Test;

class WebhookNoBackendTest {
  private static final String OWN = rule("CREATE", "guard.example", "things");
  private static final String HOOK = hook(OWN);

  private static final String MAKER =
      """
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: maker}
      rules: [{apiGroups: ["", apps], resources: [services, deployments], verbs: [create]}]
      """;

  @Test
  void a_service_that_selects_pods_is_a_backend() {
    WebhookGiven.of(SOUND + HOOK).proves(WebhookBackendRules.NO_BACKEND);
  }

  @Test
  void a_service_of_another_name_is_none() {
    WebhookGiven.of(SOUND.replace("name: hook,", "name: guard-hook,") + HOOK)
        .violates(WebhookBackendRules.NO_BACKEND, ERROR, "service guard/hook", "no such Service");
  }

  @Test
  void a_service_that_selects_nothing_is_none() {
    WebhookGiven.of(
            SOUND.replace("spec: {selector: {app: guard}", "spec: {selector: {app: other}") + HOOK)
        .violates(WebhookBackendRules.NO_BACKEND, ERROR, "{app=other}", "selects no workload");
  }

  @Test
  void a_port_that_the_service_lacks_is_answered_by_nobody() {
    WebhookGiven.of(SOUND.replace("port: 443,", "port: 9443,") + HOOK)
        .violates(WebhookBackendRules.NO_BACKEND, ERROR, "port 443 of service guard/hook", "9443");
  }

  @Test
  void under_ignore_requests_pass() {
    WebhookGiven.of(
            SOUND.replace("name: hook,", "name: guard-hook,")
                + hook("failurePolicy: Ignore\n    " + OWN))
        .violates(WebhookBackendRules.NO_BACKEND, WARNING, "no such Service");
  }

  @Test
  void what_a_role_allows_to_make_may_be_made_at_run_time() {
    WebhookGiven.of(SOUND.replace("name: hook,", "name: guard-hook,") + HOOK + MAKER)
        .leavesOpen(WebhookBackendRules.NO_BACKEND, "a role allows to create it");
    WebhookGiven.of(
            SOUND.replace("spec: {selector: {app: guard}", "spec: {selector: {app: other}")
                + HOOK
                + MAKER)
        .leavesOpen(WebhookBackendRules.NO_BACKEND, "a role allows to make or label some");
  }

  @Test
  void a_backend_of_another_source_is_left_open_once_for_all_its_hooks() {
    var given =
        WebhookGiven.of(HOOK + configuration("MutatingWebhookConfiguration", "m", "guard", OWN));

    given.leavesOpen(WebhookBackendRules.NO_BACKEND, "guard.example", "m.example");
    assertThat(given.findings()).containsExactly("unproven webhook-no-backend");
  }

  @Test
  void a_host_is_left_open_too() {
    WebhookGiven.of(HOOK.replaceFirst("service: \\{.*?\\}", "url: 'https://hooks.example/x'"))
        .leavesOpen(WebhookBackendRules.NO_BACKEND, "at host hooks.example");
  }

  @Test
  void objects_without_a_namespace_are_in_that_of_the_hook() {
    var given = WebhookGiven.of(SOUND.replace(", namespace: guard}", "}") + HOOK);

    assertThat(given.findings()).isEmpty();
  }

  @Test
  void conversions_and_aggregated_apis_need_somebody_as_well() {
    String api =
        "{apiVersion: apiregistration.k8s.io/v1, kind: APIService, metadata: {name: v1.x.example}, spec: {group: x.example, version: v1, service: {name: gone, namespace: guard}}}\n";
    String crd =
        "---\n{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: things.guard.example}, spec: {group: guard.example, names: {plural: things}, versions: [{name: v1, served: true, storage: true}], conversion: {strategy: Webhook, webhook: {clientConfig: {service: {name: lost, namespace: guard}}}}}}\n";

    assertThat(WebhookGiven.of(SOUND + api + crd).of(WebhookBackendRules.NO_BACKEND))
        .hasSize(2)
        .allMatch(Verdict.Violated.class::isInstance)
        .extracting(Verdict::message)
        .satisfiesExactly(
            first -> assertThat(first).startsWith("The conversion of things.guard.example is"),
            second -> assertThat(second).startsWith("The API v1.x.example is answered by"));
  }
}
