package dev.bulkhead.admission.cel;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What one evaluation reads of which nobody knows, or is taken to know, the value. */
public final class Doubts {
  private final boolean strict;
  private final Set<String> unknown = new LinkedHashSet<>();
  private boolean leant;

  Doubts(boolean strict) {
    this.strict = strict;
  }

  /** Stops the evaluation of a part that is not known; CEL treats that as it treats errors. */
  static final class Unknowable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unknowable() {
      super(null, null, false, false);
    }
  }

  /**
   * Notes that something is read that is not known.
   *
   * @param what its path
   * @return what to throw
   */
  public RuntimeException unknown(String what) {
    unknown.add(what);
    return new Unknowable();
  }

  /** Notes that something is taken to be absent, which it may not be. */
  void lean(String what) {
    if (strict) {
      throw unknown(what);
    }
    leant = true;
  }

  boolean hasLeant() {
    return leant;
  }

  List<String> reads() {
    return List.copyOf(unknown);
  }
}
