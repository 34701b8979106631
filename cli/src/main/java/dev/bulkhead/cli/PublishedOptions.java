package dev.bulkhead.cli;

import dev.bulkhead.verdict.OptionError;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options that say what of a release is looked at beside its text, and what is written down.
 */
final class PublishedOptions {
  @Option(
      names = "--artifact",
      paramLabel = "FILE",
      description =
          "What was published of the release: a packaged chart, an install manifest, or a chart in"
              + " a registry (oci://). Repeatable.")
  private List<String> artifacts = List.of();

  @Option(
      names = "--record",
      description =
          "Write down in release.lock what the release is: its commit, its images, its files.")
  private boolean records;

  @Option(
      names = "--promise",
      description =
          "Accept that the project's own images do not exist yet, and write down in release.lock"
              + " what must exist.")
  private boolean promises;

  @Mixin private Evidence evidence = new Evidence();

  /** As they were named. */
  List<String> artifacts() {
    return List.copyOf(artifacts);
  }

  /** Whether release.lock is to be written. */
  boolean isWriting() {
    return records || promises;
  }

  /** Whether images may come later. */
  boolean isPromising() {
    return promises;
  }

  /**
   * Returns if the options go together.
   *
   * @throws OptionError where they do not
   */
  void requireSense() {
    if (records && promises) {
      throw new OptionError(
          "--promise is for images that are to come, and --record for those that are there.",
          "Promise before the tag is made, and record when all is published.");
    }
  }

  /** Where evidence comes from. */
  Evidence evidence() {
    return evidence;
  }
}
