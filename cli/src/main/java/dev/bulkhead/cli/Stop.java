package dev.bulkhead.cli;

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
    /** The user, or whoever started the process, asked for it. */
    INTERRUPTED
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

  /** Whether the user asked for the end. */
  boolean isInterrupted() {
    return reason().filter(Reason.INTERRUPTED::equals).isPresent();
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
