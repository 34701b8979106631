package dev.bulkhead.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The stages in which webhooks are brought in. */
class RolloutTest {
  private final Drill drill = Incident.of("capsule-597").drill();

  private List<Drilled> results() {
    return drill.usual().stream().map(drill::run).toList();
  }

  @Test
  void it_ends_before_the_stage_that_would_never_heal_where_nothing_is_known_that_heals_it() {
    Rollout rollout = drill.rollout(results(), Optional.empty());

    assertThat(rollout.first()).isEmpty();
    assertThat(rollout.stages()).hasSize(2).allMatch(Rollout.Stage::heals);
    assertThat(rollout.stuck().orElseThrow().name()).isEqualTo("As stated");
    assertThat(rollout.stuck().orElseThrow().heals()).isFalse();
  }

  @Test
  void it_goes_on_to_the_end_with_the_remedy_before_its_first_stage() {
    List<Drilled> results = results();
    Remedy remedy = drill.remedy(results).orElseThrow();

    Rollout rollout = drill.rollout(results, Optional.of(remedy));

    assertThat(rollout.first()).isEqualTo(remedy.changes());
    assertThat(rollout.stages()).hasSize(3).allMatch(Rollout.Stage::heals);
    assertThat(rollout.stuck()).isEmpty();
  }

  @Test
  void every_outage_is_played_at_every_stage() {
    Rollout rollout = drill.rollout(results(), Optional.empty());

    for (Rollout.Stage stage : rollout.stages()) {
      assertThat(stage.after().stream().map(Drilled::scenario).toList()).isEqualTo(drill.usual());
    }
  }
}
