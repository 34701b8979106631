package dev.bulkhead.variants;

import dev.bulkhead.model.Inventory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The settings of a chart in which containers run images that they do not run with less. */
public final class ImageSettings {
  private ImageSettings() {}

  private record Running(ContainerKey container, String image) {}

  /**
   * Explores a chart; not by files beside it, whose images are commonly stand-ins, and which a user
   * gives as values.
   *
   * @param most how many settings to try
   * @param render renders a setting; empty where the chart refuses it
   * @return the given values first
   */
  public static List<Setting> of(
      List<Axis> axes, int most, Function<Setting, Optional<Inventory>> render) {
    var choices = new Axes(axes, List.of(), false, List.of());
    Exploration<Running> modes =
        new Explorer<Running>(choices, most, setting -> trial(render.apply(setting))).explore();
    var settings = new LinkedHashSet<Setting>();
    settings.add(Setting.GIVEN);
    settings.addAll(modes.found().values());
    return new ArrayList<>(settings);
  }

  private static Trial<Running> trial(Optional<Inventory> rendered) {
    if (rendered.isEmpty()) {
      return new Trial.Refused<>("The chart refuses it.");
    }
    var running = new HashSet<Running>();
    ContainerImages.of(rendered.get())
        .forEach((container, image) -> running.add(new Running(ContainerKey.of(container), image)));
    return new Trial.Judged<>(running);
  }
}
