package dev.bulkhead.cli;

import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.render.ValueFile;
import dev.bulkhead.report.ReportedSource;
import dev.bulkhead.variants.Axes;
import dev.bulkhead.variants.ClusterVersion;
import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.UserError;
import dev.bulkhead.verdict.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Explores the modes of those sources that are charts.
 *
 * @param most how many settings of each chart to try
 * @param clusters those to compare charts on
 */
record Modes(Rooms rooms, int most, Clusters clusters, Stop stop, Progress progress) {
  /**
   * Explores every chart; how far it came is noted with its source.
   *
   * @param given how charts were rendered with the given values
   * @param known the verdicts on the given values
   * @return the violations that other values alone show
   */
  List<Verdict> explore(
      ReadSources read, RenderRequest given, Judging judging, List<Verdict> known) {
    var verdicts = new ArrayList<Verdict>();
    for (ReportedSource source : read.reported()) {
      for (SourceTree chart : read.charts(source.name())) {
        if (!chart.name().equals(source.name())) {
          read.note(source.name(), List.of(alone(chart)));
          continue;
        }
        Axes axes = Axes.of(chart, ChartOptions.givenPaths(given));
        var found = new ArrayList<ChartModes.Found>();
        found.add(
            unlessStopped(
                "trying the modes of " + chart.name(),
                () -> modes(chart, axes, read, judging).explore(given, known),
                ChartModes.ENDED));
        if (axes.reachesVersion()) {
          found.add(
              unlessStopped(
                  "comparing versions of clusters for " + chart.name(),
                  () ->
                      versions(chart, judging).judge(chart, given, read.inventoryOf(source.name())),
                  "The versions of clusters were not compared, because the run was ended."));
        }
        for (ChartModes.Found one : found) {
          verdicts.addAll(one.verdicts());
          read.note(source.name(), one.notes());
        }
      }
    }
    return verdicts;
  }

  /** What is under way when the run is to end is left behind, and that is noted. */
  private ChartModes.Found unlessStopped(
      String what, Supplier<ChartModes.Found> question, String note) {
    return stop.orElse(
        () -> progress.during(what, question),
        reason -> new ChartModes.Found(List.of(), List.of(note)));
  }

  private static String alone(SourceTree chart) {
    return "The chart %s was rendered with the given values alone; name it to have its modes tried."
        .formatted(chart.name());
  }

  private ChartVersions versions(SourceTree chart, Judging judging) {
    List<ClusterVersion> versions = clusters.within(clusters.supportedBy(chart, rooms)).versions();
    return new ChartVersions(rooms, versions, judging.platforms().getFirst(), judging.images());
  }

  private ChartModes modes(SourceTree chart, Axes axes, ReadSources read, Judging judging) {
    return new ChartModes(
        axes,
        most,
        file -> read(chart, file),
        request -> rooms.render(chart, request),
        rendered -> judged(chart, rendered, read, judging),
        () -> stop.reason().isPresent());
  }

  /** The verdicts on what the chart came to, in the company of the other sources. */
  private static List<Verdict> judged(
      SourceTree chart, Rendered rendered, ReadSources read, Judging judging) {
    return judging
        .judge(read.inventoryWith(chart.name(), rendered), rendered.templateText()::literal)
        .verdicts()
        .stream()
        .filter(verdict -> verdict.claim().subject().origin().source().equals(chart.name()))
        .toList();
  }

  /** A file of the chart that is a mode of its own. */
  static ValueFile read(SourceTree chart, String file) {
    try {
      return ValueFile.of(file, chart.read(file));
    } catch (IOException unreadable) {
      throw new UserError(
          null,
          "%s/%s cannot be read: %s.".formatted(chart.name(), file, IoReason.of(unreadable)),
          "Check the file and its permissions.",
          unreadable);
    }
  }
}
