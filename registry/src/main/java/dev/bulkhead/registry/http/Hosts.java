package dev.bulkhead.registry.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * What is known of each host: how many requests it has before it, and whether to leave it alone.
 */
final class Hosts {
  private final int requestsPerHost;
  private final Map<String, Host> hosts = new ConcurrentHashMap<>();

  Hosts(int requestsPerHost) {
    this.requestsPerHost = requestsPerHost;
  }

  Host of(String name) {
    return hosts.computeIfAbsent(name, _ -> new Host(new Semaphore(requestsPerHost)));
  }

  /** One host. */
  static final class Host {
    private final Semaphore places;
    private volatile Instant quietUntil = Instant.MIN;
    private volatile @Nullable RegistryTrouble dead;

    private Host(Semaphore places) {
      this.places = places;
    }

    void enter() throws InterruptedException {
      places.acquire();
    }

    void leave() {
      places.release();
    }

    /** Asks nothing more of it: every request would fail like this. */
    void giveUp(RegistryTrouble trouble) {
      dead = trouble;
    }

    /** Fails at once where nothing more is asked of it. */
    void check() throws RegistryTrouble {
      RegistryTrouble trouble = dead;
      if (trouble != null) {
        throw new RegistryTrouble(trouble.kind(), trouble.reason(), trouble.supply());
      }
    }

    /** Leaves it in peace until then. */
    synchronized void rest(Instant until) {
      if (until.isAfter(quietUntil)) {
        quietUntil = until;
      }
    }

    /** How long it is to be left in peace. */
    Duration resting(Instant now) {
      return now.isBefore(quietUntil) ? Duration.between(now, quietUntil) : Duration.ZERO;
    }
  }
}
