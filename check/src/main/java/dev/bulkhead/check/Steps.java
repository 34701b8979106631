package dev.bulkhead.check;

import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Rule;
import java.util.ArrayList;
import java.util.List;

/** The steps of a proof as it goes on. */
final class Steps {
  private final List<Step> steps = new ArrayList<>();

  /** All steps so far, in order. */
  List<Step> all() {
    return List.copyOf(steps);
  }

  void holds(Rule rule, Caller caller, String message, List<Fact> facts) {
    holds(rule, caller, message, facts, "");
  }

  void holds(Rule rule, Caller caller, String message, List<Fact> facts, String detail) {
    add(Step.holds(rule, message, facts), caller, detail);
  }

  void fails(Rule rule, Caller caller, String message, String remedy, List<Fact> facts) {
    fails(rule, caller, message, remedy, facts, "");
  }

  void fails(
      Rule rule, Caller caller, String message, String remedy, List<Fact> facts, String detail) {
    add(Step.fails(rule, message, remedy, facts), caller, detail);
  }

  void unclear(Rule rule, Caller caller, String message, String supply) {
    unclear(rule, caller, message, supply, "");
  }

  void unclear(Rule rule, Caller caller, String message, String supply, String detail) {
    add(Step.unclear(rule, message, supply), caller, detail);
  }

  /** Several interpreters or libraries make one rule's claim more than once: number them. */
  private void add(Step step, Caller caller, String detail) {
    String side =
        detail.isEmpty()
            ? caller.aspect()
            : caller.aspect().isEmpty() ? detail : caller.aspect() + ", " + detail;
    long before =
        steps.stream()
            .filter(other -> other.rule().equals(step.rule()) && other.aspect().startsWith(side))
            .count();
    steps.add(step.withAspect(before == 0 ? side : side + " #" + (before + 1)));
  }
}
