package dev.bulkhead.cli;

import dev.bulkhead.model.Location;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.report.Printable;
import dev.bulkhead.variants.Axes;
import dev.bulkhead.variants.Axis;
import dev.bulkhead.variants.Choice;
import dev.bulkhead.variants.Explorer;
import dev.bulkhead.variants.Setting;
import dev.bulkhead.verdict.UserError;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bulkhead variants}: what can be chosen in a chart. */
@Command(
    name = "variants",
    description = {
      "Lists the values that decide what a chart renders, where each was found, and the settings"
          + " that `bulkhead check` tries of them: each choice by itself, and every two together.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bulkhead variants ./chart",
      "  bulkhead variants ./chart -f prod.yaml     # what these values fix is not varied",
      "",
      "Exit status: 0, or 2 where the chart cannot be read."
    })
final class VariantsCommand implements Callable<Integer> {
  private static final int MOST_PLACES = 3;

  private final Rooms rooms;
  private final Surroundings surroundings;

  @Parameters(
      paramLabel = "CHART",
      description = "A chart directory, a packaged chart (.tgz), or an oci:// chart.")
  private String source = "";

  @Mixin private ChartOptions charts = new ChartOptions();

  @Mixin private Evidence evidence = new Evidence();

  @Option(
      names = "--max-variants",
      paramLabel = "N",
      description = "List at most so many settings. Default: 200.")
  private int most = 200;

  VariantsCommand(Rooms rooms, Surroundings surroundings) {
    this.rooms = rooms;
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    var today = LocalDate.ofInstant(surroundings.clock().instant(), ZoneOffset.UTC);
    RenderRequest request = charts.request(KubernetesMinors.shipped().newest(today));
    List<SourceTree> found = rooms.read(source, request, evidence).charts();
    if (found.size() != 1 || !found.getFirst().name().equals(source)) {
      throw new UserError(
          "%s is no chart.".formatted(source), "Name a chart, in a directory or packaged.");
    }
    String text = text(Axes.of(found.getFirst(), ChartOptions.givenPaths(request)));
    StandardOutput.write(surroundings, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    return ExitStatus.OK;
  }

  private String text(Axes axes) {
    var out = new StringBuilder();
    line(out, "%s: %d values decide what is rendered.".formatted(source, axes.axes().size()));
    for (Axis axis : axes.axes()) {
      List<String> values = axis.choices().stream().map(Choice::value).toList();
      line(out, "  %s=%s".formatted(axis.path(), String.join("|", values)));
      line(out, "      " + places(axis.foundAt()));
    }
    axes.valueFiles().forEach(file -> line(out, "  -f " + file));
    line(
        out,
        axes.reachesVersion()
            ? "What is rendered depends on the cluster's version, too."
            : "The cluster's version plays no part.");
    axes.notes().forEach(note -> line(out, "note: " + note));
    List<Setting> plan = Explorer.plan(axes, most);
    line(out, "");
    line(out, "Settings that are tried beside the given values: " + plan.size());
    plan.forEach(setting -> line(out, "  " + setting));
    return out.toString();
  }

  private static String places(List<Location> places) {
    String shown =
        String.join(", ", places.stream().limit(MOST_PLACES).map(Location::toString).toList());
    return places.size() > MOST_PLACES
        ? "%s and %d more".formatted(shown, places.size() - MOST_PLACES)
        : shown;
  }

  private static void line(StringBuilder out, String text) {
    out.append(Printable.escape(text)).append('\n');
  }
}
