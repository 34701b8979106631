package dev.bulkhead.render.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain text, a lone { and a }}",
        "{{ .Values.image.tag }}",
        "a\r\n  {{- .x -}}  \n b",
        "{{/* a comment with {{ braces }} */}}",
        "{{- /* trimmed */ -}}",
        "{{ $x := .a }}{{ $x = .b }}{{ $x.c }}",
        "{{ (index .l 0).name | default \"x\" | quote }}",
        "{{ `raw\nstring }}` }}{{ \"}}\" }}{{ '\\'' }}{{ 0x1F }}{{ -1.5e3 }}{{ 1+2i }}{{ 1_000 }}",
        "{{if .a}}1{{else if .b}}2{{else}}3{{end}}",
        "{{with .a}}1{{else with .b}}2{{end}}",
        "{{range $i, $e := .l}}{{if $e}}{{break}}{{end}}{{continue}}{{else}}none{{end}}",
        "{{define \"a\"}}{{template \"b\" .}}{{template \"c\"}}{{end}}{{block \"d\" .x}}e{{end}}",
        "{{.a.b.c}}{{$.d}}{{now.Year}}{{nil | default true}}{{-3}}",
        "{{ printf \"%s\" ( .a | upper ) -}}\n{{ .Größe }}",
      })
  void a_template_prints_itself_back(String text) {
    assertThat(read(text).print()).isEqualTo(text);
  }

  @Test
  void any_template_of_the_grammar_prints_itself_back_and_ends_where_its_text_ends() {
    Property.forAll(
        7,
        2_000,
        Templates.any(),
        text -> {
          Template template = read(text);
          assertThat(template.print()).isEqualTo(text);
          assertThat(coverage(template.parts())).isEqualTo(text.length());
        });
  }

  @Test
  void any_text_is_read_or_refused_at_a_place_within_it() {
    Gen<String> noise =
        Gen.of(
                "{{", "}}", "{{-", "-}}", " ", "\n", "\"", "`", "'", "(", ")", "|", ":=", "$", ".",
                "a", "if", "end", "else", "define", "range", "/*", "*/", "0x", "\\", "é", "1", ",")
            .listOfUpTo(30)
            .map(words -> String.join("", words));
    Property.forAll(
        11,
        5_000,
        noise,
        text -> {
          switch (Template.read(text)) {
            case Template.Reading.Valid valid ->
                assertThat(valid.template().print()).isEqualTo(text);
            case Template.Reading.Invalid invalid ->
                assertThat(invalid.at().line())
                    .isBetween(1, (int) text.chars().filter(c -> c == '\n').count() + 1);
          }
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'a{{ .x'                        | 1 | 2  | the action is not closed
          'a\n{{ "x }}'                   | 2 | 4  | the string is not closed on its line
          '{{/* x'                        | 1 | 1  | the comment is not closed
          '{{/* x */ y }}'                | 1 | 3  | the comment ends before the closing braces
          '{{ (.x }}'                     | 1 | 8  | a parenthesis is not closed
          '{{ .x) }}'                     | 1 | 6  | a parenthesis is closed that was not opened
          '{{ if .x }}'                   | 1 | 1  | "if" has no end
          '{{ end }}'                     | 1 | 1  | there is nothing here that "end" could belong to
          '{{ if }}{{ end }}'             | 1 | 7  | the if has no value
          '{{ .x | }}'                    | 1 | 7  | nothing follows the bar
          '{{ .x | 3 }}'                  | 1 | 9  | a value cannot take what the bar before it hands on
          '{{ "x".y }}'                   | 1 | 7  | this value has no fields
          '{{ break }}'                   | 1 | 1  | "break" stands outside of a range
          '{{ if .x }}{{ define "a" }}{{ end }}{{ end }}' | 1 | 12 | "define" cannot stand inside of another action
          '{{ if .x }}{{ else }}{{ else }}{{ end }}'      | 1 | 22 | this "if" has an "else" already
          '{{ define a }}{{ end }}'       | 1 | 11 | "a" cannot stand in a define
          '{{ a@b }}'                     | 1 | 5  | the character "@" cannot stand in a name
          """)
  void a_malformed_template_is_refused_at_the_place_of_its_fault(
      String text, int line, int column, String reason) {
    assertThat(Template.read(text.replace("\\n", "\n")))
        .isEqualTo(new Template.Reading.Invalid(new Position(line, column), reason));
  }

  @Test
  void trim_markers_decide_what_text_is_left() {
    Template template = read("a \n {{- .x -}} \t b {{ .y -}}\n");
    List<String> texts =
        template.parts().stream()
            .filter(Part.Text.class::isInstance)
            .map(Part.Text.class::cast)
            .map(text -> template.text().substring(text.from(), text.to()))
            .toList();
    assertThat(texts).containsExactly("a", "b ", "");
  }

  @Test
  void a_pipeline_knows_its_commands_their_operands_and_fields() {
    var output =
        (Part.Output)
            read("{{ $y := include \"a.b\" (dict \"k\" .v).w | nindent 4 }}").parts().getFirst();
    Pipeline pipeline = output.pipeline();
    assertThat(output.prints()).isFalse();
    assertThat(pipeline.commands()).hasSize(2);
    assertThat(pipeline.commands().getFirst().calls("include")).isTrue();
    assertThat(pipeline.commands().getFirst().operands().get(1))
        .isEqualTo(new Operand.Text("a.b", 17, 22));
    assertThat(pipeline.commands().getFirst().operands().get(2).fields())
        .extracting(Operand.Name::text)
        .containsExactly("w");
  }

  @Test
  void names_of_templates_are_unquoted_as_go_does() {
    var define =
        (Part.Define) read("{{define \"a\\x62\\u0063\\t\\\"\\101\"}}{{end}}").parts().getFirst();
    assertThat(define.name()).isEqualTo("abc\t\"A");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{{ if .x }}", "{{ range .x }}", "{{ with .x }}"})
  void nested_actions_have_a_limit(String opening) {
    String text = opening.repeat(100_000) + "{{ end }}".repeat(100_000);
    assertThat(Template.read(text)).isInstanceOf(Template.Reading.Invalid.class);
  }

  @Test
  void nested_parentheses_have_a_limit() {
    String text = "{{ " + "(".repeat(100_000) + ".x" + ")".repeat(100_000) + " }}";
    assertThat(Template.read(text))
        .isEqualTo(
            new Template.Reading.Invalid(
                new Position(1, 204), "parentheses are nested more than 200 deep"));
  }

  @Test
  void time_grows_with_the_length_of_the_text_only() {
    String unclosed = "{{ \"".repeat(200_000);
    String closed = "{{- .x -}}   ".repeat(200_000);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          assertThat(Template.read(unclosed)).isInstanceOf(Template.Reading.Invalid.class);
          assertThat(read(closed).parts()).hasSizeGreaterThan(200_000);
        });
  }

  static Template read(String text) {
    return switch (Template.read(text)) {
      case Template.Reading.Valid valid -> valid.template();
      case Template.Reading.Invalid invalid ->
          throw new AssertionError(
              "%s: %s in <%s>".formatted(invalid.at(), invalid.reason(), text));
    };
  }

  /** How far parts reach that follow each other without a gap. */
  private static int coverage(List<Part> parts) {
    int at = 0;
    for (Part part : parts) {
      assertThat(part.start()).isEqualTo(at);
      at = part.end();
    }
    return at;
  }
}
