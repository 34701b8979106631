package dev.bulkhead.release;

import dev.bulkhead.release.FileReading.ChartStatement;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Judges what releases of a repository state.
 *
 * @param name the repository as its user named it
 */
record TextJudge(String name, Project project, Streams streams, ReleaseSettings settings) {

  /** Which images the project itself releases by a stream, as far as a window tells. */
  OwnImages own(String stream, Window window) {
    return OwnImages.infer(
        project,
        streams,
        stream,
        window.charts(),
        window.images(),
        settings.images(),
        settings::ignores);
  }

  /** Judges the last release of a window. */
  Judged judgeLast(Window window) {
    Stated release = window.releases().getLast();
    return judge(release, window, own(release.tag().stream(), window));
  }

  /** Judges one release. */
  Judged judge(Stated release, Window window, OwnImages own) {
    String source =
        release.tag().name().isEmpty() ? name : "%s@%s".formatted(name, release.tag().name());
    var claims =
        new VersionClaims(source, release.tag(), project, own, streams, window, release.folders());
    var verdicts = new ArrayList<Verdict>();
    var all = release.charts().values();
    boolean isChartStream =
        new ChartStreams(project, streams).isOfChart(release.tag().stream(), all);
    if (!isChartStream) {
      verdicts.addAll(DeployedClaims.of(claims, release));
      verdicts.addAll(TextClaims.of(claims, release));
    }
    verdicts.addAll(ChartClaims.of(claims, release));
    verdicts.removeIf(verdict -> settings.ignores(verdict.claim().location().file()));
    return new Judged(
        release.tag(),
        release.commit(),
        release.time(),
        own,
        isChartStream ? List.of() : DeployedClaims.own(claims, release),
        charts(release, isChartStream),
        release.carriers(),
        release.carriers().stream().filter(new OwnCarriers(project, own, release)).toList(),
        verdicts,
        Stream.concat(
                isChartStream ? Stream.of() : strangers(own, List.of(release)).stream(),
                release.skipped().stream())
            .toList());
  }

  private List<History.Chart> charts(Stated release, boolean isChartStream) {
    var all = release.charts().values();
    var released = new ChartStreams(project, streams).of(release.tag().stream(), all);
    var charts = new ArrayList<History.Chart>();
    release
        .charts()
        .forEach(
            (path, chart) -> {
              if (isChartStream ? released.contains(chart) : isOfProject(chart)) {
                charts.add(
                    new History.Chart(path, chart.name(), chart.version(), chart.appVersion()));
              }
            });
    return charts;
  }

  /** Charts of other software name versions that the repository never had. */
  private boolean isOfProject(ChartStatement chart) {
    return ReleaseVersion.of(chart.appVersion())
        .filter(app -> app.isZero() || streams.isReleased(app))
        .isPresent();
  }

  /** A word where images are deployed and none is taken for the project's own. */
  static List<String> strangers(OwnImages own, List<Stated> releases) {
    long images =
        releases.stream()
            .flatMap(release -> release.deployables().stream())
            .flatMap(deployable -> deployable.images().stream())
            .map(DeployedImage::name)
            .distinct()
            .count();
    if (images == 0 || !own.reasons().isEmpty()) {
      return List.of();
    }
    return List.of(
        images == 1
            ? "The only image that is deployed was not taken for the project's own; name it in"
                + " .bulkhead.yaml if it is."
            : "None of %d images that are deployed was taken for the project's own; name them in"
                    .formatted(images)
                + " .bulkhead.yaml if they are.");
  }
}
