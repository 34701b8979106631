package dev.bulkhead.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {
  private static final Pattern HUNK =
      Pattern.compile("@@ -([0-9]+)(?:,([0-9]+))? \\+([0-9]+)(?:,([0-9]+))? @@");

  private static String diff(String path, String before, String after) {
    return UnifiedDiff.of(
        path, before.getBytes(StandardCharsets.UTF_8), after.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void what_is_replaced_is_shown_with_three_lines_around_it() {
    assertThat(
            diff(
                "k/a.yaml",
                "1\n2\n3\n4\nv0.30.0\n6\n7\n8\n9\n",
                "1\n2\n3\n4\nv0.31.0\n6\n7\n8\n9\n"))
        .isEqualTo(
            """
            diff --git a/k/a.yaml b/k/a.yaml
            --- a/k/a.yaml
            +++ b/k/a.yaml
            @@ -2,7 +2,7 @@
             2
             3
             4
            -v0.30.0
            +v0.31.0
             6
             7
             8
            """);
  }

  @Test
  void where_nothing_differs_there_is_no_difference() {
    assertThat(diff("a", "same\n", "same\n")).isEmpty();
  }

  @Test
  void returns_and_a_missing_end_of_the_last_line_are_kept() {
    assertThat(diff("a", "1\r\nv0", "1\r\nv1"))
        .isEqualTo(
            """
            diff --git a/a b/a
            --- a/a
            +++ b/a
            @@ -1,2 +1,2 @@
             1\r
            -v0
            \\ No newline at end of file
            +v1
            \\ No newline at end of file
            """);
  }

  @Test
  void a_path_that_would_break_the_form_is_quoted() {
    assertThat(diff("a\nb", "1\n", "2\n")).contains("\n--- \"a/a\\nb\"\n+++ \"b/a\\nb\"\n");
  }

  @Test
  void values_of_secrets_are_not_shown_not_even_beside_what_changes() {
    assertThat(
            diff(
                "a.yaml",
                """
                apiVersion: v1
                kind: Secret
                metadata: { name: s, labels: { app.kubernetes.io/version: v0 } }
                stringData:
                  password: hunter2
                """,
                """
                apiVersion: v1
                kind: Secret
                metadata: { name: s, labels: { app.kubernetes.io/version: v1 } }
                stringData:
                  password: hunter2
                """))
        .contains("version: v1", " (not shown: a value of a Secret)\n")
        .doesNotContain("hunter2");
    String line =
        "{ kind: Secret, apiVersion: v1, metadata: { name: %s }, data: { a: hunter2 } }\n";
    assertThat(diff("a.yaml", line.formatted("v0"), line.formatted("v1")))
        .contains("-(not shown", "+(not shown")
        .doesNotContain("hunter2");
  }

  @Test
  void what_a_document_gives_as_an_example_of_a_secret_is_shown() {
    String text = "# How\n---\nkind: Secret\napiVersion: v1\ndata:\n  a: b\n---\nimage: v0\n";

    assertThat(diff("docs/how.md", text, text.replace("v0", "v1")))
        .contains("+image: v1", "a: b")
        .doesNotContain("not shown");
  }

  @Test
  void lines_that_end_with_returns_alone_are_hidden_whole_where_a_secret_is_among_them() {
    String text = "kind: Secret\rapiVersion: v1\rmetadata: {name: v0}\rdata: {a: hunter2}\r";

    assertThat(diff("a.yaml", text, text.replace("v0", "v1")))
        .contains("-(not shown")
        .doesNotContain("hunter2");
  }

  @Test
  void a_password_before_a_host_is_not_shown() {
    assertThat(diff("README.md", "see https://me:hunter2@github.com/o/r?ref=v0\n", "gone\n"))
        .contains("-see https://***@github.com/o/r?ref=v0\n")
        .doesNotContain("hunter2");
  }

  @Test
  void whoever_follows_the_difference_comes_from_one_text_to_the_other() {
    Gen<String> text =
        Gen.of("a\n", "b\n", "c\r\n", "\n", "v0\n", "d")
            .listOfUpTo(30)
            .map(parts -> String.join("", parts));
    Property.forAll(
        5,
        2_000,
        text.flatMap(before -> text.map(after -> List.of(before, after))),
        pair ->
            assertThat(follow(pair.getFirst(), diff("f", pair.getFirst(), pair.getLast())))
                .isEqualTo(pair.getLast()));
  }

  /** Applies a difference as {@code patch} does. */
  private static String follow(String before, String diff) {
    List<String> old = lines(before);
    var now = new ArrayList<String>();
    int taken = 0;
    String last = "";
    for (String line : lines(diff).stream().skip(3).toList()) {
      Matcher hunk = HUNK.matcher(line.strip());
      if (hunk.matches()) {
        int start = Integer.parseInt(hunk.group(1)) - ("0".equals(hunk.group(2)) ? 0 : 1);
        while (taken < start) {
          now.add(old.get(taken++));
        }
      } else if (line.startsWith("\\")) {
        if (!last.startsWith("-")) {
          now.set(now.size() - 1, now.getLast().replaceFirst("\n$", ""));
        }
      } else if (line.startsWith("-")) {
        taken++;
      } else {
        taken += line.startsWith(" ") ? 1 : 0;
        now.add(line.substring(1));
      }
      last = line;
    }
    now.addAll(old.subList(taken, old.size()));
    return String.join("", now);
  }

  private static List<String> lines(String text) {
    return text.isEmpty()
        ? List.of()
        : List.of(text.split("(?<=\n)", -1)).stream().filter(line -> !line.isEmpty()).toList();
  }
}
