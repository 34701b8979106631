package dev.bulkhead.check.zoo;

import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.List;

/** What our verdicts on one container come to: will it start? */
sealed interface Opinion {
  /** Everything on the way was proven. */
  record Starts() implements Opinion {}

  /** Something will keep it from starting. */
  record Fails(String rule, String message) implements Opinion {}

  /** Something could not be decided. */
  record Undecided(String rule, String message) implements Opinion {}

  /** Sums up the verdicts; a notice keeps nothing from starting, a missing library does. */
  static Opinion of(List<Verdict> verdicts) {
    for (Verdict verdict : verdicts) {
      String rule = verdict.claim().rule().id();
      if (verdict instanceof Verdict.Violated violated && stopsTheStart(violated)) {
        return new Fails(rule, violated.message());
      }
    }
    for (Verdict verdict : verdicts) {
      if (verdict instanceof Verdict.Unproven unproven) {
        return new Undecided(unproven.claim().rule().id(), unproven.message());
      }
    }
    boolean judged =
        verdicts.stream().anyMatch(v -> v.claim().rule().id().equals("command-not-executable"));
    return judged ? new Starts() : new Undecided("", "Nothing was said of the start: " + verdicts);
  }

  private static boolean stopsTheStart(Verdict.Violated violated) {
    return violated.severity() != Severity.NOTICE
        || violated.claim().rule().id().equals("command-library-missing");
  }

  /** Whether the runtime's answer is the same. */
  default boolean agreesWith(Answer answer) {
    return switch (this) {
      case Starts _ -> answer.fate() == Fate.STARTED;
      case Fails(String rule, var _) -> answer.fate().isSaidBy(rule);
      case Undecided _ -> false;
    };
  }
}
