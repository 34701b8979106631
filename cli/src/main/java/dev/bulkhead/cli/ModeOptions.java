package dev.bulkhead.cli;

import dev.bulkhead.verdict.OptionError;
import picocli.CommandLine.Option;

/** The options that say how the modes of charts are explored. */
final class ModeOptions {
  @Option(
      names = "--only-given-values",
      description = "Judge charts only with the values that are given here; try no other modes.")
  private boolean onlyGivenValues;

  @Option(
      names = "--max-variants",
      paramLabel = "N",
      description = "Try at most so many settings of each chart. Default: 200.")
  private int most = 200;

  @Option(
      names = "--fail-on-modes",
      paramLabel = "WHEN",
      description =
          "Whether what shows only with other values than those given fails, too: error (as"
              + " --fail-on says) or never. Default: error.")
  private FailOnModes failOnModes = FailOnModes.ERROR;

  /** The values of {@code --fail-on-modes}. */
  enum FailOnModes {
    ERROR,
    NEVER
  }

  /** Whether only the given values are judged. */
  boolean isOnlyGiven() {
    return onlyGivenValues;
  }

  /**
   * How many settings of a chart to try.
   *
   * @throws OptionError where it is no number to count with
   */
  int most() {
    if (most < 1 || most > 100_000) {
      throw new OptionError(
          "--max-variants %d is not between 1 and 100,000.".formatted(most),
          "Give a number in between, or --only-given-values to try none.");
    }
    return most;
  }

  /** Whether what shows only in other modes can fail a run. */
  boolean modesFail() {
    return failOnModes == FailOnModes.ERROR;
  }
}
