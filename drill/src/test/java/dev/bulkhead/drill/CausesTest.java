package dev.bulkhead.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.admission.Callbacks;
import dev.bulkhead.admission.Hook;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CausesTest {
  private static final Hook HOOK =
      Callbacks.of(Incident.of("capsule-1135").inventory()).hooks().getFirst();

  private static Causes.Fact fact(List<Hook> hooks, String... because) {
    return new Causes.Fact("a fact", "", hooks, List.of(because));
  }

  @Test
  void facts_that_rest_on_each_other_and_on_a_refusal_are_a_loop() {
    var causes =
        new Causes(
            Map.of("node", fact(List.of(), "refusal"), "refusal", fact(List.of(HOOK), "node")));

    assertThat(causes.chain("node").isLoop()).isTrue();
    assertThat(causes.chain("node").hooks()).containsExactly(HOOK);
  }

  @Test
  void facts_that_rest_on_each_other_without_a_refusal_are_none() {
    var causes =
        new Causes(Map.of("node", fact(List.of(), "agent"), "agent", fact(List.of(), "node")));

    assertThat(causes.chain("node").isLoop()).isFalse();
  }

  @Test
  void without_a_loop_the_chain_ends_where_nothing_more_is_known() {
    var causes =
        new Causes(Map.of("node", fact(List.of(), "refusal"), "refusal", fact(List.of(HOOK))));

    assertThat(causes.chain("node").isLoop()).isFalse();
    assertThat(causes.chain("node").links()).hasSize(2);
  }
}
