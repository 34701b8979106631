package dev.bulkhead.cli;

import dev.bulkhead.verdict.OptionError;
import java.util.regex.Pattern;

/** The name of a namespace: a label of RFC 1123, as the API server has it. */
record NamespaceName(String text) {
  private static final int LONGEST = 63;
  private static final Pattern FORM = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

  /**
   * Reads a name.
   *
   * @throws OptionError where no namespace can be called so
   */
  static NamespaceName parse(String text) {
    if (text.length() > LONGEST || !FORM.matcher(text).matches()) {
      throw new OptionError(
          "No namespace can have the name \"%s\".".formatted(text),
          "Use at most %d of a-z, 0-9 and -, beginning and ending with a letter or digit."
              .formatted(LONGEST));
    }
    return new NamespaceName(text);
  }
}
