package dev.bulkhead.drill;

import static dev.bulkhead.drill.WebhookGiven.SOUND;
import static dev.bulkhead.drill.WebhookGiven.configuration;
import static dev.bulkhead.drill.WebhookGiven.exempting;
import static dev.bulkhead.drill.WebhookGiven.rule;
import static dev.bulkhead.verdict.Severity.ERROR;
import static dev.bulkhead.verdict.Severity.WARNING;

import org.junit.jupiter.api.Test;

class WebhookSlowIgnoreTest {
  private static String ignored(String kind, int seconds, String fields) {
    return configuration(
        kind + "WebhookConfiguration",
        kind.equals("Mutating") ? "m" : "v",
        "guard",
        "failurePolicy: Ignore\n    timeoutSeconds: %d\n    %s".formatted(seconds, fields));
  }

  private static WebhookGiven given(String... hooks) {
    return WebhookGiven.of(SOUND + String.join("", hooks));
  }

  private static final String ALL = rule("\"*\"", "*", "\"*\"");

  @Test
  void five_seconds_are_too_long_for_a_leader() {
    given(ignored("Validating", 5, ALL))
        .violates(
            WebhookReachRules.SLOW_IGNORE,
            ERROR,
            "waits 5 s for v.example",
            "gives up after 5 s",
            "the leader loses its lease");
  }

  @Test
  void three_seconds_are_not() {
    given(ignored("Validating", 3, ALL)).proves(WebhookReachRules.SLOW_IGNORE);
  }

  @Test
  void mutating_ones_add_to_the_slowest_validating_one() {
    given(ignored("Mutating", 2, ALL), ignored("Validating", 3, ALL))
        .violates(
            WebhookReachRules.SLOW_IGNORE,
            ERROR,
            "waits 5 s for v.example together with m.example");
    given(ignored("Mutating", 1, ALL), ignored("Validating", 3, ALL))
        .proves(WebhookReachRules.SLOW_IGNORE);
  }

  @Test
  void heartbeats_of_nodes_wait_ten_seconds() {
    String nodes = rule("UPDATE", "", "nodes/status");
    given(ignored("Validating", 10, nodes))
        .violates(WebhookReachRules.SLOW_IGNORE, ERROR, "UPDATE nodes/status", "after 10 s");
    given(ignored("Validating", 9, nodes)).proves(WebhookReachRules.SLOW_IGNORE);
  }

  @Test
  void pods_may_wait_as_long_as_one_hook_can_take() {
    given(ignored("Mutating", 30, rule("CREATE", "", "pods")))
        .proves(WebhookReachRules.SLOW_IGNORE);
  }

  @Test
  void leases_of_operators_alone_are_a_warning() {
    given(
            ignored(
                "Validating",
                10,
                ALL + exempting("kube-system, kube-node-lease") + "\n    matchPolicy: Exact"))
        .violates(
            WebhookReachRules.SLOW_IGNORE, WARNING, "UPDATE leases.coordination.k8s.io in team-a");
  }

  @Test
  void a_hook_that_fails_is_no_matter_of_delay() {
    WebhookGiven.of(SOUND + WebhookGiven.hook("timeoutSeconds: 30\n    " + ALL))
        .saysNothingOf(WebhookReachRules.SLOW_IGNORE);
  }
}
