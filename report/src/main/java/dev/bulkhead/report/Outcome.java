package dev.bulkhead.report;

import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.List;

/** What a judgement comes to as a whole, and the exit status that tells it to a script. */
public enum Outcome {
  /** Nothing is violated at or above the threshold. */
  HOLDS(0, "Nothing is violated."),
  /** Something is violated at or above the threshold. */
  VIOLATED(1, "Something is violated."),
  /** Part of the input could not be read, whatever the rest came to. */
  UNREADABLE(2, "Part of the input could not be read."),
  /** The time was over before every source was read, and nothing is violated in the rest. */
  UNREAD(3, "The time was over before every source was read."),
  /** Nothing is violated, something is unproven, and the user insists on proof. */
  UNPROVEN(3, "Not everything is proven, and --strict asks for that."),
  /** Nothing is violated, but no claim that needs outside evidence could be decided. */
  NO_EVIDENCE(3, "Not one claim that needs outside evidence could be decided."),
  /** SIGHUP ended the run before everything was judged. */
  HUNG_UP(129, "The run was ended (SIGHUP) before everything was judged."),
  /** The user ended the run before everything was judged. */
  INTERRUPTED(130, "The run was interrupted before everything was judged."),
  /** SIGTERM ended the run before everything was judged. */
  TERMINATED(143, "The run was ended (SIGTERM) before everything was judged.");

  private final int status;
  private final String meaning;

  Outcome(int status, String meaning) {
    this.status = status;
    this.meaning = meaning;
  }

  /** The exit status of the process. */
  public int status() {
    return status;
  }

  /** What it means, in one sentence. */
  public String meaning() {
    return meaning;
  }

  /**
   * How the outcome is decided.
   *
   * @param failOn the least severity that makes a violation count
   * @param modes whether violations in modes of a chart that nobody has chosen count
   * @param strict whether what is unproven counts
   * @param ending how the run came to its end
   */
  public record Policy(Severity failOn, boolean modes, boolean strict, Ending ending) {
    /** Errors count, and only they. */
    public static final Policy DEFAULT = new Policy(Severity.ERROR, true, false, Ending.ITS_OWN);
  }

  static Outcome of(
      Policy policy, Counts counts, List<Finding> findings, List<ReportedSource> sources) {
    return switch (policy.ending()) {
      case INTERRUPTED -> INTERRUPTED;
      case TERMINATED -> TERMINATED;
      case HUNG_UP -> HUNG_UP;
      case ITS_OWN -> ofWhatIsKnown(policy, counts, findings, sources);
    };
  }

  private static Outcome ofWhatIsKnown(
      Policy policy, Counts counts, List<Finding> findings, List<ReportedSource> sources) {
    if (sources.stream().anyMatch(source -> source.has(ReportedSource.Problem.Kind.UNREADABLE))) {
      return UNREADABLE;
    }
    int inModes = policy.modes() ? counts.inModes().violatedAtLeast(policy.failOn()) : 0;
    if (counts.violatedAtLeast(policy.failOn()) + inModes > 0) {
      return VIOLATED;
    }
    if (sources.stream().anyMatch(source -> source.has(ReportedSource.Problem.Kind.UNREAD))) {
      return UNREAD;
    }
    if (isWithoutEvidence(findings)) {
      return NO_EVIDENCE;
    }
    return policy.strict() && counts.unproven() > 0 ? UNPROVEN : HOLDS;
  }

  private static boolean isWithoutEvidence(List<Finding> findings) {
    var onEvidence =
        findings.stream()
            .map(Finding::verdict)
            .filter(verdict -> verdict.claim().rule().proof() == Rule.Proof.EVIDENCE)
            .toList();
    return !onEvidence.isEmpty()
        && onEvidence.stream().allMatch(Verdict.Unproven.class::isInstance);
  }
}
