package dev.bulkhead.drill;

import static dev.bulkhead.drill.WebhookGiven.SOUND;
import static dev.bulkhead.drill.WebhookGiven.hook;
import static dev.bulkhead.drill.WebhookGiven.rule;
import static dev.bulkhead.verdict.Severity.NOTICE;
import static dev.bulkhead.verdict.Severity.WARNING;

import org.junit.jupiter.api.Test;

class WebhookLifetimeTest {
  private static final String SERVICES = hook(rule("CREATE", "", "services"));

  private static String annotated(String hook, String annotation) {
    return hook.replace(
        "metadata: {name: guard}",
        "metadata: {name: guard, annotations: {%s}}".formatted(annotation));
  }

  @Test
  void an_ordinary_object_goes_with_its_release() {
    WebhookGiven.of(SOUND + SERVICES).proves(WebhookBackendRules.OUTLIVES);
  }

  @Test
  void what_helm_is_told_to_keep_stays() {
    WebhookGiven.of(SOUND + annotated(SERVICES, "helm.sh/resource-policy: keep"))
        .violates(
            WebhookBackendRules.OUTLIVES, WARNING, "Helm is told to keep it", "guard.example");
  }

  @Test
  void so_does_a_hook_of_the_release() {
    WebhookGiven.of(SOUND + annotated(SERVICES, "helm.sh/hook: post-install"))
        .violates(WebhookBackendRules.OUTLIVES, WARNING, "a hook of the release (post-install)");
  }

  @Test
  void of_custom_resources_alone_it_is_worth_knowing() {
    WebhookGiven.of(
            SOUND
                + annotated(
                    hook(rule("CREATE", "guard.example", "things")),
                    "helm.sh/resource-policy: keep"))
        .violates(WebhookBackendRules.OUTLIVES, NOTICE, "Helm is told to keep it");
  }

  @Test
  void a_controller_that_writes_it_at_run_time_leaves_it_behind() {
    String capsule =
        """
        apiVersion: capsule.clastix.io/v1beta2
        kind: CapsuleConfiguration
        metadata: {name: default}
        spec:
          admission:
            validating:
              name: dynamic
              client: {service: {name: hook, namespace: guard}}
              webhooks: [{name: services.example, rules: [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [services]}]}]
        ---
        """;

    WebhookGiven.of(SOUND + capsule)
        .violates(
            WebhookBackendRules.OUTLIVES,
            WARNING,
            "ValidatingWebhookConfiguration dynamic stays",
            "from CapsuleConfiguration default");
    WebhookGiven.of(
            SOUND
                + capsule
                + "{apiVersion: batch/v1, kind: Job, metadata: {name: j, annotations: {helm.sh/hook: pre-delete}}}")
        .violates(WebhookBackendRules.OUTLIVES, NOTICE, "unless its pre-delete Job removes it");
  }
}
