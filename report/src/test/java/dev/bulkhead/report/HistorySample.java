package dev.bulkhead.report;

import dev.bulkhead.model.Hook;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.model.Origin;
import dev.bulkhead.release.History;
import dev.bulkhead.release.ReleaseRules;
import dev.bulkhead.release.ReleaseTag;
import dev.bulkhead.release.ReleaseVersion;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Histories for the tests of this room. */
final class HistorySample {
  private static final Instant START = Instant.parse("2024-01-10T12:00:00Z");
  private static final String IMAGE = "registry.example/team/keeper";

  private HistorySample() {}

  /** Tags with a version of three parts at their end. */
  static ReleaseTag tag(String name) {
    int at = name.lastIndexOf('-') < 0 ? 0 : name.lastIndexOf('-') + 1;
    String version = name.substring(at);
    return new ReleaseTag(name, name.substring(0, at), ReleaseVersion.of(version).orElseThrow());
  }

  static Claim claim(Rule rule, String file, int line) {
    var subject =
        new Subject(
            new ObjectKey("apps/v1", "Deployment", "", "keeper"),
            new Origin("repo", file, Hook.NONE),
            "manager",
            "",
            null,
            "");
    return new Claim(rule, subject, Location.exact(file, line, 16));
  }

  private static History.Row row(
      String tag, int weeks, String deployed, String app, List<Verdict> verdicts) {
    String chart = ReleaseVersion.of(app).map(ReleaseVersion::bare).orElse(app);
    return new History.Row(
        tag(tag),
        "%040x".formatted(weeks),
        START.plus(Duration.ofDays(7L * weeks)),
        deployed.isEmpty() ? List.of() : List.of(new History.Deployed(IMAGE, deployed)),
        app.isEmpty()
            ? List.of()
            : List.of(new History.Chart("charts/keeper", "keeper", chart, app)),
        verdicts,
        false);
  }

  private static Verdict drift(String tag, String deployed) {
    return claim(ReleaseRules.VERSION_DRIFT, "deploy/keeper.yaml", 20)
        .violated(
            "The Deployment keeper runs %s:%s at the tag %s.".formatted(IMAGE, deployed, tag),
            "Write %s in the manifest before the tag is made.".formatted(tag),
            List.of());
  }

  private static Verdict lag(String tag, String app) {
    return claim(ReleaseRules.CHART_BEHIND, "charts/keeper/Chart.yaml", 5)
        .violated(
            "The chart keeper says appVersion %s at the tag %s.".formatted(app, tag),
            "Write %s in Chart.yaml.".formatted(tag),
            List.of());
  }

  private static Verdict kept(Rule rule) {
    return claim(rule, "deploy/keeper.yaml", 20).proven("It is its own.", List.of());
  }

  /** A row of a release whose images and chart state these versions. */
  static History.Row stating(String tag, int weeks, String deployed, String app) {
    var own = tag(tag).version();
    var verdicts = new ArrayList<Verdict>();
    if (!deployed.isEmpty()) {
      boolean isOwn = ReleaseVersion.of(deployed).filter(own::equals).isPresent();
      verdicts.add(isOwn ? kept(ReleaseRules.VERSION_DRIFT) : drift(tag, deployed));
    }
    if (!app.isEmpty()) {
      boolean isOwn = ReleaseVersion.of(app).filter(own::equals).isPresent();
      verdicts.add(isOwn ? kept(ReleaseRules.CHART_BEHIND) : lag(tag, app));
    }
    return row(tag, weeks, deployed, app, verdicts);
  }

  static History history(List<History.Row> rows, String... notes) {
    return new History("repo", "", History.Series.CODE, rows, List.of(notes));
  }

