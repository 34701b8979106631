package dev.bulkhead.cli;

import dev.bulkhead.release.CommandUse;
import dev.bulkhead.release.DeployedImage;
import dev.bulkhead.release.History;
import dev.bulkhead.release.OwnContainers;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.variants.Axes;
import dev.bulkhead.variants.Explorer;
import dev.bulkhead.variants.Setting;
import dev.bulkhead.variants.StampedChart;
import dev.bulkhead.variants.Trial;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;

/**
 * The charts of a release, rendered as their users do.
 *
 * @param charts each named by its folder in the repository
 */
record ReleaseCharts(
    List<SourceTree> charts, OwnContainers own, Rooms rooms, RenderRequest request, Stop stop) {
  /** So many settings of a chart are tried for the commands that they set. */
  private static final int MOST_MODES = 200;

  /**
   * The charts of a release.
   *
   * @param folder what lies in a folder of the repository at the release
   * @param tag the tag that charts are published by; the empty string for none
   */
  static ReleaseCharts of(
      List<History.Chart> charts,
      Function<String, SourceTree> folder,
      String tag,
      OwnContainers own,
      Rooms rooms,
      RenderRequest request,
      Stop stop) {
    var trees = new ArrayList<SourceTree>();
    for (History.Chart chart : charts) {
      Path parent = Path.of(chart.path()).getParent();
      String place = parent == null ? "." : parent.toString();
      var tree = new Named(folder.apply(place), place);
      trees.add(StampedChart.of(tree, tag).map(SourceTree.class::cast).orElse(tree));
    }
    return new ReleaseCharts(trees, own, rooms, request, stop);
  }

  /** A tree under another name. */
  private record Named(SourceTree tree, String name) implements SourceTree {
    @Override
    public SortedSet<String> paths() {
      return tree.paths();
    }

    @Override
    public byte[] read(String path) throws IOException {
      return tree.read(path);
    }
  }

  /**
   * What the charts deploy with their own values.
   *
   * @param notes on the charts that cannot be rendered, a full sentence each
   */
  record Deployed(List<DeployedImage> images, List<String> notes) {}

  Deployed deployed() {
    var images = new ArrayList<DeployedImage>();
    var notes = new ArrayList<String>();
    for (SourceTree chart : charts) {
      try {
        Rendered rendered = rooms.render(chart, request);
        images.addAll(own.images(rendered.inventory().objects()));
        rendered
            .problems()
            .forEach(
                problem -> notes.add("The chart %s: %s".formatted(chart.name(), problem.cause())));
      } catch (UserError refused) {
        notes.add(
            "The chart %s could not be rendered: %s"
                .formatted(chart.name(), String.valueOf(refused.getMessage())));
      }
    }
    return new Deployed(images, notes);
  }

  /** The commands that containers set in any mode, each with the smallest setting that shows it. */
  List<CommandUse> commands() {
    var commands = new LinkedHashSet<CommandUse>();
    for (SourceTree chart : charts) {
      commands.addAll(commands(chart));
    }
    return List.copyOf(commands);
  }

  private List<CommandUse> commands(SourceTree chart) {
    var commands = new ArrayList<CommandUse>();
    if (trial(chart, Setting.GIVEN) instanceof Trial.Judged<CommandUse>(var given)) {
      commands.addAll(given);
    }
    Axes axes = Axes.of(chart, List.of());
    new Explorer<CommandUse>(axes, MOST_MODES, setting -> trial(chart, setting))
        .explore()
        .found()
        .forEach((command, setting) -> commands.add(command.in(setting.toString())));
    return commands;
  }

  private Trial<CommandUse> trial(SourceTree chart, Setting setting) {
    if (stop.reason().isPresent()) {
      return new Trial.Refused<>("The run was ended.");
    }
    try {
      Rendered rendered = rooms.render(chart, Modes.request(chart, request, setting));
      if (rendered.inventory().objects().isEmpty() && !rendered.problems().isEmpty()) {
        return new Trial.Refused<>(rendered.problems().getFirst().cause());
      }
      return new Trial.Judged<>(Set.copyOf(own.commands(rendered.inventory().objects(), "")));
    } catch (UserError refused) {
      return new Trial.Refused<>(String.valueOf(refused.getMessage()));
    }
  }
}
