package dev.bulkhead.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Everything outside of the program that a command touches, apart from the files and hosts that it
 * is told to read.
 *
 * @param environment the environment variables
 * @param in standard input
 * @param out standard output, unbuffered: it throws where nobody takes what is written
 * @param err standard error
 * @param outIsTerminal whether a person looks at standard output
 * @param errIsTerminal whether a person looks at standard error
 */
record Surroundings(
    Map<String, String> environment,
    InputStream in,
    OutputStream out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    Clock clock) {
  Surroundings {
    environment = Map.copyOf(environment);
  }

  /** The value of a variable that is set and not empty. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /** Whether standard output is coloured: on a terminal, unless {@code NO_COLOR} is set. */
  boolean isColoured() {
    return outIsTerminal
        && variable("NO_COLOR").isEmpty()
        && !variable("TERM").filter("dumb"::equals).isPresent();
  }

  /** Where what is worth keeping between runs lies (XDG base directory specification). */
  Optional<Path> cacheDirectory() {
    return variable("XDG_CACHE_HOME")
        .map(Path::of)
        .filter(Path::isAbsolute)
        .or(() -> variable("HOME").map(home -> Path.of(home, ".cache")))
        .map(directory -> directory.resolve("bulkhead"));
  }

  /** Where what a user has added lies (XDG base directory specification). */
  Optional<Path> dataDirectory() {
    return variable("XDG_DATA_HOME")
        .map(Path::of)
        .filter(Path::isAbsolute)
        .or(() -> variable("HOME").map(home -> Path.of(home, ".local", "share")))
        .map(directory -> directory.resolve("bulkhead"));
  }
}