  /** Something of everything. */
  static History history() {
    Verdict open =
        claim(ReleaseRules.CHART_BEHIND, "charts/keeper/Chart.yaml", 5)
            .unproven(
                "The appVersion 0.0.0 is written when the chart is published.",
                "Supply the artifact with --artifact.",
                List.of());
    Verdict moves =
        claim(ReleaseRules.FLOATING_IN_RELEASE, "deploy/keeper.yaml", 20)
            .violated(
                "The Deployment keeper runs %s:latest.".formatted(IMAGE),
                "Name the release's own tag.",
                List.of());
    return history(
        List.of(
            row("v0.1.0", 0, "", "", List.of()),
            stating("v0.2.0", 4, "v0.2.0", "0.2.0"),
            stating("v0.3.0", 8, "v0.2.0", "0.2.0"),
            stating("v0.4.0", 12, "v0.3.0", "0.2.0"),
            row("v0.5.0", 16, "latest", "0.0.0", List.of(moves, open)),
            row("v0.6.0", 20, "v0.6.0", "0.0.0", List.of(kept(ReleaseRules.VERSION_DRIFT), open)),
            stating("v0.7.0", 24, "v0.7.0", "0.6.0")),
        "Of 9 tags, the newest 7 are shown.");
  }

  /** As many releases, some of which drift. */
  static History of(int releases) {
    var rows =
        IntStream.range(0, releases)
            .mapToObj(
                i -> {
                  String own = "v1.%d.0".formatted(i);
                  int behind = i % 50 < 9 ? Math.min(i, i % 50) : 0;
                  return stating(own, i, "v1.%d.0".formatted(i - behind), "");
                })
            .toList();
    return history(rows);
  }

  /** One release that deploys these images at these tags. */
  static History deploying(String... imagesAndTags) {
    var deployed = new ArrayList<History.Deployed>();
    for (int i = 0; i < imagesAndTags.length; i += 2) {
      deployed.add(new History.Deployed(imagesAndTags[i], imagesAndTags[i + 1]));
    }
    return history(
        List.of(
            new History.Row(
                tag("v1.0.0"), "c0ffee", START, deployed, List.of(), List.of(), false)));
  }

  /** A chart of one release, in a stream of its own. */
  static History chartHistory() {
    var row =
        new History.Row(
            tag("helm-1.0.0"),
            "c0ffee",
            START,
            List.of(),
            List.of(new History.Chart("charts/keeper", "keeper", "1.0.0", "v0.7.0")),
            List.of(kept(ReleaseRules.CHART_BEHIND)),
            false);
    return new History("repo", "helm-", History.Series.CHART, List.of(row), List.of());
  }

  /** A healthy release for each, of which there is a record or not. */
  static History recorded(boolean... recorded) {
    var rows = new ArrayList<History.Row>();
    for (boolean isRecorded : recorded) {
      rows.add(
          new History.Row(
              tag("v1.%d.0".formatted(rows.size())),
              "c0ffee",
              START,
              List.of(),
              List.of(),
              List.of(kept(ReleaseRules.VERSION_DRIFT)),
              isRecorded));
    }
    return history(rows);
  }

  /** A release of which nothing could be told. */
  static History unproven() {
    Verdict open =
        claim(ReleaseRules.VERSION_DRIFT, "deploy/kustomization.yaml", 1)
            .unproven("It cannot be built.", "Supply what is published.", List.of());
    return history(List.of(row("v1.0.0", 0, "", "", List.of(open))));
  }

  /** A release that states nothing. */
  static History silent() {
    return history(List.of(row("v1.0.0", 0, "", "", List.of())));
  }

  static HistoryReport report(History... histories) {
    return HistoryReport.of(
        "0.1.0", "what the releases of repo deploy", List.of(histories), Outcome.Policy.DEFAULT);
  }

  /** A history of one release, whose texts are all the same. */
  static HistoryReport saying(String text) {
    var tag = new ReleaseTag(text, text, ReleaseVersion.of("1.0.0").orElseThrow());
    Claim claim = claim(ReleaseRules.VERSION_DRIFT, text, 1);
    var row =
        new History.Row(
            tag,
            text,
            START,
            List.of(new History.Deployed(text, text), new History.Deployed(text + "2", "v0.9.0")),
            List.of(new History.Chart(text, text, text, text)),
            List.of(
                claim.violated(text, text, List.of()),
                claim(ReleaseRules.CHART_BEHIND, text, 2).unproven(text, text, List.of())),
            false);
    var history = new History(text, text, History.Series.CODE, List.of(row), List.of(text));
    return HistoryReport.of(text, text, List.of(history, history), Outcome.Policy.DEFAULT);
  }
}
