package dev.bulkhead.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.release.Drift;
import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HistoryHtmlTest {
  private static String html(HistoryReport report) throws IOException {
    var out = new StringBuilder();
    HistoryHtml.write(report, out);
    return out.toString();
  }

  private static List<String> found(String page, String pattern) {
    return Pattern.compile(pattern).matcher(page).results().map(one -> one.group(1)).toList();
  }

  @Test
  void the_page_needs_nothing_else_and_says_each_row_in_words() throws IOException {
    String page = html(HistorySample.report(HistorySample.history()));

    assertThat(page)
        .startsWith("<!DOCTYPE html>\n<html lang=\"en\">\n")
        .contains("prefers-color-scheme: dark", "@media print", "default-src 'none'")
        .contains("<title>what the releases of repo deploy</title>")
        .contains("<p class=\"lead\">2 of 7 releases deploy another version than their tag")
        .contains("<th scope=\"row\">v0.4.0</th><td class=\"date\">2024-04-03</td>")
        .contains("<span class=\"badge violated\">× violated</span>")
        .contains("<code>version-drift</code> The Deployment keeper runs")
        .doesNotContain("<script", "http:", "https:", "url(", "@import", "src=");
    Hostile.assertWellFormed(page);
  }

  @Test
  void the_plot_has_a_sign_for_each_stated_version_and_a_verdict_for_each_release()
      throws IOException {
    String page = html(HistorySample.report(HistorySample.history()));
    String plot = page.substring(page.indexOf("<div class=\"plot\">"), page.indexOf("</figure>"));

    assertThat(found(plot, "<title>([^<]*)</title>"))
        .contains(
            "v0.4.0, 2024-04-03: deploys v0.3.0, 1 release behind; violated",
            "v0.4.0, 2024-04-03: the chart&#39;s appVersion is 0.2.0, 2 releases behind; violated",
            "v0.5.0, 2024-05-01: deploys latest, latest moves; violated",
            "v0.2.0, 2024-02-07: deploys v0.2.0, its own version; healthy",
            "v0.1.0, 2024-01-10: nothing to judge");
    assertThat(found(plot, "(<rect class=\"[a-z]+\")")).hasSize(7);
    assertThat(found(plot, "(<path class=\"violated\")")).hasSize(3);
    assertThat(found(plot, "(<circle class=\"healthy\")")).hasSize(2);
    assertThat(found(plot, "(<circle class=\"unproven\")")).hasSize(1);
    assertThat(found(plot, "(<path class=\"chart\")")).hasSize(4);
    assertThat(found(plot, "<text class=\"tick[^>]*>([^<]*)<")).startsWith("2024-01-10").hasSize(7);
  }

  @Test
  void a_history_without_any_version_has_no_plot() throws IOException {
    assertThat(html(HistorySample.report(HistorySample.silent())))
        .doesNotContain("<figure>")
        .contains("nothing to judge");
  }

  @Test
  void hundreds_of_releases_have_few_labels() throws IOException {
    String page = html(HistorySample.report(HistorySample.of(600)));

    assertThat(found(page, "<text class=\"tick[^>]*>([^<]*)<")).hasSize(7).endsWith("2035-07-04");
    assertThat(found(page, "(<th scope=\"row\">)")).hasSize(600);
    Hostile.assertWellFormed(page);
  }

  @Test
  void every_stream_is_reached_from_the_top() throws IOException {
    String page = html(HistorySample.report(HistorySample.of(2), HistorySample.chartHistory()));

    assertThat(found(page, "href=\"#([^\"]+)\""))
        .containsExactly("stream-1", "stream-2")
        .isEqualTo(found(page, " id=\"([^\"]+)\""));
  }

  @Test
  void nothing_that_a_repository_says_is_a_tag_of_the_page() throws IOException {
    List<String> tags = Hostile.tags(html(HistorySample.saying("plain")));

    Property.forAll(
        13,
        300,
        Hostile.TEXTS.where(text -> !text.isBlank()),
        text -> {
          String page = html(HistorySample.saying(text));
          assertThat(Hostile.tags(page)).isEqualTo(tags);
          Hostile.assertWellFormed(page);
        });
  }

  @Test
  void the_further_behind_the_higher_and_labels_never_touch() {
    Property.forAll(
        19,
        200,
        Gen.between(1, 700),
        most -> {
          var axis = DriftAxis.of(List.of(new Drift.Behind(most)), List.of(new Drift.Same()));
          double before = axis.at(new Drift.Same()).orElseThrow();
          for (int releases = 1; releases <= most; releases++) {
            double y = axis.at(new Drift.Behind(releases)).orElseThrow();
            assertThat(y).isLessThan(before).isPositive();
            before = y;
          }
          double last = -100;
          for (double y : axis.labels().keySet()) {
            assertThat(y - last).isGreaterThanOrEqualTo(15);
            last = y;
          }
          assertThat(axis.labels()).containsValues("0", "" + most);
        });
  }

  @Test
  void what_moves_and_what_is_newer_have_lanes_of_their_own() {
    var axis =
        DriftAxis.of(
            List.of(new Drift.Floating("latest"), new Drift.Ahead(2)),
            List.of(new Drift.Unstated(), new Drift.Same()));

    assertThat(axis.labels().values()).containsExactly("moves", "1", "0", "newer");
    assertThat(axis.at(new Drift.Unstated())).isEqualTo(OptionalDouble.empty());
    assertThat(axis.at(new Drift.Ahead(2)).orElseThrow())
        .isGreaterThan(axis.at(new Drift.Same()).orElseThrow())
        .isLessThan(axis.height());
  }
}
