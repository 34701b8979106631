package dev.bulkhead.cli;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** Runs command lines within the test's own process. */
final class Session {
  private final Rooms rooms;
  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  final Stop stop = new Stop();
  private OutputStream answer = out;
  private InputStream in = InputStream.nullInputStream();
  private boolean isTerminal;
  private Clock clock = Clock.fixed(Instant.parse("2026-10-01T00:00:00Z"), ZoneOffset.UTC);

  Session(Rooms rooms, Path cache) {
    this.rooms = rooms;
    environment.put("XDG_CACHE_HOME", cache.toString());
  }

  Session with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Session onTerminal() {
    isTerminal = true;
    return this;
  }

  Session from(InputStream stream) {
    in = stream;
    return this;
  }

  Session answeringTo(OutputStream stream) {
    answer = stream;
    return this;
  }

  Session at(String instant) {
    clock = Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
    return this;
  }

  Surroundings surroundings() {
    return new Surroundings(
        environment,
        in,
        answer,
        new PrintStream(err, true, StandardCharsets.UTF_8),
        isTerminal,
        false,
        clock);
  }

  int run(String... args) {
    out.reset();
    err.reset();
    var surroundings = surroundings();
    return new Bulkhead(rooms, surroundings, stop, new DebugLog(surroundings.err())).run(args);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
