package dev.bulkhead.cli;

import dev.bulkhead.verdict.OptionError;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how the modes of charts are explored. */
final class ModeOptions {
  @Option(
      names = "--only-given-values",
      description = "Judge charts only with the values that are given here; try no other modes.")
  private boolean onlyGivenValues;

  @Mixin private MostVariants most = new MostVariants();

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
    return most.count();
  }

  /** Whether what shows only in other modes can fail a run. */
  boolean modesFail() {
    return failOnModes == FailOnModes.ERROR;
  }
}
