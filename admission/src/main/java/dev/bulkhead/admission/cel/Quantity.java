package dev.bulkhead.admission.cel;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount such as {@code 1.5Gi}; equal amounts are equal, however they are written. */
record Quantity(BigDecimal number) implements Comparable<Quantity> {
  private static final Pattern FORM =
      Pattern.compile("([+-]?(?:[0-9]{1,40}(?:\\.[0-9]{0,40})?|\\.[0-9]{1,40}))([a-zA-Z]{0,2})");

  private static final Pattern SCIENTIFIC =
      Pattern.compile(
          "([+-]?(?:[0-9]{1,40}(?:\\.[0-9]{0,40})?|\\.[0-9]{1,40}))[eE]([+-]?[0-9]{1,2})");

  private static final Map<String, BigDecimal> SUFFIXES =
      Map.ofEntries(
          Map.entry("", BigDecimal.ONE),
          Map.entry("n", BigDecimal.ONE.movePointLeft(9)),
          Map.entry("u", BigDecimal.ONE.movePointLeft(6)),
          Map.entry("m", BigDecimal.ONE.movePointLeft(3)),
          Map.entry("k", BigDecimal.ONE.movePointRight(3)),
          Map.entry("M", BigDecimal.ONE.movePointRight(6)),
          Map.entry("G", BigDecimal.ONE.movePointRight(9)),
          Map.entry("T", BigDecimal.ONE.movePointRight(12)),
          Map.entry("P", BigDecimal.ONE.movePointRight(15)),
          Map.entry("E", BigDecimal.ONE.movePointRight(18)),
          Map.entry("Ki", BigDecimal.TWO.pow(10)),
          Map.entry("Mi", BigDecimal.TWO.pow(20)),
          Map.entry("Gi", BigDecimal.TWO.pow(30)),
          Map.entry("Ti", BigDecimal.TWO.pow(40)),
          Map.entry("Pi", BigDecimal.TWO.pow(50)),
          Map.entry("Ei", BigDecimal.TWO.pow(60)));

  Quantity {
    number = number.stripTrailingZeros();
  }

  static Optional<Quantity> of(String text) {
    Matcher scientific = SCIENTIFIC.matcher(text);
    if (scientific.matches()) {
      int exponent = Integer.parseInt(scientific.group(2));
      return Optional.of(
          new Quantity(new BigDecimal(scientific.group(1)).scaleByPowerOfTen(exponent)));
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    return Optional.ofNullable(SUFFIXES.get(form.group(2)))
        .map(unit -> new Quantity(new BigDecimal(form.group(1)).multiply(unit)));
  }

  boolean isInteger() {
    return number.scale() <= 0 && number.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
  }

  @Override
  public int compareTo(Quantity other) {
    return number.compareTo(other.number);
  }
}
