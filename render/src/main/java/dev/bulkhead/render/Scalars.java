package dev.bulkhead.render;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What a scalar means to Kubernetes: YAML 1.1 as go-yaml v2 resolves it ({@code resolve.go}), then
 * JSON as sigs.k8s.io/yaml writes it ({@code yaml.go}).
 */
final class Scalars {
  private static final String TAG = "tag:yaml.org,2002:";
  private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger UNSIGNED_MAX =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private static final Value NULL = new Value("null", Node.Scalar.Type.NULL);
  private static final Value TRUE = new Value("true", Node.Scalar.Type.BOOLEAN);
  private static final Value FALSE = new Value("false", Node.Scalar.Type.BOOLEAN);

  private Scalars() {}

  /** A text and its type, without a place. */
  private record Value(String text, Node.Scalar.Type type) {}

  /** A scalar whose tag promises what its text does not hold, or that JSON cannot express. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param reason a clause that does not quote the scalar, which may be a secret
     */
    Unreadable(String reason) {
      super(reason, null, false, false);
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * A scalar that stands as a value.
   *
   * @param tag the explicit tag in its long form, or the empty string
   * @param plain whether it is written without quotes and not as a block
   */
  static Node.Scalar value(String text, String tag, boolean plain, Location at) throws Unreadable {
    if (tag.isEmpty() && (!plain || isSurelyText(text))) {
      return new Node.Scalar(text, Node.Scalar.Type.STRING, at);
    }
    Value value = resolve(text, tag);
    if (value.type() == Node.Scalar.Type.FLOAT) {
      return number(value.text(), at);
    }
    return new Node.Scalar(value.text(), value.type(), at);
  }

  /** A scalar that stands as the name of a field. */
  static String key(String text, String tag, boolean plain) throws Unreadable {
    if (tag.isEmpty() && (!plain || isSurelyText(text))) {
      return text;
    }
    Value value = resolve(text, tag);
    return switch (value.type()) {
      case NULL -> throw new Unreadable("a field's name cannot be null");
      case INTEGER -> {
        if (new BigInteger(value.text()).compareTo(LONG_MAX) > 0) {
          throw new Unreadable("a number above 2^63 cannot be a field's name");
        }
        yield value.text();
      }
      case FLOAT -> GoNumbers.key(Double.parseDouble(value.text()));
      case STRING, BOOLEAN -> value.text();
    };
  }

  /** Whether the first character alone tells that a plain scalar is a string: most of them. */
  private static boolean isSurelyText(String text) {
    if (text.isEmpty()) {
      return false;
    }
    char first = text.charAt(0);
    return !isDigit(first) && "+-.~yYnNtTfFoO".indexOf(first) < 0;
  }

  private static Node.Scalar number(String text, Location at) throws Unreadable {
    double number = Double.parseDouble(text);
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new Unreadable("JSON, which Kubernetes turns YAML into, has no infinity and no NaN");
    }
    String json = GoNumbers.json(number);
    boolean whole = json.indexOf('.') < 0 && json.indexOf('e') < 0 && fitsLong(json);
    if (whole) {
      return new Node.Scalar(json.equals("-0") ? "0" : json, Node.Scalar.Type.INTEGER, at);
    }
    return new Node.Scalar(json, Node.Scalar.Type.FLOAT, at);
  }

  private static boolean fitsLong(String integer) {
    return integer.length() < 19 || new BigInteger(integer).bitLength() < 64;
  }

  private static Value resolve(String text, String tag) throws Unreadable {
    if (tag.isEmpty()) {
      return implicit(text);
    }
    return switch (tag) {
      case TAG + "bool" -> expect(implicit(text), Node.Scalar.Type.BOOLEAN, "!!bool");
      case TAG + "int" -> expect(implicit(text), Node.Scalar.Type.INTEGER, "!!int");
      case TAG + "null" -> expect(implicit(text), Node.Scalar.Type.NULL, "!!null");
      case TAG + "float" -> {
        Value value = implicit(text);
        if (value.type() == Node.Scalar.Type.INTEGER && fitsLong(value.text())) {
          yield new Value(value.text(), Node.Scalar.Type.FLOAT);
        }
        yield expect(value, Node.Scalar.Type.FLOAT, "!!float");
      }
      case TAG + "binary" -> new Value(decoded(text), Node.Scalar.Type.STRING);
      default -> new Value(text, Node.Scalar.Type.STRING);
    };
  }

  private static Value expect(Value value, Node.Scalar.Type type, String tag) throws Unreadable {
    if (value.type() != type) {
      throw new Unreadable("its tag says %s, but its text is something else".formatted(tag));
    }
    return value;
  }

  private static String decoded(String base64) throws Unreadable {
    try {
      String packed = base64.replace("\n", "").replace("\r", "");
      return new String(Base64.getDecoder().decode(packed), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      throw new Unreadable("its tag says !!binary, but its text is not base64");
    }
  }

  private static Value implicit(String text) {
    if (text.isEmpty()) {
      return NULL;
    }
    char first = text.charAt(0);
    if (isDigit(first) || first == '+' || first == '-') {
      return signed(text);
    }
    if (first == '.') {
      return dotted(text);
    }
    return switch (text) {
      case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON" -> TRUE;
      case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF" -> FALSE;
      case "~", "null", "Null", "NULL" -> NULL;
      default -> new Value(text, Node.Scalar.Type.STRING);
    };
  }

  private static Value dotted(String text) {
    return switch (text) {
      case ".inf", ".Inf", ".INF" -> new Value("Infinity", Node.Scalar.Type.FLOAT);
      case ".nan", ".NaN", ".NAN" -> new Value("NaN", Node.Scalar.Type.FLOAT);
      default ->
          GoNumbers.separatesDigits(text) && GoNumbers.isFloat(text.replace("_", ""))
              ? floating(text.replace("_", ""), text)
              : new Value(text, Node.Scalar.Type.STRING);
    };
  }

  private static Value signed(String text) {
    switch (text) {
      case "+.inf", "+.Inf", "+.INF" -> {
        return new Value("Infinity", Node.Scalar.Type.FLOAT);
      }
      case "-.inf", "-.Inf", "-.INF" -> {
        return new Value("-Infinity", Node.Scalar.Type.FLOAT);
      }
      default -> {}
    }
    String plain = text.indexOf('_') < 0 ? text : text.replace("_", "");
    BigInteger integer = GoNumbers.integer(plain);
    if (integer != null && isInteger(integer, plain)) {
      return new Value(integer.toString(), Node.Scalar.Type.INTEGER);
    }
    return GoNumbers.isFloat(plain)
        ? floating(plain, text)
        : new Value(text, Node.Scalar.Type.STRING);
  }

  /** A signed number has 64 bits; one without a sign may use the sign's bit too. */
  private static boolean isInteger(BigInteger integer, String plain) {
    boolean signWritten = plain.charAt(0) == '+' || plain.charAt(0) == '-';
    return integer.compareTo(LONG_MIN) >= 0
        && integer.compareTo(signWritten ? LONG_MAX : UNSIGNED_MAX) <= 0;
  }

  /** A number too large for a double stays the string it was written as. */
  private static Value floating(String digits, String text) {
    return Double.isInfinite(Double.parseDouble(digits))
        ? new Value(text, Node.Scalar.Type.STRING)
        : new Value(digits, Node.Scalar.Type.FLOAT);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
