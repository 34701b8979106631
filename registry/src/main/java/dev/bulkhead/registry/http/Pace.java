package dev.bulkhead.registry.http;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** Time and chance as the client meets them; tests put their own in place of both. */
public interface Pace {
  /** The real ones. */
  Pace REAL =
      new Pace() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public void pause(Duration length) throws InterruptedException {
          Thread.sleep(length);
        }

        @Override
        public double chance() {
          return ThreadLocalRandom.current().nextDouble();
        }
      };

  /** The time now. */
  Instant now();

  /** Lets that much time pass. */
  void pause(Duration length) throws InterruptedException;

  /** A number from 0 up to, but not including, 1. */
  double chance();
}
