package dev.bulkhead.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Location;
import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          image: nginx:1.27  # ours           | 8  | nginx:1.27
          image: "a b" # "c"                  | 8  | "a b"
          image: 'it''s' # c                  | 8  | 'it''s'
          command: [/manager, --x]            | 11 | /manager
          command: [/manager, --x]            | 10 | [/manager, --x]
          {"image":"a:b","x":1}               | 10 | "a:b"
          { image: a:b, x: 1 }                | 10 | a:b
          image: {{ .Values.a }}:{{ .b }} # x | 8  | {{ .Values.a }}:{{ .b }}
          image: "{{ quote .Values.a }}"    | 8  | "{{ quote .Values.a }}"
          command: ["{{ a }}", b]             | 11 | "{{ a }}"
          image: "open                        | 8  | "open
          containers:                         | 1  | containers
          - name: x                           | 3  | name
          """)
  void the_guilty_value_is_underlined_from_its_first_to_its_last_character(
      String line, int column, String value) {
    var excerpt = Excerpt.of(line, Location.exact("f", 1, column), 100);

    int from = excerpt.caret().indexOf('^');
    assertThat(excerpt.text().substring(from, excerpt.caret().length())).isEqualTo(value);
    assertThat(excerpt.caret().substring(from)).containsOnlyOnce("^".repeat(value.length()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":"b","x":1},{"c":"d"}        | 6  | {"a":"b","x":1}…
          {"c":"d"},{"a":"b","x":1}        | 16 | …,{"a":"b","x":1}
          {"a":"b","x":1}                  | 6  | {"a":"b","x":1}
          [{ image: a:b, x: 1 }, { y: 2 }] | 11 | [{ image: a:b, x: 1 }…
          { a: [{ image: a:b }]} # two     | 16 | { a: [{ image: a:b }]}…
          { a: [{ image: a:b }]}           | 16 | { a: [{ image: a:b }]}
          { image: a:b, x: 1 }             | 10 | { image: a:b, x: 1 }
          """)
  void what_is_left_out_of_a_line_is_marked_on_either_side(String line, int column, String shown) {
    assertThat(Excerpt.of(line, Location.exact("f", 1, column), 100).text()).isEqualTo(shown);
  }

  @Test
  void wide_characters_and_escapes_push_the_caret_as_far_as_they_are_wide() {
    var excerpt = Excerpt.of("名前\u0007\t: 値段", Location.exact("f", 1, 7), 100);

    assertThat(excerpt.text()).isEqualTo("名前\\x07 : 値段");
    assertThat(excerpt.caret()).isEqualTo(" ".repeat(2 + 2 + 4 + 1 + 2) + "^^^^");
  }

  @Test
  void a_long_line_is_cut_on_both_sides_of_the_value() {
    String line = "x".repeat(500) + ": " + "value" + " # " + "y".repeat(500);
    var excerpt = Excerpt.of(line, Location.exact("f", 1, 503), 60);

    assertThat(Printable.width(excerpt.text())).isLessThanOrEqualTo(60);
    assertThat(excerpt.text()).startsWith("…xx").contains(": value # yy").endsWith("yy…");
    int from = excerpt.caret().indexOf('^');
    assertThat(excerpt.text().substring(from)).startsWith("value");
  }

  @Test
  void of_several_objects_on_a_line_only_the_one_in_question_is_shown() {
    String secret = "{\"kind\":\"Secret\",\"data\":{\"p\":\"aHVudGVyMg==\"}}";
    String line = "[" + secret + ",{\"kind\":\"Pod\",\"image\":\"Bad\"}," + secret + "]";
    int column = line.indexOf("\"Bad\"") + 1;

    var excerpt = Excerpt.of(line, Location.exact("f", 1, column), 300);

    assertThat(excerpt.text()).isEqualTo("…,{\"kind\":\"Pod\",\"image\":\"Bad\"}…");
  }

  @Test
  void braces_that_only_look_like_an_action_do_not_let_a_neighbour_be_seen() {
    String line = "{\"args\":[\"{{\"],\"image\":\"Bad\"},{\"data\":{\"p\":\"hunter2\"}}";
    int column = line.indexOf("\"Bad\"") + 1;

    assertThat(Excerpt.of(line, Location.exact("f", 1, column), 300).text())
        .doesNotContain("hunter2");
  }

  @Test
  void an_uncertain_line_is_shown_only_where_it_is_a_template() {
    var near = new Location("f", 1, 3, false);

    assertThat(Excerpt.of("  password: hunter2", near, 80)).isEqualTo(Excerpt.NONE);
    assertThat(Excerpt.of("  {{ toYaml . }}", near, 80))
        .isEqualTo(new Excerpt("{{ toYaml . }}", ""));
  }

  @Test
  void any_line_at_any_place_gives_an_excerpt_that_fits_its_width() {
    Gen<String> lines = Gen.text("a :#\"'[]{},\\\t-値\u0301\u001b", 60);
    Property.forAll(
        3,
        2_000,
        lines.flatMap(line -> Gen.between(0, 70).map(column -> line + "\n" + column)),
        drawn -> {
          String line = drawn.substring(0, drawn.indexOf('\n'));
          int column = Integer.parseInt(drawn.substring(drawn.indexOf('\n') + 1));
          var excerpt = Excerpt.of(line, Location.exact("f", 1, column), 30);
          assertThat(Printable.width(excerpt.text())).isLessThanOrEqualTo(30);
          assertThat(excerpt.caret().length()).isLessThanOrEqualTo(30);
        });
  }
}
