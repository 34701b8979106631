package dev.bulkhead.cli;

/** The exit statuses that do not come from a judgement; those are in {@code Outcome}. */
final class ExitStatus {
  static final int OK = 0;

  /** The input or the command line is unusable. */
  static final int UNUSABLE = 2;

  /** A bug of Bulkhead's own (EX_SOFTWARE of sysexits.h). */
  static final int BUG = 70;

  private ExitStatus() {}
}
