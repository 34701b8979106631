package dev.bulkhead.drill;

/** Waiting times that double with each failure. */
final class Backoff {
  private final long first;
  private final long most;
  private long next;

  /**
   * Waiting times.
   *
   * @param first in milliseconds
   * @param most in milliseconds
   */
  Backoff(long first, long most) {
    this.first = first;
    this.most = most;
    this.next = first;
  }

  /** As controllers of client-go wait: 5 ms up to 1000 s. */
  static Backoff ofController() {
    return new Backoff(5, 1_000_000);
  }

  /** As the kubelet restarts containers: 10 s up to 5 min. */
  static Backoff ofCrashLoop() {
    return new Backoff(10_000, 300_000);
  }

  /** Always the same. */
  static Backoff every(long millis) {
    return new Backoff(millis, millis);
  }

  long next() {
    long wait = next;
    next = Math.min(most, next * 2);
    return wait;
  }

  void reset() {
    next = first;
  }
}
