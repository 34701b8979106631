package dev.bulkhead.admission;

import java.util.List;
import java.util.stream.Stream;

/** Whether something holds; what cannot be decided says why. */
public sealed interface Truth {
  /** What is decided. */
  enum Decided implements Truth {
    /** It holds. */
    YES,
    /** It does not hold. */
    NO
  }

  /**
   * Nobody can tell from what is known.
   *
   * @param doubts what it depends on, each a clause that follows "if": {@code namespace kube-system
   *     does not carry the label x}
   */
  record Maybe(List<String> doubts) implements Truth {
    public Maybe {
      doubts = List.copyOf(doubts);
    }
  }

  /** A yes or a no. */
  static Truth of(boolean holds) {
    return holds ? Decided.YES : Decided.NO;
  }

  /** Undecided, for one reason. */
  static Truth maybe(String doubt) {
    return new Maybe(List.of(doubt));
  }

  /** Whether it is certain not to hold. */
  default boolean isNo() {
    return this == Decided.NO;
  }

  /** Whether it is certain to hold. */
  default boolean isYes() {
    return this == Decided.YES;
  }

  /** What it depends on; nothing where it is decided. */
  default List<String> doubts() {
    return switch (this) {
      case Decided _ -> List.of();
      case Maybe(var doubts) -> doubts;
    };
  }

  /** Both hold; a no decides, whatever the other is. */
  default Truth and(Truth other) {
    if (isNo() || other.isYes()) {
      return this;
    }
    if (other.isNo() || isYes()) {
      return other;
    }
    return new Maybe(Stream.concat(doubts().stream(), other.doubts().stream()).distinct().toList());
  }

  /** At least one holds; a yes decides, whatever the other is. */
  default Truth or(Truth other) {
    if (isYes() || other.isNo()) {
      return this;
    }
    if (other.isYes() || isNo()) {
      return other;
    }
    return new Maybe(Stream.concat(doubts().stream(), other.doubts().stream()).distinct().toList());
  }
}
