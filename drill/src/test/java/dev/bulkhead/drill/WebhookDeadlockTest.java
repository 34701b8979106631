package dev.bulkhead.drill;

import static dev.bulkhead.drill.WebhookGiven.SOUND;
import static dev.bulkhead.drill.WebhookGiven.configuration;
import static dev.bulkhead.drill.WebhookGiven.exempting;
import static dev.bulkhead.drill.WebhookGiven.hook;
import static dev.bulkhead.drill.WebhookGiven.rule;
import static dev.bulkhead.verdict.Severity.ERROR;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WebhookDeadlockTest {
  private static final String KIND = "ValidatingWebhookConfiguration";

  private static String backend(String name) {
    return SOUND.replace("guard", name);
  }

  private static String pods(String name, String exempt) {
    return configuration(KIND, name, name, rule("CREATE", "", "pods") + exempting(exempt));
  }

  @Test
  void two_that_exempt_themselves_alone_wait_for_each_other() {
    WebhookGiven.of(
            backend("a") + backend("b") + pods("a", "kube-system, a") + pods("b", "kube-system, b"))
        .violates(
            WebhookReachRules.DEADLOCK,
            ERROR,
            "a.example (answered by Deployment a/a) is called for the pods of Deployment b/b",
            "b.example (answered by Deployment b/b) is called for the pods of Deployment a/a");
  }

  @Test
  void it_is_enough_that_one_exempts_the_other() {
    WebhookGiven.of(
            backend("a")
                + backend("b")
                + pods("a", "kube-system, a, b")
                + pods("b", "kube-system, b"))
        .proves(WebhookReachRules.DEADLOCK);
  }

  @Test
  void a_circle_of_three_is_told_once() {
    var given =
        WebhookGiven.of(
            backend("a")
                + backend("b")
                + backend("c")
                + pods("a", "kube-system, a, c")
                + pods("b", "kube-system, a, b")
                + pods("c", "kube-system, b, c"));

    assertThat(given.violation(WebhookReachRules.DEADLOCK).evidence()).hasSize(3);
  }

  @Test
  void nodes_that_join_wait_for_pods_that_need_a_node() {
    WebhookGiven.of(SOUND + hook(rule("UPDATE", "", "nodes")))
        .violates(
            WebhookReachRules.DEADLOCK,
            ERROR,
            "When all nodes are replaced",
            "the pods of Deployment guard/guard",
            "UPDATE nodes");
  }

  @Test
  void pods_that_run_on_nodes_that_are_not_ready_end_that_circle() {
    String anywhere =
        SOUND.replace(
            "spec:\n      priority",
            "spec:\n      hostNetwork: true\n      tolerations: [{operator: Exists}]\n      priority");
    assertThat(anywhere).isNotEqualTo(SOUND);

    WebhookGiven.of(anywhere + hook(rule("UPDATE", "", "nodes")))
        .proves(WebhookReachRules.DEADLOCK);
  }

  @Test
  void no_node_waits_for_a_hook_on_pods_outside_of_the_system() {
    WebhookGiven.of(SOUND + hook(rule("CREATE", "", "pods") + exempting("kube-system, guard")))
        .proves(WebhookReachRules.DEADLOCK);
  }
}
