package dev.bulkhead.cli;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.RenderRequest.Places;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.render.ValueFile;
import dev.bulkhead.variants.Axes;
import dev.bulkhead.variants.ClusterVersion;
import dev.bulkhead.variants.GivenPaths;
import dev.bulkhead.variants.ImageSettings;
import dev.bulkhead.variants.PinTarget;
import dev.bulkhead.variants.PinnedValues;
import dev.bulkhead.variants.Pinning;
import dev.bulkhead.variants.Setting;
import dev.bulkhead.variants.ValueNames;
import dev.bulkhead.verdict.UserError;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Pins the images of a chart.
 *
 * @param given how the chart was rendered with the given values
 * @param versions the cluster's version first, then others that the chart is for
 */
record ChartPins(Rooms rooms, SourceTree chart, RenderRequest given, List<ClusterVersion> versions)
    implements Pinning.Chart {

  /**
   * What pins the chart, and in which settings that was tried.
   *
   * @param settings the given values first
   * @param versions on which it was tried
   * @param fixed values that the user assigned, which goes before any file
   */
  record Found(
      Pinning.Pinned pinned,
      List<Setting> settings,
      List<ClusterVersion> versions,
      List<String> fixed) {}

  /**
   * Pins.
   *
   * @param most how many settings to try; 0 for the given values alone
   * @param targets what images are to be pinned to
   */
  Found pin(int most, boolean byDigest, BiFunction<String, Boolean, PinTarget> targets) {
    Axes axes = Axes.of(chart, ChartOptions.givenPaths(given));
    ClusterVersion cluster = versions.getFirst();
    List<Setting> settings =
        most == 0
            ? List.of(Setting.GIVEN)
            : ImageSettings.of(axes.axes(), most, setting -> set(setting, cluster, List.of()));
    List<ClusterVersion> compared = axes.reachesVersion() ? versions : List.of(cluster);
    List<String> fixed =
        given.assignments().stream()
            .flatMap(text -> GivenPaths.ofAssignments(text).stream())
            .toList();
    var pinned =
        new Pinning(this, ValueNames.of(chart).without(fixed), compared, byDigest, targets)
            .pin(settings);
    return new Found(pinned, settings, compared, fixed);
  }

  @Override
  public Optional<Inventory> set(
      Setting setting, ClusterVersion version, List<String> assignments) {
    return rendered(request(setting, version).set(assignments));
  }

  @Override
  public Optional<Inventory> with(Setting setting, ClusterVersion version, PinnedValues values) {
    byte[] yaml = values.yaml().getBytes(StandardCharsets.UTF_8);
    return rendered(request(setting, version).and(ValueFile.of("pinned values", yaml)));
  }

  private RenderRequest request(Setting setting, ClusterVersion version) {
    return Modes.request(chart, given, setting).at(version.version());
  }

  private Optional<Inventory> rendered(RenderRequest request) {
    try {
      Rendered rendered = rooms.render(chart, request.with(Places.ROUGH));
      return rendered.inventory().objects().isEmpty() && !rendered.problems().isEmpty()
          ? Optional.empty()
          : Optional.of(rendered.inventory());
    } catch (UserError refused) {
      return Optional.empty();
    }
  }
}
