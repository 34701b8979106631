package dev.bulkhead.cli;

import dev.bulkhead.verdict.OptionError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The files that a command line has written, none of which may be one that it reads: a report in
 * the place of the configuration that it is about would be all that is left of it.
 */
final class WrittenFiles {
  private static final Set<String> WRITING = Set.of("--output", "--patch", "--autopilot");

  private WrittenFiles() {}

  /**
   * Returns if nothing that is read would be replaced.
   *
   * @throws OptionError otherwise
   */
  static void requireOther(ParseResult parsed) {
    ParseResult command = parsed.asCommandLineList().getLast().getParseResult();
    if (answersWithItsLike(command)) {
      return;
    }
    List<String> read =
        Stream.concat(
                command.matchedOptions().stream().filter(option -> !isWriting(option)),
                command.matchedPositionals().stream())
            .flatMap(argument -> argument.originalStringValues().stream())
            .toList();
    for (OptionSpec option : command.matchedOptions()) {
      if (isWriting(option)) {
        requireOther(option, read);
      }
    }
  }

  /** What pins values reads earlier pins, and a lock may be made anew from itself. */
  private static boolean answersWithItsLike(ParseResult command) {
    Object format = command.matchedOptionValue("--format", "");
    return command.commandSpec().name().equals("pin") || format.toString().equals("LOCK");
  }

  private static boolean isWriting(OptionSpec option) {
    return Stream.of(option.names()).anyMatch(WRITING::contains);
  }

  private static void requireOther(OptionSpec option, List<String> read) {
    for (String written : option.originalStringValues()) {
      Optional<Path> target = file(written);
      boolean isRead =
          target.isPresent()
              && read.stream()
                  .flatMap(WrittenFiles::files)
                  .anyMatch(source -> isSame(source, target.get()));
      if (isRead) {
        throw new OptionError(
            "%s %s would replace a file that this command reads."
                .formatted(nameOf(option), written),
            "Name another file with %s.".formatted(nameOf(option)));
      }
    }
  }

  private static String nameOf(ArgSpec option) {
    return option instanceof OptionSpec named ? named.longestName() : option.paramLabel();
  }

  /** The file that a word names, alone or as in {@code all=bundle.tar}. */
  private static Stream<Path> files(String word) {
    return Stream.of(word, word.substring(word.indexOf('=') + 1))
        .flatMap(text -> file(text).stream());
  }

  private static Optional<Path> file(String word) {
    try {
      return Optional.of(Path.of(word)).filter(Files::isRegularFile);
    } catch (InvalidPathException noFile) {
      return Optional.empty();
    }
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException unknown) {
      return false;
    }
  }
}
