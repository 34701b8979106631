package dev.bulkhead.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.drill.Chain;
import dev.bulkhead.drill.Drilled;
import dev.bulkhead.drill.Event;
import dev.bulkhead.drill.Judgement;
import dev.bulkhead.drill.Rollout;
import dev.bulkhead.drill.Scenario;
import dev.bulkhead.drill.Topology;
import dev.bulkhead.model.KubernetesVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DrillRolloutTest {
  private static Rollout.Stage stage(String name, Judgement judgement, String patch) {
    var scenario = new Scenario("cold start", List.of(), Event.NONE, false);
    var drilled =
        new Drilled(
            scenario, judgement, List.of(), List.of(), List.of(), new Chain(List.of(), false));
    return new Rollout.Stage(name, "It is for something.", List.of(patch), List.of(drilled));
  }

  private static String plan(Rollout rollout) throws IOException {
    var report =
        new DrillReport(
            Sample.report(),
            "drill of x",
            Topology.usual(KubernetesVersion.of(1, 34, 0)),
            Duration.ofHours(1),
            List.of(),
            List.of(),
            Optional.empty());
    var out = new StringBuilder();
    DrillRollout.write(report, rollout, out);
    return out.toString();
  }

  @Test
  void a_stage_that_never_heals_is_named_and_not_proposed() throws IOException {
    String plan =
        plan(
            new Rollout(
                List.of(),
                List.of(stage("Few", new Judgement.Heals(), "kubectl few")),
                Optional.of(stage("All", new Judgement.NeverHeals(), "kubectl all"))));

    assertThat(plan)
        .contains("| 1. Few | 1 | 0 |", "| All: **not proposed** | 0 | 1 |", "kubectl few")
        .contains("## Not proposed: All", "- **never heals** cold start")
        .doesNotContain("kubectl all", "## Stage 2");
  }

  @Test
  void a_fence_is_longer_than_any_within() throws IOException {
    String plan =
        plan(
            new Rollout(
                List.of(),
                List.of(stage("Few", new Judgement.Heals(), "kubectl ```` x")),
                Optional.empty()));

    assertThat(plan).contains("\n`````sh\nkubectl ```` x\n`````\n");
  }
}
