package dev.bulkhead.release;

import dev.bulkhead.model.Location;
import dev.bulkhead.release.Carrier.Kind;
import dev.bulkhead.release.FileReading.ChartStatement;
import dev.bulkhead.release.VersionClaims.Saying;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether the charts of a release install that release: chart-behind. At a chart's own tag its
 * version is held to the tag, and its values to its appVersion; never to the newest release of the
 * code, since corrections of older charts are released beside newer ones.
 */
final class ChartClaims {
  private static final String SUPPLY = "Supply the chart as it was published with --artifact FILE.";
  private static final String BY_ITS_OWN =
      "Release the chart by its own tag when the images are published.";

  private final VersionClaims claims;
  private final Stated stated;
  private final List<Verdict> verdicts = new ArrayList<>();

  private ChartClaims(VersionClaims claims, Stated stated) {
    this.claims = claims;
    this.stated = stated;
  }

  static List<Verdict> of(VersionClaims claims, Stated stated) {
    var found = new ChartClaims(claims, stated);
    stated.charts().forEach((path, chart) -> found.judge(new Chart(path, chart)));
    return found.verdicts;
  }

  /** A chart and where it says what it is. */
  private record Chart(String path, ChartStatement says) {
    String name() {
      return says.name();
    }

    String folder() {
      return path.substring(0, path.lastIndexOf('/') + 1);
    }
  }

  private void judge(Chart chart) {
    var streams = new ChartStreams(claims.project(), claims.streams());
    var all = stated.charts().values();
    if (streams.isOfChart(claims.tag().stream(), all)) {
      if (streams.of(claims.tag().stream(), all).contains(chart.says())) {
        version(chart);
        itself(chart);
      }
    } else if (claims.isOfStream(chart.path()) || claims.isNamedLikeStream(chart.name())) {
      boolean isReleasedHere = !streams.hasOwn(chart.says(), all);
      app(chart, isReleasedHere);
      values(chart).forEach(value -> value(value, chart, isReleasedHere));
    }
  }

  /** The chart's version at its own tag. */
  private void version(Chart chart) {
    Claim claim = claim(chart, Kind.CHART_VERSION);
    String version = chart.says().version();
    switch (claims.saying(version)) {
      case RIGHT ->
          verdicts.add(
              VersionClaims.proven(
                  claim,
                  "The chart %s is of version %s, as its tag says."
                      .formatted(chart.name(), version)));
      case PLACEHOLDER -> verdicts.add(stamped(claim, "version", version));
      case OTHER, FLOATING, FOREIGN ->
          verdicts.add(
              VersionClaims.as(
                  claim,
                  Severity.ERROR,
                  "The chart %s is of version %s, and its tag is %s."
                      .formatted(chart.name(), version, claims.tag()),
                  "Write the chart's version before its tag is made."));
    }
  }

  /** Whether the chart, at its own tag, installs what it says that it installs. */
  private void itself(Chart chart) {
    Optional<ReleaseVersion> app = ReleaseVersion.of(chart.says().appVersion());
    if (app.isEmpty() || app.get().isZero()) {
      return;
    }
    if (claims.isReleased(app.get())) {
      values(chart).forEach(value -> agrees(value, chart, app.get()));
    }
  }

  private void agrees(Carrier value, Chart chart, ReleaseVersion app) {
    Claim claim = claim(ReleaseRules.CHART_BEHIND, value, chart);
    Saying saying = VersionClaims.saying(value.text(), app);
    if (saying == Saying.OTHER && claims.isReleased(value.version().orElseThrow())) {
      verdicts.add(
          VersionClaims.as(
              claim,
              Severity.ERROR,
              "The chart %s says that it installs %s and installs %s at %s (%s)."
                  .formatted(chart.name(), app, value.subject(), value.text(), value.how()),
              "Write the same version in both places, or leave the value empty."));
    } else if (saying == Saying.RIGHT) {
      verdicts.add(
          VersionClaims.proven(
              claim,
              "The chart %s installs %s at %s, as it says."
                  .formatted(chart.name(), value.subject(), value.text())));
    }
  }

