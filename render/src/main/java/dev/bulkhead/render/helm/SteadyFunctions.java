package dev.bulkhead.render.helm;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What takes the place of functions whose results differ from one render to the next. What is
 * compared over modes and versions would drown in such differences, and an object with a made-up
 * name could not be known again.
 *
 * <p>{@code printf} with explicit indexes takes the length last, as these functions do, so that a
 * length may be piped into it. Certificates and keys stay as they are: nothing is named after them.
 */
final class SteadyFunctions {
  private static final String DIGITS = "0123456789";
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  /** Longer texts than these are cut off; nobody makes up a longer name. */
  private static final int LENGTH = 256;

  private SteadyFunctions() {}

  /**
   * What stands in the place of a function's name; empty where its results are the same each time.
   *
   * @param place tells the places of a chart at which something is made up apart
   */
  static Optional<String> instead(String function, String place) {
    return switch (function) {
      case "randAlphaNum", "randAscii" -> Optional.of(text(LETTERS + DIGITS, place));
      case "randAlpha" -> Optional.of(text(LETTERS, place));
      case "randNumeric" -> Optional.of(text(DIGITS, place));
      case "randInt" -> Optional.of("min");
      case "shuffle" -> Optional.of("toString");
      case "uuidv4" -> Optional.of("\"" + uuid(place) + "\"");
      case "now" -> Optional.of("(toDate \"2006-01-02\" \"2026-01-01\")");
      default -> Optional.empty();
    };
  }

  private static String text(String alphabet, String place) {
    var text = new StringBuilder();
    for (int block = 0; text.length() < LENGTH; block++) {
      String hash = hash(place + " " + block);
      for (int i = 0; i + 2 <= hash.length(); i += 2) {
        int number = Integer.parseInt(hash.substring(i, i + 2), 16);
        text.append(alphabet.charAt(number % alphabet.length()));
      }
    }
    return "printf \"%.[2]*[1]s\" \"" + text.substring(0, LENGTH) + "\"";
  }

  /** Of version 4 and the variant of RFC 9562, so that it is one to whoever looks. */
  private static String uuid(String place) {
    String hash = hash(place);
    return "%s-%s-4%s-a%s-%s"
        .formatted(
            hash.substring(0, 8),
            hash.substring(8, 12),
            hash.substring(13, 16),
            hash.substring(17, 20),
            hash.substring(20, 32));
  }

  private static String hash(String text) {
    return Hash.sha256(text.getBytes(StandardCharsets.UTF_8));
  }
}
