package dev.bulkhead.report;

/** How a run came to its end. */
public enum Ending {
  /** By itself, be it because all is judged or because the time for it was over. */
  ITS_OWN,
  /** By SIGINT: someone typed Ctrl-C. */
  INTERRUPTED,
  /** By SIGTERM. */
  TERMINATED,
  /** By SIGHUP: the terminal was closed. */
  HUNG_UP
}
