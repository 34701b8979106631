package dev.bulkhead.cli;

import dev.bulkhead.verdict.OptionError;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which tags of a git repository are meant: {@code v0.*}. A star stands for any text, a question
 * mark for one letter, as with {@code git tag --list}.
 */
record TagGlob(String text) implements Predicate<String> {
  /** All tags. */
  static final TagGlob ALL = new TagGlob("*");

  /**
   * Reads a pattern.
   *
   * @throws OptionError where it is empty
   */
  static TagGlob parse(String text) {
    if (text.isEmpty()) {
      throw new OptionError("An empty pattern means no tag.", "Write one such as 'v1.*'.");
    }
    return new TagGlob(text);
  }

  @Override
  public boolean test(String tag) {
    var form = new StringBuilder();
    for (String part : text.replaceAll("\\*+", "*").split("(?<=[*?])|(?=[*?])", -1)) {
      form.append(
          switch (part) {
            case "*" -> ".*";
            case "?" -> ".";
            default -> Pattern.quote(part);
          });
    }
    return Pattern.compile(form.toString(), Pattern.DOTALL).matcher(tag).matches();
  }

  @Override
  public String toString() {
    return text;
  }
}
