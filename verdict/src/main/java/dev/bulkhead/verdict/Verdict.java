package dev.bulkhead.verdict;

import dev.bulkhead.model.Userinfo;
import java.util.List;

/**
 * What the evidence says of a claim. There is no fourth answer, and silence is not {@link Proven}.
 * Its texts hold no password before a host ({@link Userinfo}), whoever wrote one.
 */
public sealed interface Verdict {
  Claim claim();

  /** The facts that the verdict rests on, in the order in which they were found. */
  List<Fact> evidence();

  /** What it comes to, in one sentence. */
  String message();

  /** The evidence shows that the claim holds. */
  record Proven(Claim claim, String message, List<Fact> evidence) implements Verdict {
    public Proven {
      message = Userinfo.concealed(message);
      evidence = List.copyOf(evidence);
    }
  }

  /**
   * The evidence shows that the claim does not hold.
   *
   * @param message the cause, one full sentence with the values
   * @param remedy what to do, beginning with a verb
   */
  record Violated(
      Claim claim, Severity severity, String message, String remedy, List<Fact> evidence)
      implements Verdict {
    public Violated {
      message = Userinfo.concealed(message);
      remedy = Userinfo.concealed(remedy);
      evidence = List.copyOf(evidence);
    }

    /** The same of a chart under another setting of its values. */
    public Violated inMode(String setting) {
      return new Violated(claim.inMode(setting), severity, message, remedy, evidence);
    }

    /** The same, as bad as that. */
    public Violated withSeverity(Severity other) {
      return new Violated(claim, other, message, remedy, evidence);
    }
  }

  /**
   * The evidence could not be had.
   *
   * @param message what was missing, one full sentence
   * @param remedy how to supply it, beginning with a verb
   */
  record Unproven(Claim claim, String message, String remedy, List<Fact> evidence)
      implements Verdict {
    public Unproven {
      message = Userinfo.concealed(message);
      remedy = Userinfo.concealed(remedy);
      evidence = List.copyOf(evidence);
    }
  }
}
