package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Node;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules that {@code bulkhead drill --alerts} writes. */
class DrillAlertsTest {
  @TempDir Path folder;
  private DrillRun run;

  @BeforeEach
  void start() {
    run = new DrillRun(folder);
  }

  /** The rules for a manifest, as our own reader of YAML reads them. */
  private List<Node.Mapping> alerts(String manifest) throws IOException {
    int status = run.drill(manifest, "--alerts", run.file("alerts.yaml").toString());
    assertThat(status).as(run.err()).isLessThan(2);
    var read =
        YamlReader.read(Files.readString(run.file("alerts.yaml")), Placement.of("alerts.yaml"));
    assertThat(read.problems()).isEmpty();
    assertThat(read.roots()).hasSize(1);
    Node root = read.roots().getFirst();
    assertThat(root.text("apiVersion")).contains("monitoring.coreos.com/v1");
    assertThat(root.text("kind")).contains("PrometheusRule");
    assertThat(root.text("metadata", "name").orElseThrow())
        .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?")
        .hasSizeLessThan(64);
    return root.items("spec", "groups").stream()
        .flatMap(group -> group.items("rules").stream())
        .map(Node.Mapping.class::cast)
        .toList();
  }

  private Node.Mapping alert(List<Node.Mapping> rules, String name) {
    return rules.stream()
        .filter(rule -> rule.text("alert").orElseThrow().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(List<Node.Mapping> rules) {
    return rules.stream().map(rule -> rule.text("alert").orElseThrow()).toList();
  }

  @Test
  void each_rule_has_the_form_that_prometheus_takes_and_says_how_it_comes_to_its_numbers()
      throws IOException {
    for (Node.Mapping rule : alerts(DrillRun.addOn())) {
      assertThat(rule.fields().keySet())
          .containsExactly("alert", "expr", "for", "labels", "annotations");
      assertThat(rule.text("alert").orElseThrow()).matches("[A-Za-z]+");
      assertThat(rule.text("for").orElseThrow()).matches("[0-9]+s");
      assertThat(rule.text("labels", "severity").orElseThrow()).isIn("critical", "warning");
      assertThat(rule.text("annotations", "derivation").orElseThrow()).endsWith(".");
      String expression = rule.text("expr").orElseThrow();
      assertThat(expression.chars().filter(c -> c == '(').count())
          .isEqualTo(expression.chars().filter(c -> c == ')').count());
      assertThat(expression.chars().filter(c -> c == '"').count() % 2).isZero();
    }
  }

  @Test
  void hooks_in_front_of_what_the_cluster_lives_on_are_watched_more_closely() throws IOException {
    Node.Mapping rule = alert(alerts(DrillRun.addOn()), "WebhookRefusesWhatTheClusterLivesOn");

    assertThat(rule.text("expr").orElseThrow())
        .isEqualTo(
            "sum by (name) (increase(apiserver_admission_webhook_rejection_count{"
                + "name=~\"nodes.guard.example|pods.guard.example\","
                + "error_type=\"calling_webhook_error\"}[2m])) > 0");
    assertThat(rule.text("labels", "severity")).contains("critical");
  }

  @Test
  void a_hook_that_fails_open_is_seen_by_the_count_of_what_it_let_pass() throws IOException {
    List<Node.Mapping> rules = alerts(DrillRun.addOn("nodes.guard.example", 1, "Ignore"));

    assertThat(alert(rules, "WebhookFailsOpen").text("expr").orElseThrow())
        .contains("apiserver_admission_webhook_fail_open_count{name=~\"nodes.guard.example\"}");
  }

  @Test
  void latency_is_measured_at_the_last_bucket_below_the_limit_however_it_is_written()
      throws IOException {
    List<String> bounds =
        alerts(DrillRun.addOn()).stream()
            .filter(rule -> rule.text("alert").orElseThrow().equals("WebhookSlow"))
            .map(rule -> rule.text("expr").orElseThrow().replaceAll(".*le=~\"([^\"]*)\".*", "$1"))
            .toList();

    assertThat(bounds).containsExactly("2[.]5", "25([.]0)?");
  }

  @Test
  void an_alert_waits_half_of_the_time_until_the_first_harm() throws IOException {
    String leases =
        DrillRun.addOn("leases.guard.example", 1, "Ignore")
            .replace(
                "apiGroups: [\"\"], apiVersions: [v1], resources: [nodes]",
                "apiGroups: [coordination.k8s.io], apiVersions: [v1], resources: [leases]");

    Node.Mapping rule = alert(alerts(leases), "WebhookBackendGone");

    String derivation = rule.text("annotations", "derivation").orElseThrow();
    assertThat(derivation)
        .contains("UPDATE leases.coordination.k8s.io is too late from 0:")
        .contains("does not lead any more");
    var length = Pattern.compile("Half of these 0:([0-9]{2})").matcher(derivation);
    assertThat(length.find()).isTrue();
    assertThat(rule.text("for")).contains(Integer.parseInt(length.group(1)) / 2 + "s");
  }

  @Test
  void fewer_than_two_pods_are_told_only_where_two_are_asked_for() throws IOException {
    assertThat(names(alerts(DrillRun.addOn()))).doesNotContain("WebhookBackendBelowTwo");
    assertThat(Files.readString(run.file("alerts.yaml")))
        .contains("# No alert on fewer than two pods of guard: it states 1.");

    List<Node.Mapping> rules = alerts(DrillRun.addOn("nodes.guard.example", 2, "Fail"));
    assertThat(alert(rules, "WebhookBackendBelowTwo").text("expr"))
        .contains(
            "kube_deployment_status_replicas_available{deployment=\"guard\",namespace=\"guard-system\"} < 2");
  }

  @Test
  void names_of_sources_are_neither_expressions_nor_templates_nor_yaml() throws IOException {
    String hostile = "\"nodes\\\"} or vector(1) #{{ query }}\\n- alert: x\"";

    List<Node.Mapping> rules = alerts(DrillRun.addOn(hostile, 1, "Fail"));

    assertThat(names(rules)).isEqualTo(names(alerts(DrillRun.addOn())));
    assertThat(alert(rules, "WebhookRefusesWhatTheClusterLivesOn").text("expr").orElseThrow())
        .contains("nodes...or.vector.1......query....-.alert..x|pods.guard.example");
    assertThat(Files.readString(run.file("alerts.yaml"))).doesNotContain("{{ query");
  }

  @Test
  void there_are_no_alerts_where_nothing_is_registered() {
    int status =
        run.drill(
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n",
            "--alerts",
            run.file("alerts.yaml").toString(),
            "--game-day",
            run.file("game-day.sh").toString());

    assertThat(status).isEqualTo(2);
    assertThat(run.err())
        .contains("there is nothing to write for --alerts, --game-day")
        .contains("Leave the option out");
    assertThat(run.file("alerts.yaml")).doesNotExist();
    assertThat(run.file("game-day.sh")).doesNotExist();
  }

  @Test
  void a_file_that_cannot_be_written_is_told_and_nothing_is_left_behind() {
    int status =
        run.drill(DrillRun.addOn(), "--alerts", run.file("no-such-folder/a.yaml").toString());

    assertThat(status).isEqualTo(2);
    assertThat(run.err()).contains("could not be written", "Choose another --alerts");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void nothing_is_written_of_a_drill_that_did_not_come_to_its_end() {
    run.interrupt();

    run.drill(DrillRun.addOn(), "--alerts", run.file("alerts.yaml").toString());

    assertThat(run.err())
        .contains("nothing was written for --alerts, because the drill did not come to its end");
    assertThat(run.file("alerts.yaml")).doesNotExist();
  }
}
