package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plan that {@code bulkhead drill --rollout} writes. */
class DrillRolloutTest {
  @TempDir Path folder;
  private DrillRun run;

  @BeforeEach
  void start() {
    run = new DrillRun(folder);
  }

  private String rollout(String manifest) throws IOException {
    int status = run.drill(manifest, "--rollout", run.file("rollout.md").toString());
    assertThat(status).as(run.err()).isLessThan(2);
    return Files.readString(run.file("rollout.md"));
  }

  @Test
  void stages_go_from_few_namespaces_failing_open_to_what_is_stated() throws IOException {
    String plan = rollout(DrillRun.addOn());

    assertThat(plan)
        .containsSubsequence(
            "## Stage 1: Opted-in namespaces, failing open",
            "kubectl label namespace NAMESPACE webhook-rollout=first",
            "\"path\":\"/webhooks/0/failurePolicy\",\"value\":\"Ignore\"",
            "{\"key\":\"guarded\",\"operator\":\"In\",\"values\":[\"yes\"]},"
                + "{\"key\":\"webhook-rollout\",\"operator\":\"In\",\"values\":[\"first\"]}",
            "## Stage 2: All namespaces, failing open",
            "\"path\":\"/webhooks/1/namespaceSelector\",\"value\":"
                + "{\"matchExpressions\":[{\"key\":\"guarded\",\"operator\":\"In\",\"values\":[\"yes\"]}]}",
            "## Stage 3: As stated",
            "\"path\":\"/webhooks/1/timeoutSeconds\",\"value\":5");
  }

  @Test
  void each_stage_says_what_every_outage_comes_to() throws IOException {
    String plan = rollout(DrillRun.addOn());

    assertThat(plan)
        .contains("| 1. Opted-in namespaces, failing open | 5 | 0 |", "| 3. As stated | 5 | 0 |");
    assertThat(plan.split("cold start of all nodes", -1)).hasSize(4);
    assertThat(plan).doesNotContain("never heals**");
  }

  @Test
  void what_would_never_heal_is_changed_before_the_first_stage() throws IOException {
    assertThat(rollout(DrillRun.addOn()))
        .containsSubsequence(
            "## Before the first stage", "Lost: ", "matchConditions", "## Stage 1");
  }

  @Test
  void what_heals_as_stated_needs_nothing_before() throws IOException {
    assertThat(rollout(DrillRun.addOn("nodes.guard.example", 1, "Ignore")))
        .doesNotContain("## Before the first stage")
        .contains("| 3. As stated | 5 | 0 |");
  }

  @Test
  void names_of_sources_are_words_of_the_shell_and_text_of_markdown() throws IOException {
    String manifest =
        DrillRun.addOn("\"<b>`nodes`|x\"", 1, "Fail")
            .replace(
                "metadata: {name: guard}\nwebhooks", "metadata: {name: \"a'; reboot\"}\nwebhooks");

    assertThat(rollout(manifest))
        .contains("kubectl patch validatingwebhookconfiguration 'a'\\''; reboot' --type=json")
        .doesNotContain("<b>");
  }

  @Test
  void there_is_no_plan_where_there_is_no_webhook() {
    String onlyApi =
        DrillRun.addOn().replaceAll("(?s)---\napiVersion: admissionregistration.*", "")
            + """
            ---
            apiVersion: apiregistration.k8s.io/v1
            kind: APIService
            metadata: {name: v1.metrics.example}
            spec: {group: metrics.example, version: v1, service: {namespace: guard-system, name: guard}}
            """;

    int status = run.drill(onlyApi, "--rollout", run.file("rollout.md").toString());

    assertThat(status).isEqualTo(2);
    assertThat(run.err()).contains("register no webhook, so --rollout has nothing to roll out");
    assertThat(run.file("rollout.md")).doesNotExist();
  }
}
