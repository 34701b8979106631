package dev.bulkhead.render;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as Go's {@code strconv} reads them and as its JSON encoder writes them, which is what
 * lies between a manifest and the API server.
 */
final class GoNumbers {
  private GoNumbers() {}

  /**
   * An integer with Go's prefixes ({@code 0x}, {@code 0o}, {@code 0b}, a leading {@code 0} for
   * octal), of any size; null where it is none.
   */
  static @Nullable BigInteger integer(String text) {
    int start = text.charAt(0) == '+' || text.charAt(0) == '-' ? 1 : 0;
    boolean prefixed = text.length() - start > 1 && text.charAt(start) == '0';
    int radix = prefixed ? radix(text.charAt(start + 1)) : 10;
    boolean lettered = prefixed && "xXoObB".indexOf(text.charAt(start + 1)) >= 0;
    int digits = start + (lettered ? 2 : prefixed ? 1 : 0);
    if (digits == text.length() || text.length() - digits > 64 + 2) {
      return null;
    }
    for (int i = digits; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 128 || Character.digit(c, radix) < 0) {
        return null;
      }
    }
    var magnitude = new BigInteger(text.substring(digits), radix);
    return text.charAt(0) == '-' ? magnitude.negate() : magnitude;
  }

  /** The radix after a leading zero; 8 where no letter says otherwise. */
  private static int radix(char letter) {
    return switch (letter) {
      case 'x', 'X' -> 16;
      case 'b', 'B' -> 2;
      default -> 8;
    };
  }

  /** Whether a text is a decimal floating-point number of YAML 1.1, infinity and NaN aside. */
  static boolean isFloat(String text) {
    int i = !text.isEmpty() && (text.charAt(0) == '+' || text.charAt(0) == '-') ? 1 : 0;
    int whole = digits(text, i);
    i += whole;
    if (i < text.length() && text.charAt(i) == '.') {
      int fraction = digits(text, i + 1);
      if (whole == 0 && fraction == 0) {
        return false;
      }
      i += 1 + fraction;
    } else if (whole == 0) {
      return false;
    }
    if (i < text.length() && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
      i++;
      if (i < text.length() && (text.charAt(i) == '+' || text.charAt(i) == '-')) {
        i++;
      }
      int exponent = digits(text, i);
      if (exponent == 0) {
        return false;
      }
      i += exponent;
    }
    return i == text.length();
  }

  /** Whether each underscore of a text, if it has any, stands between two digits. */
  static boolean separatesDigits(String text) {
    for (int i = text.indexOf('_'); i >= 0; i = text.indexOf('_', i + 1)) {
      if (i == 0 || i + 1 == text.length() || !isDigit(text, i - 1) || !isDigit(text, i + 1)) {
        return false;
      }
    }
    return true;
  }

  /** A finite number in JSON: Go's shortest digits, an exponent below 1e-6 and from 1e21 on. */
  static String json(double number) {
    if (number == 0) {
      return Double.compare(number, 0.0) < 0 ? "-0" : "0";
    }
    return written(new BigDecimal(Double.toString(number)), -6, 21, 1);
  }

  /**
   * A number as the name of a field: Go's shortest digits for 32 bits, an exponent below 1e-4 and
   * from 1e6 on.
   */
  static String key(double number) {
    if (Double.isNaN(number)) {
      return ".nan";
    }
    float narrow = (float) number;
    if (Float.isInfinite(narrow)) {
      return narrow > 0 ? ".inf" : "-.inf";
    }
    if (narrow == 0) {
      return Float.compare(narrow, 0.0f) < 0 ? "-0" : "0";
    }
    return written(new BigDecimal(Float.toString(narrow)), -4, 6, 2);
  }

  /**
   * Writes a number plainly, or with an exponent where it is very small or very large.
   *
   * @param low the least exponent that is written out as zeros
   * @param high the least exponent that is not written out any more
   * @param width the least number of the exponent's digits
   */
  private static String written(BigDecimal exact, int low, int high, int width) {
    BigDecimal number = exact.stripTrailingZeros();
    int exponent = number.precision() - number.scale() - 1;
    if (exponent >= low && exponent < high) {
      return number.toPlainString();
    }
    String digits = number.unscaledValue().abs().toString();
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    String power = Integer.toString(Math.abs(exponent));
    return (number.signum() < 0 ? "-" : "")
        + digits.charAt(0)
        + fraction
        + (exponent < 0 ? "e-" : "e+")
        + "0".repeat(Math.max(0, width - power.length()))
        + power;
  }

  private static int digits(String text, int from) {
    int i = from;
    while (i < text.length() && isDigit(text, i)) {
      i++;
    }
    return i - from;
  }

  private static boolean isDigit(String text, int index) {
    char c = text.charAt(index);
    return c >= '0' && c <= '9';
  }
}
