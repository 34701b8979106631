package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.airgap.k0s.K0sReleases;
import dev.bulkhead.airgap.k0s.K0sRules;
import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * An upgrade, played to its end.
 *
 * @param outcomes of each step, in their order; a step that fails is played on, so that all that is
 *     missing is known at once
 * @param verdicts on all that was claimed of it
 * @param mend what makes it pass
 * @param runbook what to do, step by step
 */
public record Plan(
    Upgrade upgrade,
    List<StepOutcome> outcomes,
    List<Verdict> verdicts,
    Mend mend,
    List<Instruction> runbook) {
  public Plan {
    outcomes = List.copyOf(outcomes);
    verdicts = List.copyOf(verdicts);
    runbook = List.copyOf(runbook);
  }

  /**
   * Plays an upgrade.
   *
   * @param known the releases that there are
   */
  public static Plan of(Upgrade upgrade, K0sReleases known) {
    List<StepOutcome> outcomes = Simulation.of(upgrade);
    List<StepOutcome> stripped =
        upgrade.stale().isEmpty() ? outcomes : Simulation.of(upgrade.stripped());
    Mend mend = Mend.of(upgrade, outcomes, stripped);
    var verdicts = new ArrayList<Verdict>();
    verdicts.addAll(new SettingsClaims(upgrade, known).verdicts());
    verdicts.addAll(new RouteClaims(upgrade, known).verdicts());
    verdicts.addAll(
        new SkewClaims(upgrade, outcomes.stream().map(StepOutcome::step).toList()).verdicts());
    verdicts.addAll(new ProxyClaims(upgrade, outcomes).verdicts());
    verdicts.addAll(new EtcdClaims(upgrade).verdicts());
    verdicts.addAll(new JoinClaims(upgrade).verdicts());
    verdicts.addAll(new HazardClaims(upgrade).verdicts());
    verdicts.addAll(new LimitClaims(upgrade).verdicts());
    verdicts.addAll(new BundleClaims(upgrade, outcomes).verdicts());
    verdicts.addAll(new ImageClaims(upgrade, outcomes, stripped, mend).verdicts());
    return new Plan(upgrade, outcomes, verdicts, mend, Runbook.of(upgrade, stripped, mend));
  }

  /** The first step that fails. */
  public Optional<StepOutcome> firstFailure() {
    return outcomes.stream().filter(StepOutcome::fails).findFirst();
  }

  /** What keeps a release on the way from running with the settings; the first of it. */
  public Optional<Verdict.Violated> rejection() {
    return violated(K0sRules.CONFIG_REJECTED, Severity.ERROR);
  }

  /** A bundle that takes another's place while its images are asked for; the first. */
  public Optional<Verdict.Violated> lostBundle() {
    return violated(PlanRules.BUNDLE_OVERWRITTEN, Severity.WARNING);
  }

  /** What makes the upgrade impossible beside images: the first error that is not about one. */
  public Optional<Verdict.Violated> obstacle() {
    return verdicts.stream()
        .filter(Verdict.Violated.class::isInstance)
        .map(Verdict.Violated.class::cast)
        .filter(verdict -> verdict.severity() == Severity.ERROR)
        .filter(verdict -> !verdict.claim().rule().equals(PlanRules.IMAGE_NOT_IN_BUNDLE))
        .findFirst();
  }

  /** Whether something is open on which it depends what machines are asked for. */
  public boolean isOpen() {
    return verdicts.stream()
        .anyMatch(
            verdict ->
                verdict instanceof Verdict.Unproven(var claim, _, _, _)
                    && (claim.rule().equals(K0sRules.UNKNOWN_KEY)
                        || claim.rule().equals(PlanRules.IMAGE_NOT_IN_BUNDLE)));
  }

  /** Whether not one image was looked for: no machine runs containers. */
  public boolean looksForNothing() {
    return outcomes.stream()
        .flatMap(outcome -> outcome.nodes().stream())
        .allMatch(node -> node.needs().isEmpty() && node.doubts().isEmpty());
  }

  private Optional<Verdict.Violated> violated(Rule rule, Severity least) {
    return verdicts.stream()
        .filter(Verdict.Violated.class::isInstance)
        .map(Verdict.Violated.class::cast)
        .filter(verdict -> verdict.claim().rule().equals(rule))
        .filter(verdict -> verdict.severity().isAtLeast(least))
        .findFirst();
  }

  /**
   * The same where nobody says which of two ways of configuring controllers is meant: what would be
   * missing the other way is unproven.
   *
   * @param other the same upgrade the other way
   * @param doubt what is not known, a full sentence
   * @param supply how to say it, beginning with a verb
   */
  public Plan doubting(Plan other, String doubt, String supply) {
    var more = new LinkedHashSet<>(Mend.lacks(other.outcomes()));
    more.removeAll(Mend.lacks(outcomes));
    if (more.isEmpty()) {
      return this;
    }
    String first =
        other
            .firstFailure()
            .flatMap(StepOutcome::worst)
            .map(worst -> "; the first is %s".formatted(worst.absence()))
            .orElse("");
    var all = new ArrayList<>(verdicts);
    all.add(
        new PlanClaim(upgrade)
            .whole(PlanRules.IMAGE_NOT_IN_BUNDLE, "the other configuration")
            .unproven(
                "%s With it, %d other images would be missing%s."
                    .formatted(doubt, more.size(), first),
                supply,
                List.of()));
    return new Plan(upgrade, outcomes, all, mend, runbook);
  }
}
