package dev.bulkhead.cli;

import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.render.ValueFile;
import dev.bulkhead.report.ReportedSource;
import dev.bulkhead.variants.Axes;
import dev.bulkhead.variants.Choice;
import dev.bulkhead.variants.Setting;
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
  private static final String NOT_COMPARED =
      "The versions of clusters were not compared, because the run was ended.";

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
        for (ChartModes.Found found : explore(chart, read, given, judging, known)) {
          verdicts.addAll(found.verdicts());
          read.note(source.name(), found.notes());
        }
      }
    }
    return verdicts;
  }

  private List<ChartModes.Found> explore(
      SourceTree chart,
      ReadSources read,
      RenderRequest given,
      Judging judging,
      List<Verdict> known) {
    Axes axes = Axes.of(chart, ChartOptions.givenPaths(given));
    ChartModes exploring = modes(chart, axes, given, read, judging);
    ChartModes.Found modes =
        unlessStopped(
            "trying the modes of " + chart.name(),
            () -> exploring.explore(known),
            () -> exploring.soFar(known));
    if (!axes.reachesVersion() || clusters.versions().size() < 2) {
      return List.of(modes);
    }
    ChartModes.Found compared =
        unlessStopped(
            "comparing versions of clusters for " + chart.name(),
            () ->
                versions(chart, given, judging)
                    .judge(read.inventoryOf(chart.name()), known, modes.settings()),
            () -> new ChartModes.Found(List.of(), List.of(NOT_COMPARED)));
    return List.of(modes, compared);
  }

  /** What is under way when the run is to end is left behind. */
  private ChartModes.Found unlessStopped(
      String what, Supplier<ChartModes.Found> question, Supplier<ChartModes.Found> instead) {
    return stop.orElse(() -> progress.during(what, question), reason -> instead.get());
  }

  private static String alone(SourceTree chart) {
    return "The chart %s was rendered with the given values alone; name it to have its modes tried."
        .formatted(chart.name());
  }

  private ChartVersions versions(SourceTree chart, RenderRequest given, Judging judging) {
    return new ChartVersions(rooms, chart, given, clusters.versionsFor(chart, rooms), judging);
  }

  private ChartModes modes(
      SourceTree chart, Axes axes, RenderRequest given, ReadSources read, Judging judging) {
    return new ChartModes(
        axes,
        most,
        setting -> request(chart, given, setting),
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

  /** How a chart is rendered in a setting, whose values give way to those that were given. */
  static RenderRequest request(SourceTree chart, RenderRequest given, Setting setting) {
    return given.over(
        setting.valueFile().isEmpty() ? List.of() : List.of(read(chart, setting.valueFile())),
        setting.choices().stream().map(Choice::toString).toList());
  }

  private static ValueFile read(SourceTree chart, String file) {
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
