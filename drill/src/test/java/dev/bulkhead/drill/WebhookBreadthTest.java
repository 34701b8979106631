package dev.bulkhead.drill;

import static dev.bulkhead.drill.WebhookGiven.SOUND;
import static dev.bulkhead.drill.WebhookGiven.hook;
import static dev.bulkhead.drill.WebhookGiven.rule;
import static dev.bulkhead.verdict.Severity.NOTICE;
import static dev.bulkhead.verdict.Severity.WARNING;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookBreadthTest {
  private static WebhookGiven given(String... fields) {
    return WebhookGiven.of(SOUND + hook(String.join("", fields)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"*\"", "\"*/*\""})
  void a_wildcard_takes_in_events(String resources) {
    given(rule("\"*\"", "*", resources))
        .violates(WebhookReachRules.EVERYTHING, WARNING, "every kind of object", "CREATE events");
  }

  @Test
  void under_ignore_it_is_worth_knowing() {
    given("failurePolicy: Ignore\n    timeoutSeconds: 1\n    ", rule("\"*\"", "*", "\"*\""))
        .violates(WebhookReachRules.EVERYTHING, NOTICE, "failurePolicy Ignore, 1 s");
  }

  @Test
  void namespaces_that_opted_in_are_named() {
    given(
            rule("\"*\"", "*", "\"*\""),
            "\n    namespaceSelector: {matchExpressions: [{key: tenant, operator: Exists}]}")
        .violates(WebhookReachRules.EVERYTHING, WARNING, "in namespaces with tenant Exists");
  }

  @Test
  void objects_with_a_label_alone_are_not_everything() {
    given(rule("\"*\"", "*", "\"*\""), "\n    objectSelector: {matchLabels: {managed: 'yes'}}")
        .proves(WebhookReachRules.EVERYTHING);
  }

  @Test
  void nor_are_all_kinds_of_one_group_or_all_scales() {
    given(rule("\"*\"", "guard.example", "\"*/*\"")).proves(WebhookReachRules.EVERYTHING);
    given(rule("\"*\"", "*", "\"*/scale\"")).proves(WebhookReachRules.EVERYTHING);
  }

  @Test
  void a_configuration_that_is_filled_in_later_is_left_open() {
    WebhookGiven.of(
            "{apiVersion: admissionregistration.k8s.io/v1, kind: MutatingWebhookConfiguration, metadata: {name: later}}")
        .leavesOpen(WebhookReachRules.EVERYTHING, "has no webhooks here");
  }
}
