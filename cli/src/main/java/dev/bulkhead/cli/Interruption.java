package dev.bulkhead.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * What happens when a signal asks the process to end: the run is told, and has a moment to print
 * what it knows. The virtual machine then ends with 128 and the signal's number.
 */
final class Interruption {
  private static final long GRACE_SECONDS = 5;

  private final CountDownLatch printed = new CountDownLatch(1);

  private Interruption() {}

  /**
   * From now on a signal ends the run in order.
   *
   * @param exit ends the process with a status
   */
  static Interruption watch(Stop stop, Surroundings surroundings, IntConsumer exit) {
    var interruption = new Interruption();
    Signals.tell(stop::request, exit);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> interruption.end(stop, surroundings), "interruption"));
    return interruption;
  }

  /** The run has come to its end by itself, or has printed what it knew. */
  void over() {
    printed.countDown();
  }

  private void end(Stop stop, Surroundings surroundings) {
    if (printed.getCount() == 0) {
      return;
    }
    stop.request(Stop.Reason.INTERRUPTED);
    try {
      if (!printed.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
        surroundings.err().println("bulkhead: Interrupted before anything was judged.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
