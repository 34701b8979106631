package dev.bulkhead.variants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class AxesOfSubchartsTest {
  private static final String SUB = "{apiVersion: v2, name: sub, version: 1.0.0}";

  private static ChartOf chart(String values, String dependency) {
    return ChartOf.values(values)
        .with(
            "Chart.yaml",
            "apiVersion: v2\nname: demo\nversion: 1.0.0\ndependencies:\n- %s\n"
                .formatted(dependency))
        .with("charts/sub/Chart.yaml", SUB);
  }

  @Test
  void the_values_of_a_subchart_lie_below_its_name_and_globals_do_not() {
    assertThat(
            chart("sub: {b: true}\nglobal: {g: true}", "{name: sub, version: 1.0.0}")
                .with("charts/sub/values.yaml", "a: true\nb: false\nglobal: {own: false}")
                .with(
                    "charts/sub/templates/x.yaml",
                    """
                    {{ if .Values.a }}{{ if .Values.b }}{{ end }}{{ end }}
                    {{ if .Values.global.g }}{{ end }}{{ if .Values.global.own }}{{ end }}
                    """)
                .choices())
        .containsExactly("sub.a=false", "sub.b=false", "global.g=false", "global.own=true");
  }

  @Test
  void each_alias_has_its_own_axes() {
    assertThat(
            ChartOf.values("one: {a: false}")
                .with(
                    "Chart.yaml",
                    """
                    {apiVersion: v2, name: demo, version: 1.0.0, dependencies: [
                      {name: sub, version: 1.0.0, alias: one},
                      {name: sub, version: 1.0.0, alias: two}]}
                    """)
                .with("charts/sub/Chart.yaml", SUB)
                .with("charts/sub/values.yaml", "a: true")
                .with("charts/sub/templates/x.yaml", "{{ if .Values.a }}{{ end }}")
                .choices())
        .containsExactly("one.a=true", "two.a=false");
  }

  @Test
  void a_subcharts_schema_and_the_parents_both_count() {
    assertThat(
            chart("sub: {a: one}", "{name: sub, version: 1.0.0}")
                .with("charts/sub/values.yaml", "a: two")
                .with("charts/sub/templates/x.yaml", "{{ .Values.a }}")
                .with(
                    "charts/sub/values.schema.json",
                    "{\"properties\": {\"a\": {\"enum\": [\"one\", \"two\", \"three\"]}}}")
                .schema(
                    """
                    {"properties": {"sub": {"properties": {"a": {"enum": ["one", "two"]}}}}}
                    """)
                .choices())
        .containsExactly("sub.a=two");
  }

  @Test
  void a_condition_switches_a_subchart_that_is_there() {
    var chart = chart("sub: {enabled: true}", "{name: sub, condition: 'sub.enabled, global.sub'}");

    assertThat(chart.choices()).containsExactly("sub.enabled=false");
    assertThat(chart.axes().axes().getFirst().foundAt())
        .extracting(Object::toString)
        .containsExactly("Chart.yaml:5:26");
    assertThat(chart.choices("sub")).isEmpty();
  }

  @Test
  void a_condition_that_nobody_states_leaves_the_subchart_on() {
    assertThat(chart("", "{name: sub, condition: sub.enabled}").choices())
        .containsExactly("sub.enabled=false");
  }

  @Test
  void tags_switch_a_subchart_that_no_condition_decides() {
    assertThat(chart("tags: {a: false}", "{name: sub, tags: [a, b]}").choices())
        .containsExactly("tags.a=true", "tags.b=false");
    assertThat(chart("sub: {live: false}", "{name: sub, condition: sub.live, tags: [a]}").choices())
        .containsExactly("sub.live=true");
  }

  @Test
  void a_dependency_that_is_not_there_has_no_switch() {
    assertThat(chart("", "{name: other, condition: other.enabled, tags: [a]}").choices()).isEmpty();
  }

  @Test
  void a_condition_that_a_template_tests_too_is_one_axis() {
    var chart =
        chart("sub: {enabled: true}", "{name: sub, condition: sub.enabled}")
            .template("{{ if .Values.sub.enabled }}{{ end }}");

    assertThat(chart.choices()).containsExactly("sub.enabled=false");
    assertThat(chart.axes().axes().getFirst().foundAt())
        .extracting(Object::toString)
        .containsExactly("templates/a.yaml:1:7", "values.yaml:1:7", "Chart.yaml:5:26");
  }

  @Test
  void a_named_template_of_a_library_sees_the_values_of_the_chart_that_calls_it() {
    assertThat(
            chart("live: true", "{name: sub, version: 1.0.0}")
                .with("charts/sub/Chart.yaml", "{apiVersion: v2, name: sub, type: library}")
                .with(
                    "charts/sub/templates/_x.tpl",
                    "{{ define \"x\" }}{{ if .Values.live }}{{ end }}{{ end }}")
                .with("charts/sub/templates/never.yaml", "{{ if .Values.off }}{{ end }}")
                .template("{{ include \"x\" . }}")
                .choices())
        .containsExactly("live=false");
  }

  @Test
  void of_two_named_templates_the_parents_counts() {
    assertThat(
            chart("mine: true\ntheirs: true", "{name: sub, version: 1.0.0}")
                .with(
                    "charts/sub/templates/_x.tpl",
                    "{{ define \"x\" }}{{ if .Values.theirs }}{{ end }}{{ end }}")
                .helpers("{{ define \"x\" }}{{ if .Values.mine }}{{ end }}{{ end }}")
                .template("{{ include \"x\" . }}")
                .choices())
        .containsExactly("mine=false");
  }

  @Test
  void a_packed_subchart_is_read_as_an_unpacked_one() {
    var chart =
        ChartOf.values("sub: {b: false}")
            .with(
                "charts/sub-1.0.0.tgz",
                packed(
                    Map.of(
                        "sub/Chart.yaml", SUB,
                        "sub/values.yaml", "b: true",
                        "sub/templates/x.yaml", "{{ if .Values.b }}{{ end }}")));

    assertThat(chart.choices()).containsExactly("sub.b=true");
    assertThat(chart.axes().axes().getFirst().foundAt())
        .extracting(Object::toString)
        .containsExactly("charts/sub-1.0.0.tgz/templates/x.yaml:1:7", "values.yaml:1:7");
  }

  /** A gzipped tar file (POSIX.1-1988 ustar) of short texts. */
  private static byte[] packed(Map<String, String> files) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
        byte[] blocks = new byte[1024];
        byte[] name = file.getKey().getBytes(StandardCharsets.UTF_8);
        byte[] size = "%011o".formatted(content.length).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(name, 0, blocks, 0, name.length);
        System.arraycopy(size, 0, blocks, 124, size.length);
        blocks[156] = '0';
        System.arraycopy(content, 0, blocks, 512, content.length);
        out.write(blocks);
      }
      out.write(new byte[1024]);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return bytes.toByteArray();
  }

  @Test
  void a_library_is_not_switched_off() {
    assertThat(
            ChartOf.values("sub: {enabled: true}")
                .with(
                    "Chart.yaml",
                    """
                    {apiVersion: v2, name: demo, version: 1.0.0, dependencies: [
                      {name: sub, version: 1.0.0, condition: sub.enabled, tags: [common]}]}
                    """)
                .with(
                    "charts/sub/Chart.yaml",
                    "{apiVersion: v2, name: sub, version: 1.0.0, type: library}")
                .choices())
        .isEmpty();
  }
}
