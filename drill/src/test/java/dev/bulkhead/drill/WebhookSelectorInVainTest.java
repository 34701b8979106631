package dev.bulkhead.drill;

import static dev.bulkhead.drill.WebhookGiven.SOUND;
import static dev.bulkhead.drill.WebhookGiven.hook;
import static dev.bulkhead.drill.WebhookGiven.namespaces;
import static dev.bulkhead.drill.WebhookGiven.rule;
import static dev.bulkhead.verdict.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WebhookSelectorInVainTest {
  private static final String OPT_OUT =
      namespaces("key: guard.example/ignore, operator: DoesNotExist");

  private static final String NAMESPACE =
      "{apiVersion: v1, kind: Namespace, metadata: {name: %s, labels: {%s}}}\n---\n";

  private static WebhookGiven given(String others, String... fields) {
    return WebhookGiven.of(SOUND + others + hook(String.join("", fields)));
  }

  @Test
  void labels_that_no_source_shows_are_left_open_and_said_once() {
    var given = given("", rule("CREATE", "", "pods"), OPT_OUT);

    given.leavesOpen(
        WebhookReachRules.SELECTOR,
        "guard.example/ignore DoesNotExist",
        "each of the namespaces guard, kube-system");
    assertThat(given.findings()).containsExactly("unproven webhook-selector-in-vain");
  }

  @Test
  void a_namespace_that_is_stated_without_the_label_is_not_exempt() {
    given(NAMESPACE.formatted("guard", ""), rule("CREATE", "", "pods"), OPT_OUT)
        .violates(
            WebhookReachRules.SELECTOR,
            WARNING,
            "namespace guard is stated without that label",
            "CREATE pods in guard");
  }

  @Test
  void one_that_is_stated_with_the_label_is() {
    given(
            NAMESPACE.formatted("guard", "guard.example/ignore: x")
                + NAMESPACE.formatted("kube-system", "guard.example/ignore: x"),
            rule("CREATE", "", "pods"),
            OPT_OUT)
        .proves(WebhookReachRules.SELECTOR);
  }

  @Test
  void the_name_is_a_label_that_is_always_there() {
    given("", rule("CREATE", "", "pods"), WebhookGiven.exempting("guard, kube-system"))
        .proves(WebhookReachRules.SELECTOR);
  }

  @Test
  void an_exemption_that_protects_nothing_is_not_asked_about() {
    given("", rule("CREATE", "guard.example", "\"*\""), OPT_OUT).proves(WebhookReachRules.SELECTOR);
    given("", "failurePolicy: Ignore\n    ", rule("CREATE", "", "pods"), OPT_OUT)
        .proves(WebhookReachRules.SELECTOR);
  }

  @Test
  void namespaces_mean_nothing_to_nodes() {
    given("", rule("UPDATE", "", "nodes"), WebhookGiven.exempting("kube-system"))
        .violates(
            WebhookReachRules.SELECTOR, WARNING, "exempts nothing", "nodes live in no namespace");
  }

  @Test
  void a_hook_without_a_selector_claims_nothing() {
    given("", rule("UPDATE", "", "nodes")).saysNothingOf(WebhookReachRules.SELECTOR);
  }
}
