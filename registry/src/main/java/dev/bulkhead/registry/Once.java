package dev.bulkhead.registry;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Answers that are worked out once, however many threads ask; the others wait for the first. */
final class Once<K, V> {
  private final Map<K, CompletableFuture<V>> answers = new ConcurrentHashMap<>();

  /** The answer, worked out now if nobody has asked before. */
  V get(K question, Function<? super K, ? extends V> answer) {
    var mine = new CompletableFuture<V>();
    CompletableFuture<V> before = answers.putIfAbsent(question, mine);
    if (before != null) {
      return before.join();
    }
    try {
      V value = answer.apply(question);
      mine.complete(value);
      return value;
    } catch (RuntimeException | Error failure) {
      answers.remove(question, mine);
      mine.completeExceptionally(failure);
      throw failure;
    }
  }
}
