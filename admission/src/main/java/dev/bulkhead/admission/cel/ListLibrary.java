package dev.bulkhead.admission.cel;

import static dev.bulkhead.admission.cel.Types.ANY;
import static dev.bulkhead.admission.cel.Types.ANYS;
import static dev.bulkhead.admission.cel.Types.BOOL;
import static dev.bulkhead.admission.cel.Types.INT;

import com.google.common.primitives.UnsignedLong;
import java.time.Duration;
import java.util.List;
import java.util.function.IntPredicate;

/** Functions of lists (apiserver {@code pkg/cel/library/lists.go}). */
final class ListLibrary {
  private ListLibrary() {}

  static Library library() {
    return new Library()
        .member("isSorted", BOOL, List.of(ANYS), args -> isSorted(list(args)))
        .member("sum", ANY, List.of(ANYS), args -> sum(list(args)))
        .member("min", ANY, List.of(ANYS), args -> extreme(list(args), order -> order < 0))
        .member("max", ANY, List.of(ANYS), args -> extreme(list(args), order -> order > 0))
        .member("indexOf", INT, List.of(ANYS, ANY), args -> (long) list(args).indexOf(args[1]))
        .member(
            "lastIndexOf", INT, List.of(ANYS, ANY), args -> (long) list(args).lastIndexOf(args[1]));
  }

  private static List<?> list(Object[] arguments) {
    return (List<?>) arguments[0];
  }

  private static boolean isSorted(List<?> list) {
    for (int i = 1; i < list.size(); i++) {
      if (compare(list.get(i - 1), list.get(i)) > 0) {
        return false;
      }
    }
    return true;
  }

  private static Object extreme(List<?> list, IntPredicate isBetter) {
    Object best = list.getFirst();
    for (Object item : list) {
      if (isBetter.test(compare(item, best))) {
        best = item;
      }
    }
    return best;
  }

  @SuppressWarnings("unchecked") // items of one list have one type, and another type is an error
  private static int compare(Object one, Object other) {
    return ((Comparable<Object>) one).compareTo(other);
  }

  private static Object sum(List<?> list) {
    Object sum = 0L;
    for (int i = 0; i < list.size(); i++) {
      sum = i == 0 ? list.getFirst() : add(sum, list.get(i));
    }
    return sum;
  }

  private static Object add(Object one, Object other) {
    return switch (one) {
      case Long number -> Math.addExact(number, (Long) other);
      case Double number -> number + (Double) other;
      case UnsignedLong number -> number.plus((UnsignedLong) other);
      case Duration duration -> duration.plus((Duration) other);
      default -> throw new IllegalArgumentException("Only numbers and durations have a sum.");
    };
  }
}
