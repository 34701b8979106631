package dev.bulkhead.report;

import dev.bulkhead.model.Location;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;

/**
 * A verdict with the name by which people and machines refer to it.
 *
 * @param id the claim's fingerprint; where one report makes the same claim several times, the
 *     second and later ones carry {@code -2}, {@code -3}, … in the order of their places
 */
public record Finding(String id, Verdict verdict) {

  /** What the verdict is about. */
  public Claim claim() {
    return verdict.claim();
  }

  /** Where the claim rests. */
  public Location location() {
    return claim().location();
  }

  /** Whether it concerns an object that runs only when someone types {@code helm test}. */
  public boolean isTestOnly() {
    return claim().subject().origin().hook().isTestOnly();
  }

  /** Whether it shows only in a mode of a chart that nobody has chosen. */
  public boolean isOfMode() {
    return !claim().subject().mode().isEmpty();
  }

  /** How bad a violation is, or would be. */
  public Severity severity() {
    return switch (verdict) {
      case Verdict.Violated violated -> violated.severity();
      case Verdict.Proven _, Verdict.Unproven _ -> claim().rule().severity();
    };
  }
}
