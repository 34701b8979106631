package dev.bulkhead.cli;

import dev.bulkhead.verdict.OptionError;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which tags of a git repository are releases. */
final class GitOptions {
  private static final int MOST = 10_000;

  @Option(
      names = "--git",
      paramLabel = "DIR",
      description =
          "Take the charts from the tags of this git repository, read without a checkout; each"
              + " CHART is a path in it.")
  private @Nullable Path folder;

  @Option(
      names = "--tags",
      paramLabel = "PATTERN",
      description = "Which tags are releases: 'v0.*' (* any text, ? one letter). Default: all.")
  private @Nullable TagGlob tags;

  @Option(
      names = "--most",
      paramLabel = "N",
      description = "At most so many tags, the newest ones. Default: 20.")
  private int most = 20;

  /** The repository, if there is one. */
  Optional<Path> folder() {
    return Optional.ofNullable(folder);
  }

  TagGlob tags() {
    return tags == null ? TagGlob.ALL : tags;
  }

  int most() {
    return most;
  }

  /**
   * Returns if the options go together.
   *
   * @throws OptionError where they do not
   */
  void requireSense() {
    if (tags != null && folder == null) {
      throw new OptionError(
          "--tags %s says which tags are meant, and no repository is named.".formatted(tags),
          "Name one with --git DIR, or leave out --tags.");
    }
    if (most < 1 || most > MOST) {
      throw new OptionError(
          "--most %d is not between 1 and 10,000.".formatted(most), "Give a number in between.");
    }
  }
}
