package dev.bulkhead.variants;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.render.SourceTree;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StampedChartTest {
  private static SourceTree chart(String metadata) {
    return SourceTree.of(
        "app@v1.2.3",
        Map.of(
            "Chart.yaml",
            metadata.getBytes(UTF_8),
            "values.yaml",
            "version: 0.0.0".getBytes(UTF_8)));
  }

  private static String stamped(String metadata, String tag) throws IOException {
    var chart = chart(metadata);
    var stamped = StampedChart.of(chart, tag);
    return new String(
        stamped.isPresent() ? stamped.get().read("Chart.yaml") : chart.read("Chart.yaml"), UTF_8);
  }

  @Test
  void placeholders_become_the_version_of_the_tag_and_every_line_stays_in_its_place()
      throws IOException {
    assertThat(
            stamped(
                """
                # a chart
                version: 0.0.0 # set on release
                name: app
                appVersion: "v0.0.0"
                dependencies:
                  - version: 0.0.0
                """,
                "app-v1.2.3"))
        .isEqualTo(
            """
            # a chart
            version: "1.2.3"
            name: app
            appVersion: "v1.2.3"
            dependencies:
              - version: 0.0.0
            """);
  }

  @Test
  void only_the_field_that_is_open_is_stamped() throws IOException {
    assertThat(stamped("version: 0.0.0-dev\nappVersion: 4.5.6\n", "v1.2.3-rc.1"))
        .isEqualTo("version: \"1.2.3-rc.1\"\nappVersion: 4.5.6\n");
  }

  @ParameterizedTest
  @CsvSource({
    "version: 1.0.0, v1.2.3",
    "version: 10.0.0.0, v1.2.3",
    "version: 0.0.01, v1.2.3",
    "version: 0.0.0, latest",
    "version: 0.0.0, v1.2",
    "version: 0.0.0, 2024"
  })
  void a_chart_with_a_version_or_a_tag_without_one_is_left_as_it_is(String metadata, String tag) {
    assertThat(StampedChart.of(chart(metadata), tag)).isEmpty();
  }

  @Test
  void other_files_are_left_as_they_are() throws IOException {
    var stamped = StampedChart.of(chart("version: 0.0.0"), "v1.2.3").orElseThrow();

    assertThat(stamped.read("values.yaml")).asString(UTF_8).isEqualTo("version: 0.0.0");
    assertThat(stamped.paths()).containsExactly("Chart.yaml", "values.yaml");
    assertThat(stamped.note())
        .isEqualTo(
            "Chart.yaml says version 0.0.0, as it is before a release is packaged; it was read as the"
                + " tag's.");
  }

  @Test
  void a_folder_without_a_chart_is_left_as_it_is() {
    assertThat(StampedChart.of(SourceTree.of("x", Map.of()), "v1.2.3")).isEmpty();
  }
}
