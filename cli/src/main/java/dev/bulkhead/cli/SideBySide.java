package dev.bulkhead.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Work on many things at the same time, though not on all of them: each may take much memory. */
final class SideBySide {
  private SideBySide() {}

  /**
   * The answers in the order of the questions.
   *
   * @param most so many are worked on at a time
   */
  static <T, R> List<R> map(List<T> questions, int most, Function<T, R> answer) {
    var permits = new Semaphore(most);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<R>>();
      for (T question : questions) {
        running.add(
            executor.submit(
                () -> {
                  permits.acquire();
                  try {
                    return answer.apply(question);
                  } finally {
                    permits.release();
                  }
                }));
      }
      var answers = new ArrayList<R>();
      for (Future<R> one : running) {
        answers.add(one.get());
      }
      return answers;
    } catch (ExecutionException failed) {
      throw unwrapped(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The run was interrupted.", stopped);
    }
  }

  private static RuntimeException unwrapped(ExecutionException wrapper) {
    return switch (wrapper.getCause()) {
      case RuntimeException failure -> failure;
      case Error failure -> throw failure;
      case null, default -> new IllegalStateException(wrapper);
    };
  }
}
