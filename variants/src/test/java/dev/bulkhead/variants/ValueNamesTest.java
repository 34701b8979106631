package dev.bulkhead.variants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.render.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValueNamesTest {
  private static ValueNames of(Map<String, String> files) {
    var bytes = new HashMap<String, byte[]>();
    files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return ValueNames.of(SourceTree.of("chart", bytes));
  }

  private static final String METADATA = "{apiVersion: v2, name: %s, version: 1.0.0}";

  @Test
  void values_of_subcharts_go_by_their_names_in_the_chart_that_is_rendered() {
    var names =
        of(
            Map.of(
                "Chart.yaml",
                METADATA.formatted("shop"),
                "values.yaml",
                "image: {tag: v1, list: []}\na.b: 1\n",
                "charts/db/Chart.yaml",
                METADATA.formatted("db"),
                "charts/db/values.yaml",
                "tag: v2\nglobal: {registry: ''}\n"));

    assertThat(names.stated())
        .containsExactly("image.tag", "image.list", "a\\.b", "db.tag", "global.registry");
  }

  @Test
  void what_only_templates_speak_of_is_told_apart() {
    var names =
        of(
            Map.of(
                "Chart.yaml", METADATA.formatted("shop"),
                "values.yaml", "image: {tag: v1}\n",
                "templates/a.yaml",
                    "v: {{ .Values.image.tag }}{{ .Values.jobs.tag | default .Values.oldTag }}"));

    assertThat(names)
        .isEqualTo(new ValueNames(List.of("image.tag"), List.of("jobs.tag", "oldTag")));
    assertThat(names.without(List.of("oldTag", "image.tag")))
        .isEqualTo(new ValueNames(List.of(), List.of("jobs.tag")));
  }

  @Test
  void what_is_no_chart_has_no_values() {
    assertThat(of(Map.of())).isEqualTo(new ValueNames(List.of(), List.of()));
  }
}
