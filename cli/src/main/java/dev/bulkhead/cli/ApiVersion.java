package dev.bulkhead.cli;

import dev.bulkhead.verdict.OptionError;
import java.util.regex.Pattern;

/** An API that a cluster serves: {@code apps/v1}, {@code v1}, {@code apps/v1/Deployment}. */
record ApiVersion(String text) {
  private static final Pattern FORM =
      Pattern.compile("(?:[a-z0-9]([-.a-z0-9]*[a-z0-9])?/)?v[0-9][a-z0-9]*(?:/[A-Za-z0-9]+)?");

  /**
   * Reads an API's group and version, and possibly a kind.
   *
   * @throws OptionError where it is none
   */
  static ApiVersion parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new OptionError(
          "\"%s\" is not the group and version of an API.".formatted(text),
          "Write it as in monitoring.coreos.com/v1 or apps/v1/Deployment.");
    }
    return new ApiVersion(text);
  }
}
