package dev.bulkhead.cli;

import dev.bulkhead.airgap.bundle.Meter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;

/** How far carrying has come, for a line of progress: bytes, their rate, and how long it takes. */
final class Haul implements Meter {
  /** The rate is that of the last so many seconds. */
  private static final Duration WINDOW = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final AtomicLong expected = new AtomicLong();
  private final AtomicLong moved = new AtomicLong();
  private final Deque<Seen> seen = new ArrayDeque<>();

  Haul(InstantSource clock) {
    this.clock = clock;
  }

  private record Seen(Instant at, long moved) {}

  @Override
  public void expect(long bytes) {
    expected.set(bytes);
  }

  @Override
  public void moved(long bytes) {
    moved.addAndGet(bytes);
  }

  /** {@code 3.2 GiB of 60.1 GiB, 112.0 MiB/s, 8 min left}; empty while nothing is expected. */
  synchronized String line() {
    long whole = expected.get();
    long now = moved.get();
    if (whole == 0) {
      return "";
    }
    String amounts = "%s of %s".formatted(Amount.of(now), Amount.of(whole));
    long rate = rate(now);
    return rate <= 0
        ? amounts
        : "%s, %s/s, %s left".formatted(amounts, Amount.of(rate), left((whole - now) / rate));
  }

  private long rate(long now) {
    Instant at = clock.instant();
    seen.addLast(new Seen(at, now));
    while (seen.size() > 2 && seen.getFirst().at().isBefore(at.minus(WINDOW))) {
      seen.removeFirst();
    }
    long millis = Duration.between(seen.getFirst().at(), at).toMillis();
    return millis <= 0 ? 0 : (now - seen.getFirst().moved()) * 1000 / millis;
  }

  private static String left(long seconds) {
    if (seconds < 100) {
      return seconds + " s";
    }
    return seconds < 6000 ? Math.ceilDiv(seconds, 60) + " min" : Math.ceilDiv(seconds, 3600) + " h";
  }
}
