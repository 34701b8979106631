package dev.bulkhead.airgap.bundle;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Does many things at a time, but not more than so many; the first that fails ends the rest. */
final class Fanning {
  private final Semaphore places;

  Fanning(int atOnce) {
    this.places = new Semaphore(atOnce);
  }

  /** Something that can fail. */
  @FunctionalInterface
  interface Task<T> {
    void on(T one) throws IOException;
  }

  /** Does it on each; returns when all is done. */
  <T> void each(List<T> all, Task<? super T> task) throws IOException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var done = new ExecutorCompletionService<Void>(threads);
      var futures = new ArrayList<Future<Void>>();
      for (T one : all) {
        futures.add(done.submit(inTurn(one, task)));
      }
      try {
        for (int i = 0; i < futures.size(); i++) {
          done.take().get();
        }
      } catch (ExecutionException failed) {
        futures.forEach(future -> future.cancel(true));
        throw unwrapped(failed);
      } catch (InterruptedException stopped) {
        futures.forEach(future -> future.cancel(true));
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("It was stopped.");
      }
    }
  }

  private <T> Callable<Void> inTurn(T one, Task<? super T> task) {
    return () -> {
      places.acquire();
      try {
        task.on(one);
        return null;
      } finally {
        places.release();
      }
    };
  }

  private static IOException unwrapped(ExecutionException failed) {
    return switch (failed.getCause()) {
      case IOException failure -> failure;
      case RuntimeException failure -> throw failure;
      case Error failure -> throw failure;
      case null, default -> new IOException(failed);
    };
  }
}
