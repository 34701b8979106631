package dev.bulkhead.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.admission.Callbacks;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Vital;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class RemediesTest {
  private static final List<Hook> HOOKS =
      Callbacks.of(Incident.of("capsule-1135").inventory()).hooks();

  private static final Hook NODES = hook("nodes.capsule.clastix.io");
  private static final Hook NAMESPACES = hook("namespaces.capsule.clastix.io");
  private static final Hook OWNER = hook("owner.namespace.capsule.clastix.io");

  private static Hook hook(String name) {
    return HOOKS.stream().filter(hook -> hook.name().equals(name)).findFirst().orElseThrow();
  }

  /** An outage that never heals, of which these hooks are to blame. */
  private static Drilled failing(Hook... hooks) {
    return new Drilled(
        new Scenario("an outage", List.of(new Target.AllNodes()), Event.NONE, false),
        new Judgement.NeverHeals(),
        List.of(),
        List.of(),
        List.of(),
        new Chain(List.of(new Chain.Link("something is refused", "", List.of(hooks))), true));
  }

  private static List<Change> find(Predicate<List<Hook>> heals, Hook... blamed) {
    return new Remedies(HOOKS, heals).find(List.of(failing(blamed))).orElse(List.of());
  }

  /** Whether a hook, as it is, does not stand on the way any more. */
  private static boolean isOpen(List<Hook> hooks, Hook hook) {
    return !hooks.contains(hook);
  }

  @Test
  void the_fewest_hooks_are_changed() {
    assertThat(find(hooks -> isOpen(hooks, NODES), NAMESPACES, NODES, OWNER))
        .extracting(Change::hook)
        .containsExactly(NODES);
  }

  @Test
  void several_hooks_are_changed_where_none_does_alone() {
    assertThat(
            find(hooks -> isOpen(hooks, NODES) && isOpen(hooks, OWNER), NAMESPACES, NODES, OWNER))
        .extracting(Change::hook)
        .containsExactlyInAnyOrder(NODES, OWNER);
  }

  @Test
  void a_change_that_another_one_makes_needless_is_left_out() {
    Predicate<List<Hook>> heals =
        hooks ->
            hooks.stream()
                    .anyMatch(
                        hook -> hook.name().equals(NODES.name()) && !hook.conditions().isEmpty())
                || (isOpen(hooks, NODES) && isOpen(hooks, OWNER));

    assertThat(find(heals, NODES, OWNER)).extracting(Change::hook).containsExactly(NODES);
  }

  @Test
  void a_removal_comes_after_patches_so_that_these_meet_their_hooks() {
    Predicate<List<Hook>> nodesGone =
        hooks ->
            hooks.stream().noneMatch(hook -> hook.name().equals(NODES.name()) && hook.fails())
                && hooks.stream().noneMatch(hook -> hook.name().equals(NODES.name()))
                && isOpen(hooks, NAMESPACES);

    List<Change> changes =
        new Remedies(HOOKS, nodesGone)
            .find(List.of(failingAt(NODES), failing(NAMESPACES)))
            .orElse(List.of());

    assertThat(changes).isNotEmpty();
    assertThat(changes.getLast().hook()).isEqualTo(NODES);
  }

  private static Drilled failingAt(Hook hook) {
    var tally =
        new Tally(
            Vital.NODE_TAINT,
            Tally.Fate.REFUSED,
            "",
            List.of(hook),
            "its Service has no ready endpoint",
            Duration.ZERO,
            Duration.ZERO,
            1,
            Duration.ZERO);
    Drilled failing = failing(hook);
    return new Drilled(
        failing.scenario(),
        failing.judgement(),
        List.of(),
        List.of(tally),
        List.of(),
        failing.chain());
  }

  @Test
  void nothing_is_proposed_that_does_not_heal() {
    assertThat(find(hooks -> false, NODES, OWNER)).isEmpty();
  }
}
