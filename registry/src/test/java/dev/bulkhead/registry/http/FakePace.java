package dev.bulkhead.registry.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A clock that only pauses move, and no chance at all. */
public final class FakePace implements Pace {
  private final List<Duration> pauses = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized void pause(Duration length) {
    pauses.add(length);
    now = now.plus(length);
  }

  @Override
  public double chance() {
    return 0;
  }

  /** Lets time pass without anybody waiting. */
  public synchronized void advance(Duration length) {
    now = now.plus(length);
  }

  /** All pauses, in order. */
  public synchronized List<Duration> pauses() {
    return List.copyOf(pauses);
  }
}
