package dev.bulkhead.cli;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.Images;
import dev.bulkhead.render.ChartMetadata;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.RenderRequest.Places;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.SourceProblem;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.variants.Axes;
import dev.bulkhead.variants.Cell;
import dev.bulkhead.variants.ClusterVersion;
import dev.bulkhead.variants.Reason;
import dev.bulkhead.variants.Release;
import dev.bulkhead.variants.SupportedVersions;
import dev.bulkhead.verdict.OptionError;
import dev.bulkhead.verdict.UserError;
import dev.bulkhead.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges releases of charts on each version of clusters by itself.
 *
 * @param versions rising
 * @param request how charts are rendered, but for the version
 * @param addedApis what the clusters serve besides
 */
record ReleaseJudge(
    Rooms rooms,
    List<ClusterVersion> versions,
    RenderRequest request,
    List<Platform> platforms,
    Set<String> addedApis,
    Evidence evidence,
    Stop stop,
    Progress progress) {
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final String REFUSED = "refused";

  /**
   * A chart that was read.
   *
   * @param newest as it is rendered on the newest version
   * @param reachesVersion whether other versions may render something else
   * @param supported the versions that it says it is for, if it does
   */
  private record Chart(
      SourceTree tree,
      Rendered newest,
      boolean reachesVersion,
      Optional<SupportedVersions> supported) {}

  /**
   * Judges a release.
   *
   * @throws OptionError where an option is unusable whatever is judged
   */
  Release judge(ReleaseSource source) {
    return stop.orElse(
        () -> {
          try {
            return judged(source, progress.during("reading " + source.name(), () -> read(source)));
          } catch (OptionError unusable) {
            throw unusable;
          } catch (UserError unreadable) {
            return unreadable(source, String.valueOf(unreadable.getMessage()), unreadable.remedy());
          }
        },
        reason ->
            new Release.Judged(
                source.name(),
                "",
                "",
                false,
                versions.stream().map(_ -> unjudged(reason)).toList(),
                List.of()));
  }

  private static Release unreadable(ReleaseSource source, String cause, String remedy) {
    return new Release.Unreadable(source.name(), cause, remedy);
  }

  private Chart read(ReleaseSource source) {
    Rendered rendered = source.reading().apply(at(versions.getLast()));
    SourceTree tree = rendered.charts().getFirst();
    return new Chart(
        tree,
        rendered,
        Axes.of(tree, List.of()).reachesVersion(),
        new Clusters(versions, true).supportedBy(tree, rooms));
  }

  private RenderRequest at(ClusterVersion version) {
    return request.at(version.version()).with(Places.ROUGH);
  }

  private Release judged(ReleaseSource source, Chart chart) {
    List<Cell> cells =
        SideBySide.map(
            versions,
            Runtime.getRuntime().availableProcessors(),
            version ->
                stop.orElse(
                    () ->
                        progress.during(
                            "judging %s on %s".formatted(source.name(), version),
                            () -> cell(chart, version)),
                    ReleaseJudge.this::unjudged));
    Reason first = cells.getFirst().reasons().stream().findFirst().orElse(null);
    if (first != null && cells.stream().allMatch(ReleaseJudge::isRefusal)) {
      return unreadable(source, first.message(), first.remedy());
    }
    Node.Mapping metadata = ChartMetadata.of(chart.tree());
    return new Release.Judged(
        source.name(),
        metadata.text("name").orElse(""),
        metadata.text("version").orElse(""),
        false,
        cells,
        chart.newest().notes());
  }

  private static boolean isRefusal(Cell cell) {
    return cell.reasons().stream().anyMatch(reason -> reason.id().equals(REFUSED));
  }

  private Cell unjudged(Stop.Reason reason) {
    return Cell.unjudged(
        Reason.of(
            "unjudged",
            "It was not judged to the end: %s.".formatted(reason.because(evidence.timeout.text())),
            reason.supply()));
  }

  private Cell cell(Chart chart, ClusterVersion version) {
    Rendered rendered =
        chart.reachesVersion() && !version.equals(versions.getLast())
            ? rooms.render(chart.tree(), at(version))
            : chart.newest();
    List<SourceProblem> problems = rendered.problems();
    if (rendered.inventory().objects().isEmpty() && !problems.isEmpty()) {
      var problem = problems.getFirst();
      return Cell.refused(Reason.of(REFUSED, problem.cause(), problem.remedy()));
    }
    var judging =
        new Judging(
            rooms,
            platforms,
            List.of(version.version()),
            addedApis,
            images(rendered),
            evidence.timeout.duration().plus(GRACE));
    var verdicts =
        new ArrayList<Verdict>(
            judging.judge(rendered.inventory(), rendered.templateText()::literal).verdicts());
    chart.supported().map(all -> supported(all, version)).ifPresent(verdicts::add);
    return Cell.of(verdicts, problems.stream().map(one -> unread(one, chart.tree())).toList());
  }

  /** Of the versions that the chart is not for, the same is said on each. */
  private static Verdict supported(SupportedVersions all, ClusterVersion version) {
    return all.contains(version) ? all.on(version).verdict(true) : all.verdict(true);
  }

  /** Where images are looked up; what was found out once is not asked again. */
  private Images images(Rendered rendered) {
    Images images = rooms.images(evidence, Inventory.empty(), rendered.registrySecrets());
    return evidence.mayTakeLong()
        ? new StoppableImages(images, stop, progress, evidence.timeout.text())
        : images;
  }

  private static Reason unread(SourceProblem problem, SourceTree chart) {
    String place = problem.at().toString();
    String within = chart.name() + "/";
    return new Reason(
        problem.cause(),
        "",
        problem.cause(),
        problem.remedy(),
        List.of(place.startsWith(within) ? place.substring(within.length()) : place));
  }
}
