package dev.bulkhead.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.testkit.Gen;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts that want to be more than text, and whether a page has let them. */
final class Hostile {
  /** What might be taken for a mark of Markdown, HTML or a terminal. */
  static final Gen<String> TEXTS =
      Gen.oneOf(
          Gen.of(
              "<script>alert(1)</script>",
              "a | b",
              "a\nb",
              "\" onload=\"x",
              "&lt;",
              "`code`",
              "[x](http://y)",
              "\u001b[31m",
              "\u202e",
              "\\|"),
          Gen.text("a |<>&\"'`*_[]()\\\n\r\t#~-!$\u001b\u2028é😀", 12));

  private static final Pattern PART =
      Pattern.compile(
          "<(/?)([a-z0-9]+)((?: [A-Za-z0-9-]+=\"[^\"<>]*\")*)(/?)>|[^<>]+|(.)", Pattern.DOTALL);

  private Hostile() {}

  /** The tags of a page in their order. */
  static List<String> tags(String page) {
    return Pattern.compile("(</?[a-z0-9]+)")
        .matcher(page)
        .results()
        .map(one -> one.group(1))
        .toList();
  }

  /** Every tag is closed, attributes are quoted, and no bracket stands for itself. */
  static void assertWellFormed(String page) {
    Deque<String> open = new ArrayDeque<>();
    String body = page.substring(page.indexOf('\n'));
    Matcher parts = PART.matcher(body.replaceAll("(?s)<style>.*?</style>", ""));
    while (parts.find()) {
      assertThat(parts.group(5)).as("a bracket at %d", parts.start()).isNull();
      String tag = parts.group(2);
      if (tag == null || Set.of("meta").contains(tag) || parts.group(4).equals("/")) {
        continue;
      }
      if (parts.group(1).isEmpty()) {
        open.push(tag);
      } else {
        assertThat(open.pop()).isEqualTo(tag);
      }
    }
    assertThat(open).isEmpty();
  }
}
