package dev.bulkhead.cli;

import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;

/** {@code bulkhead cache}: what is kept on disk of the layers that were read. */
@Command(
    name = "cache",
    description = {"Tells what is kept of layers that were read, or throws it away.", ""},
    footer = {"", "The cache lies in $XDG_CACHE_HOME/bulkhead, or ~/.cache/bulkhead."})
final class CacheCommand {
  private final Rooms rooms;
  private final Surroundings surroundings;

  CacheCommand(Rooms rooms, Surroundings surroundings) {
    this.rooms = rooms;
    this.surroundings = surroundings;
  }

  /** Where the cache lies and how large it is. */
  @Command(name = "info", description = "Tells where the cache lies and how large it is.")
  int info() {
    return say(rooms.cacheInfo());
  }

  /** Empties the cache. */
  @Command(name = "clear", description = "Empties the cache.")
  int clear() {
    return say(rooms.clearCache());
  }

  private int say(String answer) {
    StandardOutput.write(
        surroundings, out -> out.write((answer + "\n").getBytes(StandardCharsets.UTF_8)));
    return ExitStatus.OK;
  }
}
