package dev.bulkhead.verdict;

import java.util.Locale;

/** How bad a violation is. */
public enum Severity {
  /** It will not work, or it can stop the cluster. */
  ERROR,
  /** It works until something ordinary happens. */
  WARNING,
  /** Worth knowing. */
  NOTICE;

  /** Whether this is as bad as {@code threshold}, or worse. */
  public boolean isAtLeast(Severity threshold) {
    return compareTo(threshold) <= 0;
  }

  /** As it is written in reports and on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
