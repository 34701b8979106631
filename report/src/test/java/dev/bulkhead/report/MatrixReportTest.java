package dev.bulkhead.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.testkit.Property;
import dev.bulkhead.variants.Cell;
import dev.bulkhead.variants.ClusterVersion;
import dev.bulkhead.variants.Matrix;
import dev.bulkhead.variants.Release;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MatrixReportTest {
  private static String text(MatrixReport report, int width) throws IOException {
    var out = new StringBuilder();
    MatrixText.write(report, false, width, out);
    return out.toString();
  }

  private static String markdown(MatrixReport report) throws IOException {
    var out = new StringBuilder();
    MatrixMarkdown.write(report, out);
    return out.toString();
  }

  private static String html(MatrixReport report) throws IOException {
    var out = new StringBuilder();
    MatrixHtml.write(report, out);
    return out.toString();
  }

  private static String json(MatrixReport report) throws IOException {
    var out = new ByteArrayOutputStream();
    MatrixJson.write(report, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void a_person_sees_a_table_then_words_then_reasons() throws IOException {
    assertThat(text(MatrixSample.report(), 100))
        .isEqualTo(
            """
            charts/app at 4 tags of repo

            release         1.24  1.25  1.26
            v0.4.0          ok    ok    ?
            v0.3.0 (1.9.0)  ok    no    no
            v0.2.0 (1.8.0)  ok    no    no
            v0.1.0          not read

            ok: proven, no: violated, ?: unproven.
            Not released yet: 1.26. What is missing for it does not decide the exit status.

            v0.4.0
              Holds on 1.24, 1.25; otherwise it is unproven.
            v0.3.0, v0.2.0
              Breaks at 1.25: CronJob is not served as batch/v1beta1 since 1.25, and this is 1.25. The last version on which it holds is 1.24.
            v0.1.0
              Was not read: The folder is not there. Name another.

            violated api-removed
              CronJob is not served as batch/v1beta1 since 1.25, and this is 1.25.
              in: CronJob clean
              cells: v0.3.0, v0.2.0 on 1.25, 1.26
              remedy: Use batch/v1.

            unproven
              ghcr.io did not answer.
              in: Deployment app, container main
              cells: v0.4.0 on 1.26
              remedy: Try again.

            note: Of 9 tags, the newest 4 are shown.
            note: In brackets is the version that the chart itself states, where it is another one.
            note: v0.3.0, v0.2.0: The link a leads nowhere.
            Judged with the defaults --platform linux/amd64.
            4 proven, 4 violated, 1 unproven; 1 release not read
            """);
  }

  @Test
  void colours_change_no_column() throws IOException {
    var out = new StringBuilder();
    MatrixText.write(MatrixSample.report(), true, 100, out);

    assertThat(out.toString()).contains("\u001b[32mok\u001b[0m", "\u001b[1;31mno\u001b[0m");
    assertThat(out.toString().replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(text(MatrixSample.report(), 100));
  }

  private static MatrixReport wide(int versions, String name) {
    Cell cell = new Cell(Cell.State.PROVEN, 1, List.of());
    return MatrixSample.report(
        new Matrix(
            IntStream.range(0, versions)
                .mapToObj(one -> ClusterVersion.plain(KubernetesVersion.of(1, 19 + one, 0), true))
                .toList(),
            List.of(
                new Release.Judged(
                    name, "app", "", true, Collections.nCopies(versions, cell), List.of())),
            List.of()));
  }

  @Test
  void a_table_takes_no_more_columns_than_there_are() throws IOException {
    assertThat(table(text(wide(8, "metrics-server-helm-chart-3.12.2"), 80)))
        .hasSize(2)
        .allMatch(line -> line.length() <= 80);
    assertThat(table(text(wide(19, "v1.2.3"), 80)))
        .hasSize(4)
        .allMatch(line -> line.length() <= 80);
    assertThat(table(text(wide(8, "a/" + "very-".repeat(30) + "long-name-1.2.3"), 80)))
        .anyMatch(line -> line.startsWith("…") && line.contains("long-name-1.2.3  ok"))
        .allMatch(line -> line.length() <= 80);
  }

  private static List<String> table(String text) {
    return text.lines()
        .skip(2)
        .takeWhile(line -> !line.startsWith("ok:"))
        .filter(line -> !line.isEmpty())
        .toList();
  }

  @Test
  void markdown_is_a_table_with_lists() throws IOException {
    assertThat(markdown(MatrixSample.report()))
        .isEqualTo(
            """
            # charts/app at 4 tags of repo

            | release | 1.24 | 1.25 | 1.26 |
            | --- | --- | --- | --- |
            | v0.4.0 | proven | proven | unproven |
            | v0.3.0 (1.9.0) | proven | **violated** | **violated** |
            | v0.2.0 (1.8.0) | proven | **violated** | **violated** |
            | v0.1.0 | not read | | |

            Not released yet: 1.26. What is missing for it does not decide the exit status.

            ## Releases

            - **v0.4.0**: Holds on 1.24, 1.25; otherwise it is unproven.
            - **v0.3.0, v0.2.0**: Breaks at 1.25: CronJob is not served as batch/v1beta1 since 1.25, and this is 1.25. The last version on which it holds is 1.24.
            - **v0.1.0**: Was not read: The folder is not there. Name another.

            ## Reasons

            - Violated (api-removed): CronJob is not served as batch/v1beta1 since 1.25, and this is 1.25.
              - in: CronJob clean
              - cells: v0.3.0, v0.2.0 on 1.25, 1.26
              - remedy: Use batch/v1.
            - Unproven: ghcr.io did not answer.
              - in: Deployment app, container main
              - cells: v0.4.0 on 1.26
              - remedy: Try again.

            ## Notes

            - Of 9 tags, the newest 4 are shown.
            - In brackets is the version that the chart itself states, where it is another one.
            - v0.3.0, v0.2.0: The link a leads nowhere.
            - Judged with the defaults --platform linux/amd64.
            - 4 proven, 4 violated, 1 unproven; 1 release not read, by Bulkhead 0.1.0.
            """);
  }

  @Test
  void nothing_that_a_chart_says_is_a_mark_in_markdown() {
    Property.forAll(
        11,
        500,
        Hostile.TEXTS.where(text -> !text.isBlank()),
        text -> {
          String written = markdown(MatrixSample.saying(text));
          assertThat(written.lines().filter(line -> line.startsWith("|")))
              .as("cells of each row")
              .hasSize(4)
              .allMatch(
                  row -> row.replaceAll("\\\\.", "").chars().filter(c -> c == '|').count() == 3);
          assertThat(written).doesNotContain("<").doesNotContain("\u001b").doesNotContain("\u202e");
          assertThat(written.replaceAll("\\\\.", "").replaceAll("\\*\\*", ""))
              .doesNotContain("`", "[", "]", "*", "_", "~", "$");
        });
  }

  @Test
  void the_page_needs_nothing_else_and_says_each_cell_in_words() throws IOException {
    String page = html(MatrixSample.report());

    assertThat(page)
        .startsWith("<!DOCTYPE html>\n<html lang=\"en\">\n")
        .contains("prefers-color-scheme: dark", "@media print", "default-src 'none'")
        .contains("<title>charts/app at 4 tags of repo</title>")
        .contains("<caption>4 proven, 4 violated, 1 unproven; 1 release not read</caption>")
        .contains("<th scope=\"col\">1.24</th>", "<th scope=\"row\">v0.3.0 (1.9.0)</th>")
        .contains("<td class=\"proven\">proven</td>")
        .contains("<td class=\"unread\" colspan=\"3\">not read: The folder is not there.</td>")
        .contains("title=\"CronJob is not served as batch/v1beta1 since 1.25, and this is 1.26.\"")
        .contains("<a href=\"#reason-1\">CronJob is not served", "<dt id=\"reason-1\">")
        .doesNotContain("<script", "http:", "https:", "url(", "@import", "src=");
    Hostile.assertWellFormed(page);
  }

  @Test
  void every_link_of_the_page_leads_to_a_reason() throws IOException {
    String page = html(MatrixSample.report());

    assertThat(found(page, "href=\"#([^\"]+)\""))
        .isNotEmpty()
        .isSubsetOf(found(page, " id=\"([^\"]+)\""));
  }

  private static List<String> found(String page, String pattern) {
    return Pattern.compile(pattern).matcher(page).results().map(one -> one.group(1)).toList();
  }

  @Test
  void nothing_that_a_chart_says_is_a_tag_of_the_page() throws IOException {
    List<String> tags = Hostile.tags(html(MatrixSample.saying("plain")));

    Property.forAll(
        13,
        500,
        Hostile.TEXTS.where(text -> !text.isBlank()),
        text -> {
          String page = html(MatrixSample.saying(text));
          assertThat(Hostile.tags(page)).isEqualTo(tags);
          Hostile.assertWellFormed(page);
        });
  }

  @Test
  void machines_are_told_everything() throws IOException {
    var root = new ObjectMapper().readTree(json(MatrixSample.report()));

    assertThat(root.get("schemaVersion").asText()).isEqualTo("1.0");
    assertThat(root.get("versions").get(2).toString())
        .isEqualTo("{\"version\":\"1.26\",\"released\":false}");
    var broken = root.get("releases").get(1);
    assertThat(broken.get("release").asText()).isEqualTo("v0.3.0");
    assertThat(broken.get("firstBroken").asText()).isEqualTo("1.25");
    assertThat(broken.get("lastProven").asText()).isEqualTo("1.24");
    assertThat(broken.get("chartVersion").asText()).isEqualTo("1.9.0");
    assertThat(broken.get("cells").get(1).get("state").asText()).isEqualTo("violated");
    assertThat(broken.get("cells").get(1).get("reasons").get(0).get("rule").asText())
        .isEqualTo("api-removed");
    assertThat(root.get("releases").get(3).toString())
        .isEqualTo(
            "{\"release\":\"v0.1.0\",\"read\":false,\"cause\":\"The folder is not there.\","
                + "\"remedy\":\"Name another.\"}");
    assertThat(root.get("cells").toString())
        .isEqualTo("{\"proven\":4,\"violated\":4,\"unproven\":1}");
    assertThat(root.get("exitStatus").asInt()).isZero();
  }

  @Test
  void whatever_a_chart_says_the_answer_for_machines_can_be_read() {
    Property.forAll(
        17,
        200,
        Hostile.TEXTS,
        text ->
            assertThat(
                    new ObjectMapper()
                        .readTree(json(MatrixSample.saying(text)))
                        .get("title")
                        .asText())
                .isEqualTo(text));
  }
}
