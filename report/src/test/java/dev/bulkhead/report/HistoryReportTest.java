package dev.bulkhead.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bulkhead.testkit.Property;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryReportTest {
  private static String text(HistoryReport report, int width) throws IOException {
    var out = new StringBuilder();
    HistoryText.write(report, false, width, out);
    return out.toString();
  }

  private static String markdown(HistoryReport report) throws IOException {
    var out = new StringBuilder();
    HistoryMarkdown.write(report, out);
    return out.toString();
  }

  private static JsonNode json(HistoryReport report) throws IOException {
    var out = new ByteArrayOutputStream();
    HistoryJson.write(report, out);
    return new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
  }

  private static List<String> table(String text) {
    return text.lines()
        .dropWhile(line -> !line.startsWith("release "))
        .takeWhile(line -> !line.isEmpty())
        .toList();
  }

  @Test
  void a_person_sees_a_table_then_what_is_the_matter_then_the_summary() throws IOException {
    assertThat(text(HistorySample.report(HistorySample.history()), 110))
        .isEqualTo(
            """
            what the releases of repo deploy

            release  date        deploys  appVersion  chart  verdict           why
            v0.7.0   2024-06-26  v0.7.0   0.6.0       0.6.0  healthy           chart-behind: 1 behind
            v0.6.0   2024-05-29  v0.6.0   0.0.0       0.0.0  unproven          chart-behind: not told
            v0.5.0   2024-05-01  latest   0.0.0       0.0.0  violated          floating-in-release: latest, 1 more
            v0.4.0   2024-04-03  v0.3.0   0.2.0       0.2.0  violated          version-drift: 1 behind, 1 more
            v0.3.0   2024-03-06  v0.2.0   0.2.0       0.2.0  violated          version-drift: 1 behind, 1 more
            v0.2.0   2024-02-07  v0.2.0   0.2.0       0.2.0  healthy
            v0.1.0   2024-01-10                              nothing to judge

            error floating-in-release  deploy/keeper.yaml:20:16
              The Deployment keeper runs registry.example/team/keeper:latest.
              remedy: Name the release's own tag.
              in: v0.5.0

            error version-drift  deploy/keeper.yaml:20:16
              The Deployment keeper runs registry.example/team/keeper:v0.3.0 at the tag v0.4.0.
              remedy: Write v0.4.0 in the manifest before the tag is made.
              in: v0.4.0, v0.3.0 (2 releases)

            warning chart-behind  charts/keeper/Chart.yaml:5:16
              The chart keeper says appVersion 0.6.0 at the tag v0.7.0.
              remedy: Write v0.7.0 in Chart.yaml.
              in: v0.7.0, v0.4.0, v0.3.0 (3 releases)

            unproven chart-behind  charts/keeper/Chart.yaml:5:16
              The appVersion 0.0.0 is written when the chart is published.
              remedy: Supply the artifact with --artifact.
              in: v0.6.0, v0.5.0 (2 releases)

            note: Of 9 tags, the newest 7 are shown.

            2 of 7 releases deploy another version than their tag, up to 1 release behind; the chart lags at 3.
            1 of 7 releases deploys a tag that moves, such as latest.
            2 releases are healthy: the first is v0.2.0, the last v0.7.0.
            The longest run of drift is 2 releases, v0.3.0 to v0.4.0.
            Of 1 release not everything could be told.
            In 1 release nothing states a version of the project.
            What a moved tag hid cannot be seen in git alone, and there is no record of what the tags were when they were released (release.lock).

            7 releases: 2 healthy, 3 violated, 1 unproven, 1 with nothing to judge
            """);
  }

  @Test
  void colours_change_no_column() throws IOException {
    var out = new StringBuilder();
    HistoryText.write(HistorySample.report(HistorySample.history()), true, 110, out);

    assertThat(out.toString())
        .contains("\u001b[32mhealthy\u001b[0m", "\u001b[1;31mviolated\u001b[0m")
        .contains("\u001b[35munproven\u001b[0m");
    assertThat(out.toString().replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(text(HistorySample.report(HistorySample.history()), 110));
  }

  @Test
  void a_table_takes_no_more_columns_than_there_are() throws IOException {
    for (int width : List.of(70, 80, 100)) {
      assertThat(table(text(HistorySample.report(HistorySample.history()), width)))
          .hasSize(8)
          .allMatch(line -> line.length() <= width)
          .anyMatch(line -> line.startsWith("v0.5.0 ") && line.contains("  violated"));
    }
  }

  @Test
  void images_that_differ_are_named_and_those_that_agree_are_not() throws IOException {
    assertThat(text(HistorySample.report(HistorySample.deploying("a/x", "v1", "b/y", "v1")), 100))
        .contains("v1.0.0   2024-01-10  v1  ");
    assertThat(text(HistorySample.report(HistorySample.deploying("a/x", "v1", "b/y", "v2")), 100))
        .contains("v1.0.0   2024-01-10  x v1, y v2  ");
    assertThat(text(HistorySample.report(HistorySample.deploying("a/x", "v1", "b/x", "v2")), 100))
        .contains("v1.0.0   2024-01-10  a/x v1, b/x v2  ");
  }

  @Test
  void forty_releases_have_a_row_each_and_of_hundreds_what_is_alike_is_folded() throws IOException {
    assertThat(table(text(HistorySample.report(HistorySample.of(40)), 100))).hasSize(41);

    List<String> many = table(text(HistorySample.report(HistorySample.of(600)), 100));
    assertThat(many)
        .hasSizeLessThan(140)
        .containsSubsequence(
            "v1.550.0  2034-07-26  v1.550.0  healthy",
            "  … 40 more like it",
            "v1.509.0  2033-10-12  v1.509.0  healthy",
            "v1.508.0  2033-10-05  v1.500.0  violated  version-drift: 8 behind");
    int folded =
        many.stream()
            .filter(line -> line.startsWith("  …"))
            .mapToInt(line -> Integer.parseInt(line.strip().split(" ", -1)[1]))
            .sum();
    assertThat(many.stream().filter(line -> line.startsWith("v")).count() + folded).isEqualTo(600);
  }

  @Test
  void each_stream_has_a_section_and_the_last_line_counts_all() throws IOException {
    var report = HistorySample.report(HistorySample.of(2), HistorySample.chartHistory());

    assertThat(text(report, 100))
        .contains("\nreleases\nrelease ", "\nhelm-* (a chart's releases)\nrelease ")
        .contains("1 of 2 releases deploys another version than its tag, up to 1 release behind.")
        .contains(
            "No release deploys another version than its tag.\nOne release is healthy: helm-1.0.0.")
        .endsWith("\n3 releases: 2 healthy, 1 violated, 0 unproven\n");
    assertThat(markdown(report))
        .contains("\n## releases\n", "\n## helm-\\* (a chart's releases)\n");
  }

  @Test
  void a_record_is_asked_for_only_where_there_is_none() throws IOException {
    String text = text(HistorySample.report(HistorySample.recorded(true, true)), 100);
    assertThat(text).doesNotContain("moved tag");

    text = text(HistorySample.report(HistorySample.recorded(true, false)), 100);
    assertThat(text)
        .contains(
            "What a moved tag hid cannot be seen in git alone, and of 1 release there is no record"
                + " of what the tag was when it was released (release.lock).");
  }

  @Test
  void what_is_not_known_is_not_said_to_be_well() throws IOException {
    assertThat(text(HistorySample.report(HistorySample.unproven()), 100))
        .contains("No release is known to deploy another version than its tag.")
        .contains("No release is healthy.")
        .endsWith("1 release: 0 healthy, 0 violated, 1 unproven\n");
  }

  @Test
  void any_release_that_is_violated_decides_the_outcome() {
    assertThat(HistorySample.report(HistorySample.history()).outcome()).isEqualTo(Outcome.VIOLATED);
    assertThat(HistorySample.report(HistorySample.of(1)).outcome()).isEqualTo(Outcome.HOLDS);
    var strict = new Outcome.Policy(Outcome.Policy.DEFAULT.failOn(), true, true, Ending.ITS_OWN);
    assertThat(
            HistoryReport.of("0.1.0", "repo", List.of(HistorySample.unproven()), strict).outcome())
        .isEqualTo(Outcome.UNPROVEN);
  }

  @Test
  void markdown_is_a_summary_a_table_and_lists() throws IOException {
    assertThat(markdown(HistorySample.report(HistorySample.of(2))))
        .isEqualTo(
            """
            # what the releases of repo deploy

            - 1 of 2 releases deploys another version than its tag, up to 1 release behind.
            - One release is healthy: v1.0.0.
            - What a moved tag hid cannot be seen in git alone, and there is no record of what the tags were when they were released (release.lock).

            | release | date | deploys | verdict | why |
            | --- | --- | --- | --- | --- |
            | v1.1.0 | 2024-01-17 | v1.0.0 | **violated** | version-drift: 1 behind |
            | v1.0.0 | 2024-01-10 | v1.0.0 | healthy |  |

            ## Reasons

            - error (version-drift): The Deployment keeper runs registry.example/team/keeper:v1.0.0 at the tag v1.1.0.
              - place: deploy/keeper.yaml:20:16
              - in: v1.1.0
              - remedy: Write v1.1.0 in the manifest before the tag is made.

            2 releases: 1 healthy, 1 violated, 0 unproven. By Bulkhead 0.1.0.
            """);
  }

  @Test
  void nothing_that_a_repository_says_is_a_mark_in_markdown() {
    Property.forAll(
        11,
        300,
        Hostile.TEXTS.where(text -> !text.isBlank()),
        text -> {
          String written = markdown(HistorySample.saying(text));
          assertThat(written.lines().filter(line -> line.startsWith("|")))
              .as("cells of each row")
              .hasSize(6)
              .allMatch(
                  row -> row.replaceAll("\\\\.", "").chars().filter(c -> c == '|').count() == 8);
          assertThat(written).doesNotContain("<").doesNotContain("\u001b").doesNotContain("\u202e");
          assertThat(written.replaceAll("\\\\.", "").replaceAll("\\*\\*", ""))
              .doesNotContain("`", "[", "]", "*", "_", "~", "$");
        });
  }

  @Test
  void nothing_that_a_repository_says_steers_a_terminal() {
    Property.forAll(
        12,
        200,
        Hostile.TEXTS.where(text -> !text.isBlank()),
        text ->
            assertThat(text(HistorySample.saying(text), 100))
                .doesNotContain("\u001b", "\u202e", "\r", "\t", "\u2028"));
  }

  @Test
  void machines_are_told_every_release_oldest_first() throws IOException {
    JsonNode root = json(HistorySample.report(HistorySample.history()));

    assertThat(root.get("schemaVersion").asText()).isEqualTo("1.0");
    assertThat(root.get("outcome").get("exitStatus").asInt()).isEqualTo(1);
    JsonNode stream = root.get("streams").get(0);
    assertThat(stream.get("repository").asText()).isEqualTo("repo");
    assertThat(stream.get("series").asText()).isEqualTo("code");
    assertThat(stream.get("summary").toString())
        .isEqualTo(
            "{\"releases\":7,\"healthy\":2,\"violated\":3,\"unproven\":1,\"silent\":1,"
                + "\"drifting\":2,\"chartsBehind\":3,\"floating\":1,\"recorded\":0,\"mostBehind\":1,"
                + "\"firstHealthy\":\"v0.2.0\",\"lastHealthy\":\"v0.7.0\","
                + "\"longestDrift\":[\"v0.3.0\",\"v0.4.0\"]}");
    assertThat(stream.get("releases")).hasSize(7);
    assertThat(stream.at("/releases/0/tag").asText()).isEqualTo("v0.1.0");
    JsonNode drifting = stream.get("releases").get(3);
    assertThat(drifting.get("tag").asText()).isEqualTo("v0.4.0");
    assertThat(drifting.get("time").asText()).isEqualTo("2024-04-03T12:00:00Z");
    assertThat(drifting.get("state").asText()).isEqualTo("violated");
    assertThat(drifting.get("images").toString())
        .isEqualTo("[{\"image\":\"registry.example/team/keeper\",\"tag\":\"v0.3.0\"}]");
    assertThat(drifting.get("imageDrift").toString())
        .isEqualTo("{\"kind\":\"behind\",\"releases\":1}");
    assertThat(drifting.get("chartDrift").toString())
        .isEqualTo("{\"kind\":\"behind\",\"releases\":2}");
    assertThat(drifting.get("charts").get(0).get("appVersion").asText()).isEqualTo("0.2.0");
  }

  @Test
  void machines_are_told_every_verdict_with_its_place() throws IOException {
    JsonNode verdicts =
        json(HistorySample.report(HistorySample.history())).at("/streams/0/releases/3/verdicts");

    assertThat(verdicts.findValuesAsText("verdict")).containsExactly("violated", "violated");
    JsonNode drift = verdicts.get(1);
    assertThat(drift.get("rule").asText()).isEqualTo("version-drift");
    assertThat(drift.get("severity").asText()).isEqualTo("error");
    assertThat(drift.get("location").toString())
        .isEqualTo("{\"file\":\"deploy/keeper.yaml\",\"line\":20,\"column\":16,\"exact\":true}");
    assertThat(drift.get("remedy").asText()).startsWith("Write v0.4.0");
    assertThat(drift.get("id").asText()).matches("[0-9a-f]{12}");
  }

  @Test
  void whatever_a_repository_says_the_answer_for_machines_can_be_read() {
    Property.forAll(
        17,
        200,
        Hostile.TEXTS,
        text ->
            assertThat(json(HistorySample.saying(text)).at("/streams/0/releases/0/tag").asText())
                .isEqualTo(text));
  }

  @Test
  void a_password_before_a_host_is_shown_by_no_form() throws IOException {
    String image = "https://someone:s3cret@registry.example/app";
    var report =
        HistoryReport.of(
            "0.1.0",
            image,
            List.of(HistorySample.deploying(image, "v1", image + "2", image)),
            Outcome.Policy.DEFAULT);
    var page = new StringBuilder();
    HistoryHtml.write(report, page);

    for (String written :
        List.of(text(report, 200), markdown(report), page.toString(), json(report).toString())) {
      assertThat(written).contains("registry.example").doesNotContain("s3cret");
    }
  }
}
