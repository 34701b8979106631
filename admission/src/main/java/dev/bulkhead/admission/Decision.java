package dev.bulkhead.admission;

import java.util.List;

/** Whether a hook is called for a request. */
public sealed interface Decision {
  /** What needs no explanation. */
  enum Plain implements Decision {
    /** It is called. */
    CALLED,
    /** It is not called. */
    SKIPPED
  }

  /**
   * The request is refused with 403 without a call, since a condition ends in an error and the
   * hook's policy is Fail.
   *
   * @param doubts what it depends on; nothing where it is certain
   */
  record Refused(String condition, String error, List<String> doubts) implements Decision {
    public Refused {
      doubts = List.copyOf(doubts);
    }
  }

  /**
   * Nobody can tell.
   *
   * @param doubts what it depends on; it is called if all of these hold
   */
  record Doubtful(List<String> doubts) implements Decision {
    public Doubtful {
      doubts = List.copyOf(doubts);
    }
  }

  /** What it depends on that the hook has a part in the request; nothing where it is certain. */
  default List<String> doubts() {
    return switch (this) {
      case Plain _ -> List.of();
      case Refused(_, _, var doubts) -> doubts;
      case Doubtful(var doubts) -> doubts;
    };
  }

  /** Whether it is certain that the hook has no part in the request. */
  default boolean isSkipped() {
    return this == Plain.SKIPPED;
  }
}