  /** What the chart says that it installs, at a tag of the code. */
  private void app(Chart chart, boolean isReleasedHere) {
    Claim claim = claim(chart, Kind.CHART_APP_VERSION);
    String app = chart.says().appVersion();
    Saying saying = chart.says().isTemplate() ? Saying.PLACEHOLDER : claims.saying(app);
    if (saying == Saying.OTHER && claims.window().isConstant(chart.path(), claims.tag())) {
      saying = Saying.PLACEHOLDER;
    }
    switch (saying) {
      case RIGHT ->
          verdicts.add(
              VersionClaims.proven(
                  claim,
                  "The chart %s installs %s, as the tag %s says."
                      .formatted(chart.name(), app, claims.tag())));
      case PLACEHOLDER -> {
        if (!app.isBlank()) {
          verdicts.add(stamped(claim, "appVersion", app));
        }
      }
      case FLOATING, FOREIGN -> {}
      case OTHER -> other(claim, chart, isReleasedHere);
    }
  }

  /** A chart of somebody else's software names versions that the repository never had. */
  private void other(Claim claim, Chart chart, boolean isReleasedHere) {
    ReleaseVersion named = ReleaseVersion.of(chart.says().appVersion()).orElseThrow();
    if (claims.isReleased(named)) {
      verdicts.add(
          VersionClaims.as(
              claim,
              severity(chart, isReleasedHere),
              "The chart %s names %s as its appVersion, and the release is %s."
                  .formatted(chart.name(), chart.says().appVersion(), claims.tag()),
              isReleasedHere ? claims.stamp() : BY_ITS_OWN));
    }
  }

  /** Where a chart is released by the tags of the code, and is otherwise right, it is an error. */
  private Severity severity(Chart chart, boolean isReleasedHere) {
    return isReleasedHere && claims.window().usuallyAgrees(chart.path(), claims.tag())
        ? Severity.ERROR
        : Severity.WARNING;
  }

  /** The tags that the chart's values state for the project's own images. */
  private Stream<Carrier> values(Chart chart) {
    String folder = chart.folder();
    return stated.carriers().stream()
        .filter(
            one ->
                one.kind() == Kind.VALUES_TAG
                    && one.path().startsWith(folder)
                    && one.path().indexOf('/', folder.length()) < 0
                    && claims.own().contains(one.subject()));
  }

  private void value(Carrier value, Chart chart, boolean isReleasedHere) {
    Claim claim = claim(ReleaseRules.CHART_BEHIND, value, chart);
    String what =
        "The chart %s sets %s to %s by %s"
            .formatted(chart.name(), value.subject(), value.text(), value.how());
    switch (claims.saying(value.text())) {
      case RIGHT -> verdicts.add(VersionClaims.proven(claim, what + "."));
      case PLACEHOLDER -> verdicts.add(stamped(claim, value.how(), value.text()));
      case FLOATING -> verdicts.add(floating(value, chart, what));
      case OTHER -> {
        if (claims.isReleased(value.version().orElseThrow())) {
          verdicts.add(
              VersionClaims.as(
                  claim,
                  severity(chart, isReleasedHere),
                  what + ", and the release is " + claims.tag() + ".",
                  isReleasedHere ? claims.stamp() : BY_ITS_OWN));
        }
      }
      case FOREIGN -> {}
    }
  }

  private Verdict floating(Carrier value, Chart chart, String what) {
    boolean wasExact = claims.window().hasExact(value.path(), value.subject(), claims.tag());
    return VersionClaims.as(
        claim(ReleaseRules.FLOATING_IN_RELEASE, value, chart),
        wasExact ? Severity.ERROR : Severity.WARNING,
        what + ", which names another image as time goes by.",
        wasExact ? claims.stamp() : SUPPLY);
  }

  private static Verdict stamped(Claim claim, String what, String text) {
    return VersionClaims.unproven(
        claim,
        "The chart's %s is \"%s\", which is filled in when the chart is published."
            .formatted(what, text),
        SUPPLY);
  }

  private Claim claim(Rule rule, Carrier value, Chart chart) {
    return claims.claim(rule, Deployables.fileKey(chart.name(), "Chart"), value.how(), value.at());
  }

  private Claim claim(Chart chart, Kind kind) {
    Location at =
        stated.carriers().stream()
            .filter(one -> one.kind() == kind && one.path().equals(chart.path()))
            .map(Carrier::at)
            .findFirst()
            .orElseGet(() -> Location.somewhereIn(chart.path()));
    return claims.claim(
        ReleaseRules.CHART_BEHIND, Deployables.fileKey(chart.name(), "Chart"), kind.toString(), at);
  }
}
