package dev.bulkhead.report;

import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many claims came to which verdict. What concerns only test hooks is counted apart: it runs
 * when someone types {@code helm test}, not when a release is installed. So is what shows only in
 * modes of a chart that nobody has chosen.
 *
 * @param errors the violations that are errors
 * @param warnings the violations that are warnings
 * @param notices the violations that are notices
 */
public record Counts(
    int proven,
    int unproven,
    int errors,
    int warnings,
    int notices,
    Counts.InTests inTests,
    Counts.InModes inModes) {

  /** The same for test hooks. */
  public record InTests(int proven, int violated, int unproven) {
    /** Whether there was a claim about a test hook at all. */
    public boolean any() {
      return proven + violated + unproven > 0;
    }
  }

  /** The violations of modes that nobody has chosen. */
  public record InModes(int errors, int warnings, int notices) {
    /** All of them, whatever their severity. */
    public int violated() {
      return errors + warnings + notices;
    }

    /** Those as bad as the threshold, or worse. */
    public int violatedAtLeast(Severity threshold) {
      return atLeast(threshold, errors, warnings, notices);
    }
  }

  /** Counts the findings. */
  static Counts of(List<Finding> findings) {
    var production = new Tally();
    var tests = new Tally();
    var modes = new Tally();
    for (Finding finding : findings) {
      Tally tally = finding.isTestOnly() ? tests : finding.isOfMode() ? modes : production;
      tally.count(finding.verdict());
    }
    return new Counts(
        production.proven,
        production.unproven,
        production.violated(Severity.ERROR),
        production.violated(Severity.WARNING),
        production.violated(Severity.NOTICE),
        new InTests(tests.proven, tests.violated(), tests.unproven),
        new InModes(
            modes.violated(Severity.ERROR),
            modes.violated(Severity.WARNING),
            modes.violated(Severity.NOTICE)));
  }

  /** All violations, whatever their severity. */
  public int violated() {
    return errors + warnings + notices;
  }

  /** The violations as bad as the threshold, or worse. */
  public int violatedAtLeast(Severity threshold) {
    return atLeast(threshold, errors, warnings, notices);
  }

  private static int atLeast(Severity threshold, int errors, int warnings, int notices) {
    return switch (threshold) {
      case ERROR -> errors;
      case WARNING -> errors + warnings;
      case NOTICE -> errors + warnings + notices;
    };
  }

  private static final class Tally {
    private int proven;
    private int unproven;
    private final Map<Severity, Integer> violated = new EnumMap<>(Severity.class);

    void count(Verdict verdict) {
      switch (verdict) {
        case Verdict.Proven _ -> proven++;
        case Verdict.Unproven _ -> unproven++;
        case Verdict.Violated broken -> violated.merge(broken.severity(), 1, Integer::sum);
      }
    }

    int violated(Severity severity) {
      return violated.getOrDefault(severity, 0);
    }

    int violated() {
      return violated.values().stream().mapToInt(Integer::intValue).sum();
    }
  }
}
