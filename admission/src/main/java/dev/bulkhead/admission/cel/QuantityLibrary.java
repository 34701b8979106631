package dev.bulkhead.admission.cel;

import static dev.bulkhead.admission.cel.Types.BOOL;
import static dev.bulkhead.admission.cel.Types.DOUBLE;
import static dev.bulkhead.admission.cel.Types.INT;
import static dev.bulkhead.admission.cel.Types.QUANTITY;
import static dev.bulkhead.admission.cel.Types.STRING;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Quantities such as {@code 1.5Gi} (apiserver {@code pkg/cel/library/quantity.go}). */
final class QuantityLibrary {
  private QuantityLibrary() {}

  static Library library() {
    return new Library()
        .global("quantity", QUANTITY, List.of(STRING), args -> parse(args[0]).orElseThrow())
        .global("isQuantity", BOOL, List.of(STRING), args -> parse(args[0]).isPresent())
        .member("sign", INT, List.of(QUANTITY), args -> (long) number(args, 0).signum())
        .member("isInteger", BOOL, List.of(QUANTITY), args -> quantity(args).isInteger())
        .member("asInteger", INT, List.of(QUANTITY), args -> number(args, 0).longValueExact())
        .member(
            "asApproximateFloat", DOUBLE, List.of(QUANTITY), args -> number(args, 0).doubleValue())
        .member("add", QUANTITY, List.of(QUANTITY, QUANTITY), QuantityLibrary::add)
        .member("add", QUANTITY, List.of(QUANTITY, INT), QuantityLibrary::add)
        .member("sub", QUANTITY, List.of(QUANTITY, QUANTITY), QuantityLibrary::subtract)
        .member("sub", QUANTITY, List.of(QUANTITY, INT), QuantityLibrary::subtract)
        .member("isLessThan", BOOL, List.of(QUANTITY, QUANTITY), args -> compare(args) < 0)
        .member("isGreaterThan", BOOL, List.of(QUANTITY, QUANTITY), args -> compare(args) > 0)
        .member("compareTo", INT, List.of(QUANTITY, QUANTITY), args -> (long) compare(args));
  }

  private static Optional<Quantity> parse(Object text) {
    return Quantity.of((String) text);
  }

  private static Quantity quantity(Object[] arguments) {
    return (Quantity) arguments[0];
  }

  private static BigDecimal number(Object[] arguments, int position) {
    return switch (arguments[position]) {
      case Quantity quantity -> quantity.number();
      case Object number -> BigDecimal.valueOf((Long) number);
    };
  }

  private static Object add(Object[] arguments) {
    return new Quantity(number(arguments, 0).add(number(arguments, 1)));
  }

  private static Object subtract(Object[] arguments) {
    return new Quantity(number(arguments, 0).subtract(number(arguments, 1)));
  }

  private static int compare(Object[] arguments) {
    return quantity(arguments).compareTo((Quantity) arguments[1]);
  }
}
