package dev.bulkhead.release;

import dev.bulkhead.model.Location;
import dev.bulkhead.release.Carrier.Kind;
import dev.bulkhead.release.FileReading.ChartStatement;
import dev.bulkhead.release.VersionClaims.Saying;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the charts of a release install that release: chart-behind. */
final class ChartClaims {
  private static final String SUPPLY = "Supply the chart as it was published with --artifact FILE.";

  private final VersionClaims claims;
  private final Stated stated;
  private final List<Verdict> verdicts = new ArrayList<>();

  private ChartClaims(VersionClaims claims, Stated stated) {
    this.claims = claims;
    this.stated = stated;
  }

  static List<Verdict> of(VersionClaims claims, Stated stated) {
    var found = new ChartClaims(claims, stated);
    stated.charts().forEach(found::judge);
    return found.verdicts;
  }

  /** The stream of a chart's own tags; empty where it is released by the tags of the code. */
  private Optional<String> ownStream(ChartStatement chart) {
    return claims.streams().ofChart(chart.name(), stated.charts().size() == 1);
  }

  private void judge(String path, ChartStatement chart) {
    Optional<String> stream = ownStream(chart);
    if (stream.filter(claims.tag().stream()::equals).isPresent()) {
      atItsOwnTag(path, chart);
    } else if (claims.tag().stream().equals(claims.streams().main().orElse(Streams.WHOLE))
        || Streams.bare(claims.tag().stream()).equals(chart.name())) {
      app(path, chart, stream.isEmpty());
      values(path, chart, stream.isEmpty());
    }
  }

  private void atItsOwnTag(String path, ChartStatement chart) {
    Claim claim = claim(path, chart, Kind.CHART_VERSION);
    switch (claims.saying(chart.version())) {
      case RIGHT ->
          verdicts.add(
              VersionClaims.proven(
                  claim,
                  "The chart %s is of version %s, as its tag says."
                      .formatted(chart.name(), chart.version())));
      case PLACEHOLDER -> verdicts.add(stamped(claim, "version", chart.version()));
      case OTHER, FLOATING ->
          verdicts.add(
              VersionClaims.as(
                  claim,
                  Severity.ERROR,
                  "The chart %s is of version %s, and its tag is %s."
                      .formatted(chart.name(), chart.version(), claims.tag()),
                  "Write the chart's version before its tag is made."));
    }
  }

  /** What the chart says that it installs. */
  private void app(String path, ChartStatement chart, boolean isReleasedHere) {
    Claim claim = claim(path, chart, Kind.CHART_APP_VERSION);
    switch (claims.saying(chart.appVersion())) {
      case RIGHT ->
          verdicts.add(
              VersionClaims.proven(
                  claim,
                  "The chart %s installs %s, as the tag %s says."
                      .formatted(chart.name(), chart.appVersion(), claims.tag())));
      case PLACEHOLDER -> {
        if (!chart.appVersion().isBlank()) {
          verdicts.add(stamped(claim, "appVersion", chart.appVersion()));
        }
      }
      case FLOATING -> {}
      case OTHER -> other(claim, path, chart, isReleasedHere);
    }
  }

  /** A chart of somebody else's software names versions that the repository never had. */
  private void other(Claim claim, String path, ChartStatement chart, boolean isReleasedHere) {
    ReleaseVersion named = ReleaseVersion.of(chart.appVersion()).orElseThrow();
    if (!claims.isReleased(named)) {
      return;
    }
    boolean isError =
        isReleasedHere
            && named.compareTo(claims.tag().version()) < 0
            && claims.window().usuallyAgrees(path, claims.tag());
    verdicts.add(
        VersionClaims.as(
            claim,
            isError ? Severity.ERROR : Severity.WARNING,
            "The chart %s names %s as its appVersion, and the release is %s."
                .formatted(chart.name(), chart.appVersion(), claims.tag()),
            isReleasedHere
                ? claims.stamp()
                : "Release the chart after the images, by its own tag."));
  }

  /** The tags that the chart's values state for the project's own images. */
  private void values(String path, ChartStatement chart, boolean isReleasedHere) {
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    stated.carriers().stream()
        .filter(
            one ->
                one.kind() == Kind.VALUES_TAG
                    && one.path().startsWith(folder)
                    && one.path().indexOf('/', folder.length()) < 0
                    && claims.own().contains(one.subject()))
        .forEach(one -> value(one, path, chart, isReleasedHere));
  }

  private void value(Carrier value, String path, ChartStatement chart, boolean isReleasedHere) {
    Claim claim =
        claims.claim(
            ReleaseRules.CHART_BEHIND,
            Deployables.fileKey(chart.name(), "Chart"),
            value.how(),
            value.at());
    Claim floating =
        claims.claim(
            ReleaseRules.FLOATING_IN_RELEASE,
            Deployables.fileKey(chart.name(), "Chart"),
            value.how(),
            value.at());
    String what =
        "The chart %s sets %s to %s by %s"
            .formatted(chart.name(), value.subject(), value.text(), value.how());
    switch (claims.saying(value.text())) {
      case RIGHT -> verdicts.add(VersionClaims.proven(claim, what + "."));
      case PLACEHOLDER -> verdicts.add(stamped(claim, value.how(), value.text()));
      case FLOATING ->
          verdicts.add(
              value.subject().contains("staging")
                  ? stamped(claim, value.how(), value.text())
                  : VersionClaims.as(
                      floating,
                      Severity.ERROR,
                      what + ", which names another image as time goes by.",
                      claims.stamp()));
      case OTHER ->
          verdicts.add(
              VersionClaims.as(
                  claim,
                  isReleasedHere && claims.window().usuallyAgrees(path, claims.tag())
                      ? Severity.ERROR
                      : Severity.WARNING,
                  what + ", and the release is " + claims.tag() + ".",
                  isReleasedHere
                      ? claims.stamp()
                      : "Release the chart after the images, by its own tag."));
    }
  }

  private static Verdict stamped(Claim claim, String what, String text) {
    return VersionClaims.unproven(
        claim,
        "The chart's %s is \"%s\", which is filled in when the chart is published."
            .formatted(what, text),
        SUPPLY);
  }

  private Claim claim(String path, ChartStatement chart, Kind kind) {
    Location at =
        stated.carriers().stream()
            .filter(one -> one.kind() == kind && one.path().equals(path))
            .map(Carrier::at)
            .findFirst()
            .orElseGet(() -> Location.somewhereIn(path));
    return claims.claim(
        ReleaseRules.CHART_BEHIND, Deployables.fileKey(chart.name(), "Chart"), kind.toString(), at);
  }

  /** Whether any chart of the release installs it. */
  static boolean isAnyRight(VersionClaims claims, Stated stated) {
    return stated.charts().values().stream()
        .anyMatch(chart -> claims.saying(chart.appVersion()) == Saying.RIGHT);
  }
}
