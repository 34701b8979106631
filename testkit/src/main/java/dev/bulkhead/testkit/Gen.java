package dev.bulkhead.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Draws values of a type from a source of randomness, and knows what is simpler than a value.
 *
 * <p>Shrinking works on the choices that led to a value, not on the value: a draw is a function of
 * a list of numbers, and {@link Property} looks for a shorter or smaller list that still fails. So
 * every generator shrinks, combined ones too, and only ever to values it could have drawn.
 */
@FunctionalInterface
public interface Gen<T> {

  /** Draws a value. */
  T draw(Choices choices);

  /** Where a generator gets its numbers: fresh ones, or those of an earlier draw played again. */
  final class Choices {
    private final RandomGenerator random;
    private final List<Integer> replay;
    private final List<Integer> taken = new ArrayList<>();

    Choices(RandomGenerator random, List<Integer> replay) {
      this.random = random;
      this.replay = replay;
    }

    /** A number from 0 to {@code bound - 1}; 0 is the simplest. */
    public int below(int bound) {
      int position = taken.size();
      int choice;
      if (position < replay.size()) {
        choice = Math.min(replay.get(position), bound - 1);
      } else if (replay.isEmpty()) {
        choice = random.nextInt(bound);
      } else {
        choice = 0;
      }
      taken.add(choice);
      return choice;
    }

    List<Integer> taken() {
      return List.copyOf(taken);
    }
  }

  /** The value itself, always. */
  static <T> Gen<T> always(T value) {
    return choices -> value;
  }

  /** One of the values; the first is the simplest. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  static <T> Gen<T> of(T... values) {
    List<T> all = List.of(values);
    return choices -> all.get(choices.below(all.size()));
  }

  /** A value of one of the generators; the first is the simplest. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  static <T> Gen<T> oneOf(Gen<? extends T>... generators) {
    List<Gen<? extends T>> all = List.of(generators);
    return choices -> all.get(choices.below(all.size())).draw(choices);
  }

  /** A whole number between the two, both included; the lower is the simplest. */
  static Gen<Integer> between(int low, int high) {
    return choices -> low + choices.below(high - low + 1);
  }

  /** False or true. */
  static Gen<Boolean> bool() {
    return choices -> choices.below(2) == 1;
  }

  /** A list of at most that many values. */
  default Gen<List<T>> listOfUpTo(int most) {
    return choices -> {
      var list = new ArrayList<T>();
      while (list.size() < most && choices.below(4) != 0) {
        list.add(draw(choices));
      }
      return List.copyOf(list);
    };
  }

  /** A string of at most that many of the alphabet's characters. */
  static Gen<String> text(String alphabet, int most) {
    int[] letters = alphabet.codePoints().toArray();
    return choices -> {
      var text = new StringBuilder();
      int length = choices.below(most + 1);
      for (int i = 0; i < length; i++) {
        text.appendCodePoint(letters[choices.below(letters.length)]);
      }
      return text.toString();
    };
  }

  /** What the function makes of each value. */
  default <R> Gen<R> map(Function<? super T, ? extends R> function) {
    return choices -> function.apply(draw(choices));
  }

  /** Draws again with a generator that depends on the value. */
  default <R> Gen<R> flatMap(Function<? super T, Gen<R>> function) {
    return choices -> function.apply(draw(choices)).draw(choices);
  }

  /** Only the values that satisfy the condition; gives up after a hundred draws in a row. */
  default Gen<T> where(Predicate<? super T> condition) {
    return choices -> {
      for (int i = 0; i < 100; i++) {
        T value = draw(choices);
        if (condition.test(value)) {
          return value;
        }
      }
      throw new Unsatisfied();
    };
  }

  /** No value satisfied the condition of {@link #where}; the draw counts as not made. */
  final class Unsatisfied extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
