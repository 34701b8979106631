package dev.bulkhead.cli;

import dev.bulkhead.report.Ending;

/** The exit statuses that do not come from a judgement; those are in {@code Outcome}. */
final class ExitStatus {
  static final int OK = 0;

  /** The input or the command line is unusable. */
  static final int UNUSABLE = 2;

  /** A bug of Bulkhead's own (EX_SOFTWARE of sysexits.h). */
  static final int BUG = 70;

  private ExitStatus() {}

  /** Of a run that has nothing else to tell; a signal is told by its number. */
  static int of(Ending ending) {
    return switch (ending) {
      case ITS_OWN -> OK;
      case HUNG_UP -> 129;
      case INTERRUPTED -> 130;
      case TERMINATED -> 143;
    };
  }
}
