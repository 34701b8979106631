package dev.bulkhead.cli;

import dev.bulkhead.verdict.OptionError;
import picocli.CommandLine.Option;

/** The option that bounds how many settings of a chart there are. */
final class MostVariants {
  private static final int MOST = 100_000;

  @Option(
      names = "--max-variants",
      paramLabel = "N",
      description = "At most so many settings of each chart. Default: 200.")
  private int most = 200;

  /**
   * How many settings.
   *
   * @throws OptionError where it is no number to count with
   */
  int count() {
    if (most < 1 || most > MOST) {
      throw new OptionError(
          "--max-variants %d is not between 1 and 100,000.".formatted(most),
          "Give a number in between; `bulkhead check --only-given-values` tries none.");
    }
    return most;
  }
}
