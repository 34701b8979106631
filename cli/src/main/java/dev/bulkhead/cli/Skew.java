package dev.bulkhead.cli;

import dev.bulkhead.verdict.OptionError;

/** How many minors of Kubernetes away from the cluster's a tag may be, older or newer. */
record Skew(int minors) {
  /** What Kubernetes supports for kubectl (version skew policy, "kubectl"). */
  static final Skew OF_KUBECTL = new Skew(1);

  private static final int MOST = 20;

  /**
   * Reads a number.
   *
   * @throws OptionError where it is none that makes sense
   */
  static Skew parse(String text) {
    if (!text.matches("[0-9]{1,2}") || Integer.parseInt(text) > MOST) {
      throw new OptionError(
          "\"%s\" is no number of minors from 0 to %d.".formatted(text, MOST),
          "Write how many minors older or newer a tag may be; Kubernetes allows kubectl 1.");
    }
    return new Skew(Integer.parseInt(text));
  }
}
