package dev.bulkhead.diff;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/** Something before and after an upgrade. */
sealed interface Pair<T> {

  /** It appears. */
  record Added<T>(T after) implements Pair<T> {}

  /** It goes away. */
  record Removed<T>(T before) implements Pair<T> {}

  /** It is there on both sides, changed or not. */
  record Kept<T>(T before, T after) implements Pair<T> {}

  /** How it was, if it was. */
  default Optional<T> old() {
    return switch (this) {
      case Added<T> _ -> Optional.empty();
      case Removed<T>(T before) -> Optional.of(before);
      case Kept<T>(T before, T _) -> Optional.of(before);
    };
  }

  /** How it is, if it still is. */
  default Optional<T> now() {
    return switch (this) {
      case Added<T>(T after) -> Optional.of(after);
      case Removed<T> _ -> Optional.empty();
      case Kept<T>(T _, T after) -> Optional.of(after);
    };
  }

  /** Either side, the newer one where there are both. */
  default T any() {
    return switch (this) {
      case Added<T>(T after) -> after;
      case Removed<T>(T before) -> before;
      case Kept<T>(T _, T after) -> after;
    };
  }

  /** What a function makes of both sides; empty where it makes nothing of either. */
  default <R> Optional<Pair<R>> map(Function<? super T, Optional<R>> function) {
    return of(old().flatMap(function), now().flatMap(function));
  }

  /** Both sides as far as they are there; empty where neither is. */
  static <T> Optional<Pair<T>> of(Optional<T> before, Optional<T> after) {
    if (before.isEmpty()) {
      return after.map(Added::new);
    }
    return Optional.of(
        after
            .<Pair<T>>map(now -> new Kept<>(before.get(), now))
            .orElseGet(() -> new Removed<>(before.get())));
  }

  /** Brings together what has the same key; of several on one side the last counts. */
  static <T, K> List<Pair<T>> match(
      Collection<? extends T> before, Collection<? extends T> after, Function<? super T, K> key) {
    SequencedMap<K, T> olds = byKey(before, key);
    SequencedMap<K, T> news = byKey(after, key);
    var pairs = new ArrayList<Pair<T>>();
    olds.forEach(
        (name, old) -> {
          T now = news.get(name);
          pairs.add(now == null ? new Removed<>(old) : new Kept<>(old, now));
        });
    news.forEach(
        (name, now) -> {
          if (!olds.containsKey(name)) {
            pairs.add(new Added<>(now));
          }
        });
    return List.copyOf(pairs);
  }

  private static <T, K> SequencedMap<K, T> byKey(
      Collection<? extends T> all, Function<? super T, K> key) {
    var byKey = new LinkedHashMap<K, T>();
    all.forEach(each -> byKey.put(key.apply(each), each));
    return byKey;
  }
}
