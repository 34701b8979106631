package dev.bulkhead.cli;

import dev.bulkhead.diff.Side;
import dev.bulkhead.diff.Side.ChartText;
import dev.bulkhead.diff.Steady;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.Node;
import dev.bulkhead.registry.Images;
import dev.bulkhead.render.ChartMetadata;
import dev.bulkhead.render.RegistrySecret;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.RenderRequest.Places;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.report.ReportedSource;
import dev.bulkhead.verdict.UserError;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads the two sides of an upgrade. A chart is rendered twice, to see what stays the same. */
record UpgradeReader(Rooms rooms, SourceReader sources, Stop stop, Progress progress) {

  /**
   * One side.
   *
   * @param secrets the credentials for registries that it holds
   */
  record Read(Side side, ReportedSource reported, List<RegistrySecret> secrets) {
    /** The same chart's name as a release's; the empty string where it is no chart. */
    String chartName() {
      return side.charts().isEmpty() ? "" : side.charts().getFirst().name();
    }
  }

  /**
   * Reads one side.
   *
   * @throws UserError where nothing of it can be read
   */
  Read read(String source, RenderRequest request) {
    var read = new ReadSources();
    sources.readAll(List.of(source), Optional.of(request), read);
    ReportedSource reported = read.reported().getFirst();
    if (reported.objects() == 0 && !reported.problems().isEmpty()) {
      ReportedSource.Problem first = reported.problems().getFirst();
      String which = first.at().line() == 0 ? reported.name() + ": " : "";
      throw new UserError(first.at(), which + first.cause(), first.remedy(), null);
    }
    List<SourceTree> all = read.charts(reported.name());
    List<SourceTree> charts =
        all.stream().filter(chart -> chart.name().equals(reported.name())).toList();
    Inventory objects = read.inventory();
    if (!all.isEmpty()) {
      RenderRequest again = request.with(Places.ROUGH);
      objects =
          steady(
              objects,
              reported.name(),
              () ->
                  charts.isEmpty()
                      ? rooms.read(source, again, sources.evidence())
                      : rooms.render(charts.getFirst(), again));
    }
    var side =
        new Side(objects, request.namespace(), charts.stream().map(UpgradeReader::text).toList());
    return new Read(side, reported, read.registrySecrets());
  }

  private Inventory steady(Inventory objects, String name, Supplier<Rendered> again) {
    return stop.orElse(
        () ->
            progress.during(
                "rendering %s again".formatted(name),
                () -> Steady.of(objects, again.get().inventory())),
        _ -> objects);
  }

  private static ChartText text(SourceTree chart) {
    Node.Mapping metadata = ChartMetadata.of(chart);
    return new ChartText(
        metadata.text("name").orElse(chart.name()),
        metadata,
        ChartMetadata.mapping(chart, "values.yaml"));
  }

  /** Where the images of both sides are looked up. */
  Images images(Evidence evidence, Read before, Read after) {
    var secrets =
        Stream.concat(before.secrets().stream(), after.secrets().stream()).distinct().toList();
    return new StoppableImages(
        rooms.images(evidence, Inventory.empty(), secrets),
        stop,
        progress,
        evidence.timeout.text());
  }
}
