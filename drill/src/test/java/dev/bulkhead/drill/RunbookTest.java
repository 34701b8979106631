package dev.bulkhead.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.admission.Hook;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is to be typed when an outage has happened. */
final class RunbookTest {
  private static boolean isLate(Tally tally) {
    return tally.isVital() && tally.fate() == Tally.Fate.LATE;
  }

  private static List<String> commands(Incident incident, Drilled drilled) {
    var scene =
        Scene.of(incident.inventory(), incident.callbacks(), incident.topology().provider());
    return Runbook.of(scene, drilled).stream().flatMap(step -> step.commands().stream()).toList();
  }

  @Test
  void a_hook_that_is_ignored_too_late_gets_a_short_timeout_and_its_own_back_in_the_end() {
    var incident = Incident.of("kubernetes-90217").timingOutAfter(10).dropping();
    var drill = incident.drill();
    var drilled = drill.run(drill.usual().getFirst());
    Hook hook =
        drilled.tallies().stream()
            .filter(RunbookTest::isLate)
            .findFirst()
            .orElseThrow()
            .hooks()
            .getFirst();

    assertThat(hook.fails()).isFalse();
    String field = "/webhooks/" + hook.position() + "/timeoutSeconds";
    assertThat(commands(incident, drilled))
        .anyMatch(
            line -> line.startsWith("kubectl patch") && line.contains(field + "\",\"value\":2}"))
        .anyMatch(
            line -> line.startsWith("kubectl patch") && line.contains(field + "\",\"value\":10}"));
  }

  @Test
  void who_writes_hooks_while_it_runs_is_stopped_before_they_are_opened_and_started_after() {
    var incident = Incident.of("capsule-0.14.0");
    var drill = incident.drill();
    var drilled = drill.run(drill.usual().getFirst());

    List<String> commands = commands(incident, drilled);

    int stopped = indexOf(commands, "--replicas=0");
    int opened = indexOf(commands, "Ignore");
    int started = indexOf(commands, "--replicas=1");
    int awaited = indexOf(commands, "rollout status");
    assertThat(List.of(stopped, opened, started, awaited)).isSorted().doesNotContain(-1);
  }

  private static int indexOf(List<String> commands, String part) {
    return commands.indexOf(
        commands.stream().filter(each -> each.contains(part)).findFirst().orElse(""));
  }
}
