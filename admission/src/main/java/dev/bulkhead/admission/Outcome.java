package dev.bulkhead.admission;

import java.time.Duration;
import java.util.List;

/** What a request comes to, as far as hooks decide it. */
public sealed interface Outcome {

  /** How long hooks hold it, at most. */
  Duration delay();

  /** The hooks that refuse it, in the order in which they would be called. */
  List<Refusal> refusals();

  /**
   * What it depends on that the request is not admitted; nothing where that is certain, or where it
   * is admitted.
   */
  List<String> doubts();

  /**
   * No hook objects.
   *
   * @param failedOpen the hooks that could not be called, whose policy is Ignore
   */
  record Admitted(Duration delay, List<Hook> failedOpen) implements Outcome {
    public Admitted {
      failedOpen = List.copyOf(failedOpen);
    }

    @Override
    public List<Refusal> refusals() {
      return List.of();
    }

    @Override
    public List<String> doubts() {
      return List.of();
    }
  }

  /**
   * At least one hook refuses it.
   *
   * @param first the one that the client is told of
   */
  record Refused(Duration delay, Refusal first, List<Refusal> refusals, List<String> doubts)
      implements Outcome {
    public Refused {
      refusals = List.copyOf(refusals);
      doubts = List.copyOf(doubts);
    }

    /** The HTTP status that the client sees. */
    public int code() {
      return first.code();
    }
  }

  /**
   * It ends with 504, whatever the policies: its time is over before all hooks are done.
   *
   * @param delay the time that it had
   * @param holding the hooks that took the time
   */
  record TooLate(Duration delay, List<Hook> holding, List<Refusal> refusals, List<String> doubts)
      implements Outcome {
    /** The HTTP status, where the client is still there to see it. */
    public static final int CODE = 504;

    public TooLate {
      holding = List.copyOf(holding);
      refusals = List.copyOf(refusals);
      doubts = List.copyOf(doubts);
    }
  }

  /** Whether the request is carried out. */
  default boolean isAdmitted() {
    return this instanceof Admitted;
  }

  /** {@code 30 s}, {@code 1.5 s}. */
  static String seconds(Duration duration) {
    long millis = duration.toMillis();
    return (millis % 1000 == 0 ? String.valueOf(millis / 1000) : millis / 1000.0) + " s";
  }
}
