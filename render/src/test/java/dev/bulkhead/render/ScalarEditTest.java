package dev.bulkhead.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Location;
import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarEditTest {
  private static final String FILE = "pod.yaml";

  private static ScalarEdit edit(int line, int column, String from, String to) {
    return new ScalarEdit(Location.exact(FILE, line, column), from, to);
  }

  private static Optional<String> applied(String text, ScalarEdit... edits) {
    return ScalarEdit.apply(text.getBytes(StandardCharsets.UTF_8), List.of(edits))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  @Test
  void one_scalar_changes_and_comments_quotes_and_line_ends_stay() {
    assertThat(
            applied(
                "# é\r\nimage: 'nginx:1'  # the server\r\nother:  nginx:1\r\n",
                edit(2, 8, "nginx:1", "nginx:1@sha256:ab")))
        .contains("# é\r\nimage: 'nginx:1@sha256:ab'  # the server\r\nother:  nginx:1\r\n");
  }

  @Test
  void several_in_one_line_do_not_get_in_each_others_way() {
    assertThat(
            applied(
                "[{image: a}, {image: \"b\"}]\n",
                edit(1, 10, "a", "a:1.2"),
                edit(1, 22, "b", "b:2")))
        .contains("[{image: a:1.2}, {image: \"b:2\"}]\n");
  }

  @Test
  void the_same_edit_twice_is_made_once() {
    assertThat(applied("a: x", edit(1, 4, "x", "xx"), edit(1, 4, "x", "xx"))).contains("a: xx");
  }

  @Test
  void a_byte_order_mark_and_letters_outside_the_basic_plane_move_no_place() {
    assertThat(applied("\uFEFF{\"😀\": \"x\"}", edit(1, 7, "x", "y")))
        .contains("\uFEFF{\"😀\": \"y\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: >-\n  x\n", // folded
        "a: &b x\n", // the anchor stands before it
        "a: \"\\x78\"\n", // written with an escape
        "a: x y\n", // longer than it is said to be
        "a: !!str x\n",
        "b:  x\n", // stands elsewhere
        ""
      })
  void what_is_not_written_out_where_it_stands_is_not_edited(String text) {
    assertThat(applied(text, edit(1, 4, "x", "y"))).isEmpty();
  }

  @Test
  void a_file_in_another_encoding_is_not_edited() {
    assertThat(
            ScalarEdit.apply(
                new byte[] {'a', ':', ' ', 'x', (byte) 0xe9}, List.of(edit(1, 4, "x", "y"))))
        .isEmpty();
    assertThat(
            ScalarEdit.apply(
                "a: x".getBytes(StandardCharsets.UTF_16), List.of(edit(1, 4, "x", "y"))))
        .isEmpty();
  }

  @Test
  void a_place_that_is_not_certain_is_not_edited() {
    assertThat(applied("a: x", new ScalarEdit(new Location(FILE, 1, 4, false), "x", "y")))
        .isEmpty();
    assertThat(applied("a: x", new ScalarEdit(Location.somewhereIn(FILE), "x", "y"))).isEmpty();
  }

  @Test
  void everything_but_the_scalars_edited_stays_as_it_is() {
    Gen<List<String>> lines =
        Gen.of(
                "image: IT",
                "- image: IT # IT",
                "\"image\": \"IT\"",
                "'x' : 'IT'",
                "# IT",
                "",
                "text: IT and more",
                "é: { image: IT }")
            .listOfUpTo(6);
    Property.forAll(
        3,
        1_000,
        lines,
        some -> {
          var text = new StringBuilder();
          var edits = new ArrayList<ScalarEdit>();
          var expected = new StringBuilder();
          int line = 0;
          for (String one : some) {
            boolean isEdited = one.contains("IT") && !one.startsWith("#") && !one.contains("more");
            int at = one.indexOf("IT");
            int quote = at > 0 && "\"'".indexOf(one.charAt(at - 1)) >= 0 ? 1 : 0;
            // A document a line, so that any lines go together.
            text.append("---\n").append(one).append("\n");
            expected
                .append("---\n")
                .append(isEdited ? one.substring(0, at) + "that" + one.substring(at + 2) : one)
                .append("\n");
            line += 2;
            if (isEdited) {
              edits.add(edit(line, at + 1 - quote, "IT", "that"));
            }
          }
          assertThat(applied(text.toString(), edits.toArray(ScalarEdit[]::new)))
              .contains(expected.toString());
        });
  }
}
