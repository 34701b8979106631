package dev.bulkhead.admission.cel;

import java.util.List;

/** What an expression comes to. */
public sealed interface Answer {
  /** What is decided. */
  enum Decided implements Answer {
    YES,
    NO
  }

  /**
   * It ends in an error.
   *
   * @param what a clause without values of objects: {@code key 'x' is not present in map}
   */
  record Erred(String what) implements Answer {}

  /**
   * Nobody can tell.
   *
   * @param reads what it reads that is not known: {@code object.spec}
   */
  record Unknown(List<String> reads) implements Answer {
    public Unknown {
      reads = List.copyOf(reads);
    }
  }
}
