package dev.bulkhead.check;

import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.List;
import java.util.stream.Stream;

/**
 * One step of a proof: a rule's claim, before it is known of which container it will be said.
 *
 * <p>{@code aspect} tells apart the steps that one rule takes more than once: {@code "through
 * tini"}.
 */
sealed interface Step {
  Rule rule();

  String aspect();

  /** What the step becomes as a verdict on a claim. */
  Verdict of(Claim claim);

  /** The same, seen from another side. */
  Step withAspect(String side);

  /** The same, resting on one more fact. */
  default Step with(Fact fact) {
    return switch (this) {
      case Holds holds ->
          new Holds(holds.rule, holds.aspect, holds.message, and(holds.facts, fact));
      case Fails fails ->
          new Fails(
              fails.rule,
              fails.aspect,
              fails.severity,
              fails.message,
              fails.remedy,
              and(fails.facts, fact));
      case Unclear unclear ->
          new Unclear(
              unclear.rule,
              unclear.aspect,
              unclear.message,
              unclear.supply,
              and(unclear.facts, fact));
    };
  }

  private static List<Fact> and(List<Fact> facts, Fact fact) {
    return Stream.concat(facts.stream(), Stream.of(fact)).toList();
  }

  /** It holds. */
  record Holds(Rule rule, String aspect, String message, List<Fact> facts) implements Step {
    public Holds {
      facts = List.copyOf(facts);
    }

    @Override
    public Verdict of(Claim claim) {
      return claim.proven(message, facts);
    }

    @Override
    public Step withAspect(String side) {
      return new Holds(rule, side, message, facts);
    }
  }

  /** It does not hold. */
  record Fails(
      Rule rule, String aspect, Severity severity, String message, String remedy, List<Fact> facts)
      implements Step {
    public Fails {
      facts = List.copyOf(facts);
    }

    @Override
    public Verdict of(Claim claim) {
      return new Verdict.Violated(claim, severity, message, remedy, facts);
    }

    @Override
    public Step withAspect(String side) {
      return new Fails(rule, side, severity, message, remedy, facts);
    }
  }

  /** It cannot be told. */
  record Unclear(Rule rule, String aspect, String message, String supply, List<Fact> facts)
      implements Step {
    public Unclear {
      facts = List.copyOf(facts);
    }

    @Override
    public Verdict of(Claim claim) {
      return claim.unproven(message, supply, facts);
    }

    @Override
    public Step withAspect(String side) {
      return new Unclear(rule, side, message, supply, facts);
    }
  }

  /** A step that holds. */
  static Step holds(Rule rule, String message, List<Fact> facts) {
    return new Holds(rule, "", message, facts);
  }

  /** A step that does not hold, as bad as its rule says. */
  static Step fails(Rule rule, String message, String remedy, List<Fact> facts) {
    return new Fails(rule, "", rule.severity(), message, remedy, facts);
  }

  /** A step that cannot be decided. */
  static Step unclear(Rule rule, String message, String supply) {
    return new Unclear(rule, "", message, supply, List.of());
  }
}
