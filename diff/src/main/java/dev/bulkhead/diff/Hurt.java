package dev.bulkhead.diff;

import java.util.Locale;

/** How much a change can hurt, the worst first. */
public enum Hurt {
  /** The upgrade fails, data is lost, or the cluster can stop. */
  BREAKS("Breaks the upgrade or the cluster"),
  /** It works until something ordinary happens, or somebody relies on what was. */
  CAN_HURT("Can hurt"),
  /** Nothing to worry about by itself. */
  WORTH_KNOWING("Worth knowing");

  private final String title;

  Hurt(String title) {
    this.title = title;
  }

  /** What a report calls these changes. */
  public String title() {
    return title;
  }

  /** {@code can-hurt}, as programs read it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
