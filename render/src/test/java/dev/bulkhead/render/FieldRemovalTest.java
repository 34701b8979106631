package dev.bulkhead.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Fields are taken out, and nothing else is touched. */
final class FieldRemovalTest {
  @Test
  void a_block_goes_with_its_own_lines_and_the_comment_that_belongs_to_it() {
    String before =
        """
        # head
        a: 1   # one
        # of nothing below

        # about b
        # and more about it
        b:
          # within
          c: {d: 2}
          e: |
            # no comment

            text

        # about f
        f: "3"
        """;

    assertThat(without(before, "b"))
        .contains(
            """
            # head
            a: 1   # one
            # of nothing below


            # about f
            f: "3"
            """);
  }

  @Test
  void a_comment_that_is_indented_otherwise_belongs_to_something_else() {
    assertThat(without("a:\n  b: 1\n  # of a\nc: 2\nd: 3\n", "c"))
        .contains("a:\n  b: 1\n  # of a\nd: 3\n");
    assertThat(without("a:\n# of a\n  b: 1\n  c: 2\n", "a.b")).contains("a:\n# of a\n  c: 2\n");
    assertThat(without("# of a\na: 1\n# of b\nb: 2\nc: 3\n", "a", "b")).contains("c: 3\n");
    assertThat(without("a: 1\r\n# of b\r\nb: 2\r\nc: 3\r\n", "b")).contains("a: 1\r\nc: 3\r\n");
  }

  @Test
  void line_ends_and_a_missing_last_one_stay_as_they_are() {
    assertThat(without("a: 1\r\nb:\r\n  c: 2\r\nd: 3", "b")).contains("a: 1\r\nd: 3");
    assertThat(without("a: 1\nb:\n  c: 2", "b")).contains("a: 1\n");
  }

  @Test
  void fields_between_braces_go_with_one_comma_each() {
    assertThat(without("x: {a: 1, b: {c: '}'}, d: 3}\n", "x.b")).contains("x: {a: 1, d: 3}\n");
    assertThat(without("x: {a: 1, b: 2 }\n", "x.b")).contains("x: {a: 1 }\n");
    assertThat(without("x: {a: 1, b: 2, c: 3}\n", "x.b", "x.c")).contains("x: {a: 1}\n");
    assertThat(without("x: {a: 1, b: 2}\n", "x.a", "x.b")).contains("x: {}\n");
  }

  @Test
  void json_stays_json_in_its_own_form() {
    String before =
        """
        {
          "a": 1,
          "b": {
            "c": "\\"}"
          },
          "d": [2]
        }
        """;

    assertThat(without(before, "b")).contains("{\n  \"a\": 1,\n  \"d\": [2]\n}\n");
    assertThat(without(before, "d"))
        .contains("{\n  \"a\": 1,\n  \"b\": {\n    \"c\": \"\\\"}\"\n  }\n}\n");
  }

  @Test
  void what_cannot_be_taken_out_alone_is_refused() {
    assertThat(without("- a: 1\n  b: 2\n", "0.a")).isEmpty();
    assertThat(without("b: &x {c: 1}\nd: *x\n", "b")).isEmpty();
    assertThat(FieldRemoval.apply(new byte[] {(byte) 0xff, 'a'}, "f", Set.of())).isEmpty();
    assertThat(
            FieldRemoval.apply(
                "a: 1\n".getBytes(StandardCharsets.UTF_8), "f", Set.of(Location.exact("f", 9, 9))))
        .isEmpty();
  }

  private static Optional<String> without(String text, String... paths) {
    var keys = new LinkedHashSet<Location>();
    for (String path : paths) {
      keys.add(place(text, List.of(path.split("\\."))));
    }
    return FieldRemoval.apply(text.getBytes(StandardCharsets.UTF_8), "f", keys)
        .map(edited -> new String(edited, StandardCharsets.UTF_8));
  }

  private static Location place(String text, List<String> path) {
    Node node = YamlReader.read(text, Placement.of("f")).roots().getFirst();
    for (String field : path.subList(0, path.size() - 1)) {
      node =
          node instanceof Node.Sequence list
              ? list.items().get(Integer.parseInt(field))
              : node.get(field).orElseThrow();
    }
    return ((Node.Mapping) node).keyAt(path.getLast());
  }
}
