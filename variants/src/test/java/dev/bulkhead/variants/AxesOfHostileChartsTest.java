package dev.bulkhead.variants;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AxesOfHostileChartsTest {
  @Test
  void templates_that_call_each_other_in_a_circle_are_read_once() {
    assertThat(
            ChartOf.values("a: true")
                .helpers(
                    """
                    {{ define "x" }}{{ include "y" . }}{{ end }}
                    {{ define "y" }}{{ if .Values.a }}{{ include "x" . }}{{ end }}{{ end }}
                    """)
                .template("{{ include \"x\" . }}")
                .choices())
        .containsExactly("a=false");
  }

  @Test
  void a_cursor_that_grows_with_every_call_is_given_up() {
    assertThat(
            ChartOf.values("a: true")
                .helpers(
                    """
                    {{ define "x" }}{{ include "x" (dict "up" . "also" .) }}
                    {{ include "x" (list .) }}{{ include "x" (list . .) }}{{ end }}
                    """)
                .template("{{ include \"x\" . }}{{ if .Values.a }}{{ end }}")
                .choices())
        .containsExactly("a=false");
  }

  @Test
  void calls_that_branch_without_end_are_cut_off_and_the_notes_say_so() {
    var calls = new StringBuilder("{{ define \"x\" }}");
    for (int i = 0; i < 30; i++) {
      calls.append("{{ include \"x\" .a%d }}{{ include \"x\" .Values.a%d }}".formatted(i, i));
    }
    var chart = ChartOf.values("").helpers(calls + "{{ end }}").template("{{ include \"x\" . }}");

    Axes axes = chart.axes();

    assertThat(axes.notes()).anyMatch(note -> note.contains("may not have been found"));
    assertThat(axes.reachesVersion()).isTrue();
  }

  @Test
  void a_text_that_doubles_is_forgotten() {
    var text = new StringBuilder("{{ $x := \"abcdefgh\" }}");
    text.append("{{ $x = print $x $x }}".repeat(200)).append("{{ if eq .Values.a $x }}{{ end }}");

    assertThat(ChartOf.values("a: b").template(text.toString()).axes().axes())
        .allSatisfy(axis -> assertThat(axis.choices()).hasSizeLessThan(10));
  }

  @Test
  void of_thousands_of_values_only_the_first_are_varied() {
    var chart = ChartOf.values("");
    for (int i = 0; i < 3_000; i++) {
      var text = new StringBuilder();
      for (int j = 0; j < 20; j++) {
        text.append("{{ if .Values.a%d.b%d.enabled }}{{ end }}".formatted(i, j));
      }
      chart.with("templates/t%d.yaml".formatted(i), text.toString());
    }

    Axes axes = chart.axes();

    assertThat(axes.axes()).hasSize(500);
    assertThat(axes.notes())
        .containsExactly(
            "The chart has more than 500 values that can be chosen; the rest are not varied.");
  }

  @Test
  void values_as_deep_as_a_template_can_say_are_passed_over() {
    assertThat(
            ChartOf.values("")
                .template("{{ if .Values%s.enabled }}{{ end }}".formatted(".a".repeat(5_000)))
                .choices())
        .isEmpty();
  }

  @Test
  void a_single_line_of_great_length_is_read_once_for_each_place() {
    var text = "{{ if eq .Values.a \"x\" }}{{ end }}".repeat(20_000);
    var chart = ChartOf.values("").template(text);

    assertThat(chart.choices()).containsExactly("a=x");
  }
}
