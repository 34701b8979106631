package dev.bulkhead.cli;

import dev.bulkhead.airgap.NeededImage;
import dev.bulkhead.airgap.NeededImages;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.RenderRequest.Places;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.variants.Axes;
import dev.bulkhead.variants.Exploration;
import dev.bulkhead.variants.Explorer;
import dev.bulkhead.variants.Setting;
import dev.bulkhead.variants.Trial;
import dev.bulkhead.verdict.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The images that a chart asks for in modes which nobody has chosen. */
final class VariantImages {
  private final SourceTree chart;
  private final RenderRequest given;
  private final Rooms rooms;
  private final Stop stop;
  private final int most;
  private final Axes axes;
  private final ModeNotes modeNotes;
  private final Map<Setting, NeededImages> tried = new ConcurrentHashMap<>();
  private List<String> notes = List.of();

  VariantImages(SourceTree chart, RenderRequest given, int most, Rooms rooms, Stop stop) {
    this.chart = chart;
    this.given = given;
    this.most = most;
    this.rooms = rooms;
    this.stop = stop;
    this.axes = Axes.of(chart, ChartOptions.givenPaths(given));
    this.modeNotes = new ModeNotes(axes);
  }

  /** How far the modes were explored, a full sentence each. */
  List<String> notes() {
    return notes;
  }

  /**
   * The images that other modes need, each as the smallest of them asks for it.
   *
   * @param known what is needed with the given values
   */
  NeededImages beside(NeededImages known) {
    if (axes.axes().isEmpty() && axes.valueFiles().isEmpty()) {
      notes = axes.notes();
      return NeededImages.NONE;
    }
    Exploration<Asked> modes = new Explorer<>(axes, most, this::trial).explore();
    notes = stop.reason().isPresent() ? modeNotes.ended() : modeNotes.of(modes);
    var told = known.images().stream().map(Asked::of).collect(Collectors.toSet());
    var images = new ArrayList<NeededImage>();
    var places = new TreeMap<String, NeededImages.Place>();
    modes
        .found()
        .forEach(
            (asked, setting) -> {
              NeededImages there = tried.getOrDefault(setting, NeededImages.NONE);
              there.images().stream()
                  .filter(image -> Asked.of(image).equals(asked) && !told.contains(asked))
                  .map(image -> inMode(image, setting))
                  .forEach(images::add);
              places.putAll(there.places());
            });
    places.keySet().retainAll(images.stream().map(image -> Asked.of(image).key()).toList());
    return NeededImages.NONE.and(new NeededImages(images, places, List.of()));
  }

  /** What tells one setting from another: an image, and whether it is certainly one. */
  private record Asked(String key, NeededImage.Need need) {
    static Asked of(NeededImage image) {
      return new Asked(NeededImages.key(image.reference()), image.need());
    }
  }

  private static NeededImage inMode(NeededImage image, Setting setting) {
    return new NeededImage(
        image.reference(),
        image.need(),
        image.askedBy().stream()
            .map(by -> "%s, with %s".formatted(by, setting))
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private Trial<Asked> trial(Setting setting) {
    if (stop.reason().isPresent()) {
      return new Trial.Judged<>(Set.of());
    }
    Rendered rendered;
    try {
      rendered = rooms.render(chart, Modes.request(chart, given, setting).with(Places.ROUGH));
    } catch (UserError unusable) {
      return new Trial.Refused<>(String.valueOf(unusable.getMessage()));
    }
    if (rendered.inventory().objects().isEmpty() && !rendered.problems().isEmpty()) {
      return new Trial.Refused<>(rendered.problems().getFirst().cause());
    }
    rendered.problems().forEach(problem -> modeNotes.unread(setting, problem));
    NeededImages needed = NeededImages.of(rendered.inventory());
    tried.put(setting, needed);
    return new Trial.Judged<>(needed.images().stream().map(Asked::of).collect(Collectors.toSet()));
  }
}
