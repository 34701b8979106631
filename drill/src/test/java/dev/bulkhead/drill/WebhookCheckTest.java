package dev.bulkhead.drill;

import static dev.bulkhead.drill.WebhookGiven.SOUND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Verdict;
import org.junit.jupiter.api.Test;

class WebhookCheckTest {
  /** In the shape of an injector of side-cars that its makers keep out of harm's way. */
  private static final String INJECTOR =
      WebhookGiven.configuration(
          "MutatingWebhookConfiguration",
          "injector",
          "guard",
          WebhookGiven.rule("CREATE", "", "pods")
              + "\n    namespaceSelector: {matchLabels: {inject: enabled}}"
              + "\n    objectSelector: {matchExpressions: [{key: inject, operator: NotIn, values: ['false']}]}");

  @Test
  void of_a_cluster_without_webhooks_nothing_is_said() {
    assertThat(WebhookGiven.of(SOUND).verdicts()).isEmpty();
  }

  @Test
  void an_injector_that_namespaces_opt_in_to_is_healthy() {
    assertThat(WebhookGiven.of(SOUND + INJECTOR).findings()).isEmpty();
  }

  @Test
  void an_aggregated_api_is_asked_for_its_backend_alone() {
    var given =
        WebhookGiven.of(
            SOUND.replace("replicas: 2", "replicas: 1")
                + "{apiVersion: apiregistration.k8s.io/v1, kind: APIService, metadata: {name: v1.x.example}, spec: {group: x.example, version: v1, service: {name: hook, namespace: guard}}}");

    assertThat(given.verdicts()).singleElement().isInstanceOf(Verdict.Proven.class);
  }

  @Test
  void each_claim_is_made_once() {
    String all =
        SOUND
            + INJECTOR
            + WebhookGiven.hook(WebhookGiven.rule("\"*\"", "*", "\"*/*\""))
            + WebhookGiven.configuration(
                "ValidatingWebhookConfiguration",
                "other",
                "guard",
                "failurePolicy: Ignore\n    " + WebhookGiven.rule("\"*\"", "*", "\"*/*\""));

    assertThat(WebhookGiven.of(all).verdicts())
        .extracting(verdict -> verdict.claim().fingerprint())
        .doesNotHaveDuplicates();
  }

  @Test
  void malformed_parts_are_read_as_absent_and_break_nothing() {
    for (String fields :
        new String[] {
          "rules: 5",
          "rules: [x, {operations: CREATE}]",
          "namespaceSelector: [a]",
          "namespaceSelector: {matchExpressions: [{key: a, operator: Near}]}",
          "timeoutSeconds: soon",
          "clientConfig: {service: {name: 7}}",
          "matchConditions: [{expression: '('}]"
        }) {
      assertThat(WebhookGiven.of(SOUND + WebhookGiven.hook(fields)).verdicts()).isNotEmpty();
    }
  }

  @Test
  void thousands_of_webhooks_are_judged_like_one() {
    String hook =
        "  - {name: n, failurePolicy: Ignore, timeoutSeconds: 5, %s, clientConfig: {service: {name: hook, namespace: guard}}}\n"
            .formatted(WebhookGiven.rule("\"*\"", "*", "\"*\""));
    String all =
        "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: {name: many}\nwebhooks:\n"
            + hook.repeat(3000);

    assertThat(WebhookGiven.of(SOUND + all).of(WebhookReachRules.SLOW_IGNORE))
        .hasSize(3000)
        .allMatch(Verdict.Violated.class::isInstance);
  }

  @Test
  void rules_have_ids_of_their_own() {
    assertThat(WebhookRules.all()).extracting(Rule::id).doesNotHaveDuplicates().hasSize(22);
  }
}
