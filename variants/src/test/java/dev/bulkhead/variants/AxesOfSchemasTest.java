package dev.bulkhead.variants;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AxesOfSchemasTest {
  private static final String PRINTS = "x: {{ .Values.a.b }}";

  private static String ofB(String schema, String more) {
    return """
        {
          "properties": {"a": {"properties": {
            "b": %s
          }}}%s
        }
        """
        .formatted(schema, more);
  }

  @Test
  void an_enum_gives_the_choices_of_a_value_that_is_only_printed() {
    var chart =
        ChartOf.values("a: {b: one}")
            .template(PRINTS)
            .schema(ofB("{\"enum\": [\"one\", \"two\", 3, true, null, 1.5]}", ""));

    assertThat(chart.choices()).containsExactly("a.b=two|3|true");
    assertThat(chart.axes().axes().getFirst().foundAt())
        .extracting(Object::toString)
        .containsExactly("values.schema.json:3:11");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$ref\": \"#/$defs/mode\"}",
        "{\"$ref\": \"#/definitions/of~1mode\"}",
        "{\"oneOf\": [{\"const\": \"one\"}, {\"const\": \"two\"}]}",
        "{\"anyOf\": [{\"const\": \"one\"}, {\"enum\": [\"two\"]}, {\"type\": \"null\"}]}",
        "{\"allOf\": [{\"type\": \"string\"}, {\"$ref\": \"#/$defs/mode\"}]}",
      })
  void a_schema_is_followed_to_what_it_refers_to(String schema) {
    assertThat(
            ChartOf.values("a: {b: one}")
                .template(PRINTS)
                .schema(
                    ofB(
                        schema,
                        """
                        , "$defs": {"mode": {"enum": ["one", "two"]}},
                        "definitions": {"of/mode": {"enum": ["one", "two"]}}
                        """))
                .choices())
        .containsExactly("a.b=two");
  }

  @Test
  void a_reference_in_the_middle_of_a_path_is_followed() {
    assertThat(
            ChartOf.values("a: {b: one}")
                .template(PRINTS)
                .schema(
                    """
                    {"$ref": "#/$defs/all", "$defs": {
                      "all": {"properties": {"a": {"$ref": "#/$defs/a"}}},
                      "a": {"anyOf": [{"properties": {"b": {"enum": ["one", "two"]}}}]}}}
                    """)
                .choices())
        .containsExactly("a.b=two");
  }

  @Test
  void a_boolean_of_the_schema_is_varied_though_nothing_tests_it() {
    var schema = ofB("{\"type\": [\"boolean\", \"null\"]}", "");

    assertThat(ChartOf.values("a: {b: true}").template(PRINTS).schema(schema).choices())
        .containsExactly("a.b=false");
    assertThat(ChartOf.values("a: {b: null}").template(PRINTS).schema(schema).choices())
        .containsExactly("a.b=true");
    assertThat(ChartOf.values("a: {b: true}").template("x").schema(schema).choices()).isEmpty();
  }

  @Test
  void a_choice_that_the_schema_forbids_is_left_out() {
    var chart =
        ChartOf.values("a: {b: one, c: x}")
            .template(
                """
                {{ if eq .Values.a.b "two" "three" }}{{ end }}
                {{ if eq .Values.a.c "text" 5 }}{{ end }}
                """)
            .schema(ofB("{\"enum\": [\"one\", \"two\"]}, \"c\": {\"type\": \"string\"}", ""));

    assertThat(chart.choices()).containsExactly("a.b=two", "a.c=text");
  }

  @Test
  void a_comparison_that_ignores_case_takes_the_spelling_of_the_schema() {
    assertThat(
            ChartOf.values("a: {b: One}")
                .template("{{ if eq (lower .Values.a.b) \"two\" }}{{ end }}")
                .schema(ofB("{\"enum\": [\"One\", \"Two\"]}", ""))
                .choices())
        .containsExactly("a.b=Two");
  }

  @Test
  void a_schema_that_refers_to_itself_comes_to_an_end() {
    assertThat(
            ChartOf.values("a: {b: one}")
                .template(PRINTS)
                .schema(
                    """
                    {"$ref": "#", "allOf": [{"$ref": "#"}], "anyOf": [{"$ref": "#/anyOf/0"}]}
                    """)
                .choices())
        .isEmpty();
  }
}
