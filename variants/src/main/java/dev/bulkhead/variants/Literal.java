package dev.bulkhead.variants;

import dev.bulkhead.model.Node.Scalar;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A single value that stands in a chart word for word.
 *
 * @param text the content of a string, the canonical JSON text of anything else
 */
record Literal(Scalar.Type type, String text) {
  private static final int MAX_LENGTH = 200;

  /** Words that {@code --set} takes for something else than text. */
  private static final Set<String> WORDS = Set.of("true", "false", "null", "0");

  static Literal of(boolean value) {
    return new Literal(Scalar.Type.BOOLEAN, String.valueOf(value));
  }

  static Literal text(String value) {
    return new Literal(Scalar.Type.STRING, value);
  }

  static Literal of(Scalar scalar) {
    return new Literal(scalar.type(), scalar.text());
  }

  /** Whether this is a boolean. */
  boolean isBoolean() {
    return type == Scalar.Type.BOOLEAN;
  }

  /** What {@code --set} makes of the same text (Helm's {@code typedVal}). */
  Literal asSet() {
    String word = text.toLowerCase(Locale.ROOT);
    if (word.equals("true") || word.equals("false")) {
      return new Literal(Scalar.Type.BOOLEAN, word);
    }
    if (word.equals("null")) {
      return new Literal(Scalar.Type.NULL, word);
    }
    return isInteger() ? new Literal(Scalar.Type.INTEGER, text) : text(text);
  }

  private boolean isInteger() {
    if (text.isEmpty() || (text.charAt(0) == '0' && !WORDS.contains(text))) {
      return false;
    }
    try {
      Long.parseLong(text);
      return true;
    } catch (NumberFormatException none) {
      return false;
    }
  }

  /**
   * The literal as {@code --set} writes it; empty where that would give another value.
   *
   * @param asText whether only the text matters, because the chart turns the value into text before
   *     it looks at it
   */
  Optional<String> written(boolean asText) {
    boolean sameType = asSet().equals(this) || (asText && asSet().type() != Scalar.Type.NULL);
    if (!sameType || text.isEmpty() || text.length() > MAX_LENGTH || hasControls(text)) {
      return Optional.empty();
    }
    String escaped = text.replace("\\", "\\\\").replace(",", "\\,");
    return Optional.of(escaped.startsWith("{") ? "\\" + escaped : escaped);
  }

  static boolean hasControls(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }
}
