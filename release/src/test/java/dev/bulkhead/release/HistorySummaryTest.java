package dev.bulkhead.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.model.Origin;
import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HistorySummaryTest {
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private static Claim claim(Rule rule) {
    var object = new ObjectKey("v1", "Pod", "", "app");
    return new Claim(
        rule,
        new Subject(object, Origin.of("repo", "app.yaml"), "", "", null, ""),
        Location.exact("app.yaml", 1, 1));
  }

  private static Verdict broken(Rule rule, Severity severity) {
    return new Verdict.Violated(claim(rule), severity, "It is another.", "Stamp it.", List.of());
  }

  private static History.Row row(String tag, int day, List<String> images, Verdict... verdicts) {
    return new History.Row(
        Streams.tag(tag).orElseThrow(),
        "c0ffee",
        START.plus(Duration.ofDays(day)),
        images.stream().map(image -> new History.Deployed("app", image)).toList(),
        List.of(),
        List.of(verdicts),
        false);
  }

  private static History.Row row(String tag, int day, String... images) {
    return row(tag, day, List.of(images));
  }

  private static History history(History.Row... rows) {
    return new History("repo", "", History.Series.CODE, List.of(rows), List.of());
  }

  private static Drift last(History.Row... rows) {
    var history = history(rows);
    return Drift.ofImages(history, history.rows().getLast());
  }

  @Test
  void what_is_stated_is_behind_by_the_releases_that_came_since() {
    assertThat(last(row("v1.0.0", 0), row("v1.1.0", 1), row("v1.2.0", 2, "v1.0.0")))
        .isEqualTo(new Drift.Behind(2));
    assertThat(last(row("v1.0.0", 0), row("v1.1.0", 1, "v1.1.0"))).isEqualTo(new Drift.Same());
  }

  @Test
  void a_version_older_than_all_that_is_known_is_behind_by_all_of_them() {
    assertThat(last(row("v1.0.0", 0), row("v1.1.0", 1, "v0.3.0"))).isEqualTo(new Drift.Behind(2));
  }

  @Test
  void a_patch_of_an_older_branch_that_came_later_makes_nobody_late() {
    var history =
        history(row("v1.0.0", 0), row("v1.0.1", 9), row("v1.0.2", 12), row("v1.1.0", 5, "v1.0.0"));

    assertThat(Drift.ofImages(history, history.rows().getLast())).isEqualTo(new Drift.Behind(1));
  }

  @Test
  void prereleases_in_between_are_not_counted() {
    assertThat(
            last(
                row("v1.0.0", 0),
                row("v1.1.0-rc.0", 1),
                row("v1.1.0-rc.1", 2),
                row("v1.1.0", 3, "v1.0.0")))
        .isEqualTo(new Drift.Behind(1));
  }

  @Test
  void a_newer_version_is_ahead() {
    var history = history(row("v1.0.0", 0, "v1.2.0"), row("v1.1.0", 1), row("v1.2.0", 2));

    assertThat(Drift.ofImages(history, history.rows().getFirst())).isEqualTo(new Drift.Ahead(2));
    assertThat(last(row("v1.0.0", 0, "v9.0.0"))).isEqualTo(new Drift.Ahead(1));
  }

  @Test
  void what_moves_floats_and_what_is_no_version_yet_says_nothing() {
    assertThat(last(row("v1.0.0", 0, "latest"))).isEqualTo(new Drift.Floating("latest"));
    assertThat(last(row("v1.0.0", 0, "v1.0"))).isEqualTo(new Drift.Floating("v1.0"));
    assertThat(last(row("v1.0.0", 0, "0.0.0"))).isEqualTo(new Drift.Unstated());
    assertThat(last(row("v1.0.0", 0, ""))).isEqualTo(new Drift.Unstated());
    assertThat(last(row("v1.0.0", 0))).isEqualTo(new Drift.Unstated());
  }

  @Test
  void of_several_images_the_worst_counts() {
    assertThat(last(row("v1.0.0", 0), row("v1.1.0", 1, "v1.1.0", "latest", "v1.0.0", "v2.0.0")))
        .isEqualTo(new Drift.Behind(1));
    assertThat(last(row("v1.1.0", 1, "v1.1.0", "latest", "v2.0.0")))
        .isEqualTo(new Drift.Floating("latest"));
    assertThat(last(row("v1.1.0", 1, "v1.1.0", "v2.0.0"))).isEqualTo(new Drift.Ahead(1));
  }

  @Test
  void a_chart_is_compared_by_what_follows_the_tags() {
    var chart = new History.Chart("Chart.yaml", "app", "3.1.0", "1.0.0");
    var code = Streams.tag("v1.0.0").orElseThrow();
    var own = Streams.tag("helm-3.2.0").orElseThrow();

    assertThat(ofChart(History.Series.CODE, code, chart)).isEqualTo(new Drift.Same());
    assertThat(ofChart(History.Series.CHART, own, chart)).isEqualTo(new Drift.Behind(1));
  }

  private static Drift ofChart(History.Series series, ReleaseTag tag, History.Chart chart) {
    var row = new History.Row(tag, "c0ffee", START, List.of(), List.of(chart), List.of(), false);
    var history = new History("repo", tag.stream(), series, List.of(row), List.of());
    assertThat(Drift.ofImages(history, row)).isEqualTo(new Drift.Unstated());
    return Drift.ofCharts(history, row);
  }

  @Test
  void a_label_that_says_another_version_deploys_nothing() {
    var error = broken(ReleaseRules.VERSION_DRIFT, Severity.ERROR);
    var label = broken(ReleaseRules.VERSION_DRIFT, Severity.WARNING);
    var summary =
        HistorySummary.of(
            history(
                row("v1.0.0", 0, List.of("v0.9.0"), error),
                row("v1.1.0", 1, List.of("v1.1.0"), label)));

    assertThat(summary.drifting()).isEqualTo(1);
    assertThat(summary.violated()).isEqualTo(1);
    assertThat(summary.healthy()).isEqualTo(1);
    assertThat(summary.mostBehind()).isEqualTo(1);
  }

  @Test
  void charts_count_whether_they_warn_or_fail_and_what_floats_only_as_an_error() {
    var summary =
        HistorySummary.of(
            history(
                row("v1.0.0", 0, List.of(), broken(ReleaseRules.CHART_BEHIND, Severity.WARNING)),
                row("v1.1.0", 1, List.of(), broken(ReleaseRules.CHART_BEHIND, Severity.ERROR)),
                row("v1.2.0", 2, List.of(), broken(ReleaseRules.CHART_BEHIND, Severity.NOTICE)),
                row(
                    "v1.3.0",
                    3,
                    List.of(),
                    broken(ReleaseRules.FLOATING_IN_RELEASE, Severity.ERROR)),
                row(
                    "v1.4.0",
                    4,
                    List.of(),
                    broken(ReleaseRules.FLOATING_IN_RELEASE, Severity.NOTICE))));

    assertThat(summary.chartsBehind()).isEqualTo(2);
    assertThat(summary.floating()).isEqualTo(1);
  }

  @Test
  void of_several_longest_runs_of_drift_the_newest_is_told() {
    var error = broken(ReleaseRules.VERSION_DRIFT, Severity.ERROR);
    var rows = new ArrayList<History.Row>();
    Stream.of("1", "1", "0", "1", "0", "1", "1", "0")
        .forEach(
            drifts ->
                rows.add(
                    row(
                        "v1.%d.0".formatted(rows.size()),
                        rows.size(),
                        List.of(),
                        drifts.equals("1") ? new Verdict[] {error} : new Verdict[0])));
    var summary = HistorySummary.of(history(rows.toArray(History.Row[]::new)));

    assertThat(summary.longestDrift())
        .extracting(ReleaseTag::name)
        .containsExactly("v1.5.0", "v1.6.0");
  }

  @Test
  void every_release_is_in_one_state_and_the_numbers_say_so() {
    Gen<List<Integer>> kinds = Gen.between(0, 5).listOfUpTo(12);
    Property.forAll(
        41,
        300,
        kinds,
        all -> {
          var rows = new ArrayList<History.Row>();
          for (int kind : all) {
            rows.add(row("v1.%d.0".formatted(rows.size()), rows.size(), List.of(), verdicts(kind)));
          }
          var summary = HistorySummary.of(history(rows.toArray(History.Row[]::new)));
          assertThat(summary.healthy() + summary.violated() + summary.unproven() + summary.silent())
              .isEqualTo(summary.releases())
              .isEqualTo(all.size());
          assertThat(summary.drifting()).isLessThanOrEqualTo(summary.violated());
          assertThat(summary.longestDrift().size()).isLessThanOrEqualTo(summary.drifting());
        });
  }

  private static Verdict[] verdicts(int kind) {
    var rule = ReleaseRules.VERSION_DRIFT;
    return switch (kind) {
      case 0 -> new Verdict[0];
      case 1 -> new Verdict[] {broken(rule, Severity.ERROR)};
      case 2 -> new Verdict[] {broken(rule, Severity.WARNING)};
      case 3 -> new Verdict[] {claim(rule).unproven("Unknown.", "Supply it.", List.of())};
      case 4 ->
          new Verdict[] {
            claim(rule).unproven("Unknown.", "Supply it.", List.of()), broken(rule, Severity.ERROR)
          };
      default -> new Verdict[] {claim(rule).proven("It is so.", List.of())};
    };
  }
}
