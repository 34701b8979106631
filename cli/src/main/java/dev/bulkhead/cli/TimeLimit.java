package dev.bulkhead.cli;

import dev.bulkhead.verdict.OptionError;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A span of time as people type it: {@code 90s}, {@code 2m}, {@code 1h30m}. */
record TimeLimit(String text, Duration duration) {
  private static final String REMEDY = "Write a time such as 90s, 2m or 1h30m.";
  private static final Pattern FORM =
      Pattern.compile("(?:(\\d{1,4})h)?(?:(\\d{1,5})m)?(?:(\\d{1,7})s)?(?:(\\d{1,9})ms)?");

  /**
   * Reads a time limit.
   *
   * @throws OptionError where it is none, or no time at all
   */
  static TimeLimit parse(String text) {
    Matcher form = FORM.matcher(text);
    if (text.isEmpty() || !form.matches()) {
      throw new OptionError("\"%s\" is not a span of time.".formatted(text), REMEDY);
    }
    var duration =
        Duration.ofHours(part(form, 1))
            .plusMinutes(part(form, 2))
            .plusSeconds(part(form, 3))
            .plusMillis(part(form, 4));
    if (!duration.isPositive()) {
      throw new OptionError("In \"%s\" nothing can be done.".formatted(text), REMEDY);
    }
    return new TimeLimit(text, duration);
  }

  private static long part(Matcher form, int group) {
    String digits = form.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
