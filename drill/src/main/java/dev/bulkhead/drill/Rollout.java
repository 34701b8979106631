package dev.bulkhead.drill;

import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A way to bring webhooks into a cluster by stages, each of which was simulated: first in few
 * namespaces and failing open, then everywhere, then as the sources state them.
 *
 * @param first changes without which some stage would never heal; none where all do as stated
 * @param stages those that heal, in order
 * @param stuck the stage at which it ends, since some outage never heals then whatever is changed
 */
public record Rollout(List<Change> first, List<Stage> stages, Optional<Stage> stuck) {
  /** The label of namespaces that take part from the beginning. */
  public static final String LABEL = "webhook-rollout";

  /** Its value. */
  public static final String VALUE = "first";

  /** Two hooks one after another end before the leader of a lease gives up (5 s). */
  private static final int SHORT = 2;

  public Rollout {
    first = List.copyOf(first);
    stages = List.copyOf(stages);
  }

  /**
   * One stage.
   *
   * @param purpose what it is for, one sentence
   * @param patches what makes it so, commands or what is to be written where
   * @param after what every outage comes to then
   */
  public record Stage(String name, String purpose, List<String> patches, List<Drilled> after) {
    public Stage {
      patches = List.copyOf(patches);
      after = List.copyOf(after);
    }

    /** Whether no outage is left broken. */
    public boolean heals() {
      return after.stream().noneMatch(each -> each.judgement().badness() == Judgement.WORST);
    }
  }

  private enum Step {
    OPT_IN(
        "Opted-in namespaces, failing open",
        "The webhooks see the namespaces that carry the label %s=%s, and what lives in no namespace; while their backend is away, requests pass."
            .formatted(LABEL, VALUE)),
    EVERYWHERE(
        "All namespaces, failing open",
        "The webhooks see all that they are meant to see; while their backend is away, requests pass."),
    AS_STATED(
        "As stated",
        "The webhooks are as the sources state them: those with failurePolicy Fail refuse while their backend is away.");

    private final String words;
    private final String purpose;

    Step(String words, String purpose) {
      this.words = words;
      this.purpose = purpose;
    }

    Hook of(Hook hook) {
      return switch (this) {
        case OPT_IN -> open(hook).withNamespaceSelector(optIn(hook));
        case EVERYWHERE -> open(hook);
        case AS_STATED -> hook;
      };
    }

    private static Hook open(Hook hook) {
      return hook.withFailure(Hook.FailurePolicy.IGNORE, Math.min(SHORT, hook.timeoutSeconds()));
    }

    private static Selector optIn(Hook hook) {
      return hook.namespaceSelector()
          .and(
              List.of(
                  new Selector.Requirement(
                      LABEL, Selector.Operator.IN, Set.of(VALUE), hook.node().at())));
    }
  }

  /**
   * The stages for the hooks of a drill.
   *
   * @param scenarios to be simulated at each stage
   * @param remedy what heals the hooks as stated, where something is needed and was found
   */
  static Rollout of(Drill drill, List<Scenario> scenarios, Optional<Remedy> remedy) {
    var plain = new Plan(drill, scenarios, List.of());
    Rollout stated = plain.rollout();
    if (stated.stuck().isEmpty() || remedy.isEmpty()) {
      return stated;
    }
    return new Plan(drill, scenarios, remedy.get().changes()).rollout();
  }

  private record Plan(Drill drill, List<Scenario> scenarios, List<Change> first) {
    Rollout rollout() {
      var stages = new ArrayList<Stage>();
      for (Step step : Step.values()) {
        Stage stage = stage(step);
        if (!stage.heals()) {
          return new Rollout(first, stages, Optional.of(stage));
        }
        stages.add(stage);
      }
      return new Rollout(first, stages, Optional.empty());
    }

    private Stage stage(Step step) {
      List<Hook> hooks = hooks(step::of);
      Drill changed = drill.with(hooks);
      return new Stage(
          step.words,
          step.purpose,
          patches(step, hooks),
          scenarios.stream().map(changed::run).toList());
    }

    private List<Hook> hooks(UnaryOperator<Hook> change) {
      return drill.hooks().stream()
          .flatMap(hook -> Remedies.changed(hook, first).stream())
          .map(change)
          .toList();
    }

    private List<String> patches(Step step, List<Hook> hooks) {
      var atRunTime = new ArrayList<String>();
      Map<String, List<String>> operations = new LinkedHashMap<>();
      for (Hook hook : hooks) {
        List<Patch.Add> additions = additions(step, hook);
        if (hook.atRunTime()) {
          atRunTime.add(Patch.of(hook, additions));
          continue;
        }
        List<String> list =
            operations.computeIfAbsent(Patch.configuration(hook), any -> new ArrayList<>());
        additions.forEach(add -> list.add(Patch.operation(position(hook), add)));
      }
      var patches = new ArrayList<>(atRunTime);
      operations.forEach((configuration, list) -> patches.add(Patch.command(configuration, list)));
      return patches;
    }

    /** The place of a hook once those are gone that the first changes remove. */
    private int position(Hook hook) {
      int removed =
          (int)
              first.stream()
                  .filter(change -> change.after().isEmpty())
                  .map(Change::hook)
                  .filter(
                      gone ->
                          gone.type() == hook.type()
                              && gone.configuration().equals(hook.configuration())
                              && gone.position() < hook.position())
                  .count();
      return hook.position() - removed;
    }

    private static List<Patch.Add> additions(Step step, Hook hook) {
      var policy =
          List.of(
              new Patch.Add("failurePolicy", Patch.quoted(hook.failurePolicy().toString())),
              new Patch.Add("timeoutSeconds", String.valueOf(hook.timeoutSeconds())));
      var selector = new Patch.Add("namespaceSelector", Patch.json(hook.namespaceSelector()));
      return switch (step) {
        case OPT_IN -> {
          var all = new ArrayList<>(policy);
          all.add(selector);
          yield all;
        }
        case EVERYWHERE -> List.of(selector);
        case AS_STATED -> policy;
      };
    }
  }
}
