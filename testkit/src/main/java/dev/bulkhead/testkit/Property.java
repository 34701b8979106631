package dev.bulkhead.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A law that must hold for every value of a generator.
 *
 * <p>A failure names the seed and the smallest value found that breaks the law. The seed can be set
 * from outside with the system property {@code bulkhead.seed}.
 */
public final class Property {
  private static final int MAX_SHRINKS = 2_000;

  private Property() {}

  /** What a law asserts of a value; it breaks by throwing. */
  @FunctionalInterface
  public interface Law<T> {
    /** Returns if the law holds. */
    void check(T value) throws Exception;
  }

  /** Checks the law on that many values drawn from the seed. */
  public static <T> void forAll(long seed, int runs, Gen<T> values, Law<? super T> law) {
    long start = Long.getLong("bulkhead.seed", seed);
    for (int run = 0; run < runs; run++) {
      var choices = new Gen.Choices(new SplittableRandom(start + run), List.of());
      Throwable failure = failure(values, choices, law);
      if (failure != null) {
        report(start + run, values, law, choices.taken(), failure);
      }
    }
  }

  private static <T> void report(
      long seed, Gen<T> values, Law<? super T> law, List<Integer> taken, Throwable failure) {
    List<Integer> smallest = taken;
    Throwable reason = failure;
    int tries = 0;
    boolean smaller = true;
    while (smaller && tries < MAX_SHRINKS) {
      smaller = false;
      for (List<Integer> candidate : simpler(smallest)) {
        if (++tries > MAX_SHRINKS) {
          break;
        }
        Throwable still = failure(values, replaying(candidate), law);
        if (still != null) {
          smallest = candidate;
          reason = still;
          smaller = true;
          break;
        }
      }
    }
    T value = values.draw(replaying(smallest));
    throw new AssertionError(
        "The law breaks for [%s] (run it again with -Dbulkhead.seed=%d): %s"
            .formatted(value, seed, reason.getMessage()),
        reason);
  }

  /** An empty list would draw afresh, so the simplest draw is a single zero. */
  private static Gen.Choices replaying(List<Integer> choices) {
    return new Gen.Choices(new SplittableRandom(0), choices.isEmpty() ? List.of(0) : choices);
  }

  private static <T> @Nullable Throwable failure(
      Gen<T> values, Gen.Choices choices, Law<? super T> law) {
    T value;
    try {
      value = values.draw(choices);
    } catch (Gen.Unsatisfied notDrawn) {
      return null;
    }
    try {
      law.check(value);
      return null;
    } catch (Exception | AssertionError | StackOverflowError broken) {
      return broken;
    }
  }

  private static List<List<Integer>> simpler(List<Integer> choices) {
    var candidates = new ArrayList<List<Integer>>();
    for (int chunk = choices.size(); chunk >= 1; chunk = chunk > 8 ? chunk / 2 : chunk - 1) {
      int step = chunk > 8 ? chunk : 1;
      for (int from = 0; from + chunk <= choices.size(); from += step) {
        var shorter = new ArrayList<>(choices.subList(0, from));
        shorter.addAll(choices.subList(from + chunk, choices.size()));
        candidates.add(shorter);
      }
    }
    for (int i = 0; i < choices.size(); i++) {
      int value = choices.get(i);
      for (int lower : value > 1 ? new int[] {0, value / 2, value - 1} : new int[] {0}) {
        if (lower < value) {
          var changed = new ArrayList<>(choices);
          changed.set(i, lower);
          candidates.add(changed);
        }
      }
    }
    return candidates;
  }
}
