package dev.bulkhead.cli;

import dev.bulkhead.report.Ending;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Whether a run is to come to its end before everything is known, and why. What is under way then
 * is left behind, not waited for.
 */
final class Stop {
  /** Why a run ends early. */
  enum Reason {
    /** The time of {@code --timeout} is over. */
    TIMEOUT,
    /** The user typed Ctrl-C (SIGINT). */
    INTERRUPTED,
    /** Whoever started the process wants it to end (SIGTERM). */
    TERMINATED,
    /** The terminal went away (SIGHUP). */
    HUNG_UP;

    /**
     * Why something was not done, as a clause.
     *
     * @param timeout the time that was allowed, as it was written
     */
    String because(String timeout) {
      return this == TIMEOUT
          ? "the %s of --timeout were over".formatted(timeout)
          : "the run was interrupted";
    }

    /** What would get it done, beginning with a verb. */
    String supply() {
      return this == TIMEOUT
          ? "Allow more time with --timeout."
          : "Run the command again and let it come to its end.";
    }
  }

  private final CompletableFuture<Reason> signal = new CompletableFuture<>();

  /** Ends the run; the first reason counts. */
  void request(Reason reason) {
    signal.complete(reason);
  }

  /** Ends the run when that much time has passed. */
  void requestAfter(Duration time) {
    signal.completeOnTimeout(Reason.TIMEOUT, time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Why the run is to end, if it is. */
  Optional<Reason> reason() {
    return Optional.ofNullable(signal.getNow(null));
  }

  /** How the run comes to its end. */
  Ending ending() {
    return switch (signal.getNow(Reason.TIMEOUT)) {
      case TIMEOUT -> Ending.ITS_OWN;
      case INTERRUPTED -> Ending.INTERRUPTED;
      case TERMINATED -> Ending.TERMINATED;
      case HUNG_UP -> Ending.HUNG_UP;
    };
  }

  /**
   * The answer of a question that may take long, or what is said in its stead where the run ends
   * first.
   */
  <T> T orElse(Supplier<T> question, Function<Reason, T> instead) {
    Optional<Reason> before = reason();
    if (before.isPresent()) {
      return instead.apply(before.get());
    }
    var answer = new CompletableFuture<T>();
    Thread.startVirtualThread(
        () -> {
          try {
            answer.complete(question.get());
          } catch (Throwable failure) { // handed on to whoever asked
            answer.completeExceptionally(failure);
          }
        });
    try {
      CompletableFuture.anyOf(answer, signal).join();
      return answer.isDone() ? answer.join() : instead.apply(signal.join());
    } catch (CompletionException e) {
      throw unwrapped(e);
    }
  }

  private static RuntimeException unwrapped(CompletionException wrapper) {
    return switch (wrapper.getCause()) {
      case RuntimeException failure -> failure;
      case Error failure -> throw failure;
      case null, default -> wrapper;
    };
  }
}
