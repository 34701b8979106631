package dev.bulkhead.cli;

import dev.bulkhead.verdict.OptionError;
import java.util.regex.Pattern;

/** The name of a Helm release, as Helm checks it ({@code chartutil.ValidateReleaseName}). */
record ReleaseName(String text) {
  private static final int LONGEST = 53;
  private static final Pattern FORM =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  /**
   * Reads a name.
   *
   * @throws OptionError where no release can be called so
   */
  static ReleaseName parse(String text) {
    if (text.length() > LONGEST || !FORM.matcher(text).matches()) {
      throw new OptionError(
          "No release can have the name \"%s\".".formatted(text),
          "Use at most %d of a-z, 0-9, - and ., beginning and ending with a letter or digit."
              .formatted(LONGEST));
    }
    return new ReleaseName(text);
  }
}
