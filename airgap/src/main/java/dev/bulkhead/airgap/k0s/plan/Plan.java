package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.airgap.k0s.K0sReleases;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
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
    verdicts.addAll(new RouteClaims(upgrade, known).verdicts());
    verdicts.addAll(
        new SkewClaims(upgrade, outcomes.stream().map(StepOutcome::step).toList()).verdicts());
    verdicts.addAll(new ProxyClaims(upgrade, outcomes).verdicts());
    verdicts.addAll(new EtcdClaims(upgrade).verdicts());
    verdicts.addAll(new HazardClaims(upgrade).verdicts());
    verdicts.addAll(new BundleClaims(upgrade, outcomes).verdicts());
    verdicts.addAll(new ImageClaims(upgrade, outcomes, stripped, mend).verdicts());
    return new Plan(upgrade, outcomes, verdicts, mend, Runbook.of(upgrade, outcomes, mend));
  }

  /** The first step that fails. */
  public Optional<StepOutcome> firstFailure() {
    return outcomes.stream().filter(StepOutcome::fails).findFirst();
  }
}
