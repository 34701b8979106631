package dev.bulkhead.variants;

import dev.bulkhead.model.Location;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.render.helm.ChartFiles;
import dev.bulkhead.render.helm.ChartProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/** Finds everything about a chart that can be chosen. */
final class AxisFinder {
  private static final int MAX_AXES = 500;

  /** Files beside a chart's values.yaml that are modes of it by custom. */
  private static final Pattern VALUE_FILE =
      Pattern.compile("ci/[^/]+-values\\.yaml|values[-.][^/]+\\.yaml");

  private final List<ValuePath> fixed;
  private final Notes notes = new Notes();

  AxisFinder(List<String> fixed) {
    this.fixed = fixed.stream().map(ValuePath::parse).toList();
  }

  Axes find(SourceTree chart) {
    List<String> valueFiles =
        chart.paths().stream().filter(path -> VALUE_FILE.matcher(path).matches()).toList();
    try {
      return find(ChartFiles.read(chart), valueFiles);
    } catch (ChartProblem problem) {
      notes.add("The chart's modes could not be read: %s".formatted(problem.problem().cause()));
      return new Axes(List.of(), valueFiles, false, notes.all());
    }
  }

  private Axes find(ChartFiles chart, List<String> valueFiles) {
    List<ChartPart> parts = ChartPart.of(chart, notes);
    var defaults = new Defaults(parts);
    var templates = new Templates(parts, notes);
    Walk manifests = new Walk(templates, defaults).read(templates.manifests());
    Uses uses = manifests.uses();
    uses.learn(new Walk(templates, defaults).read(templates.notes()).uses());
    if (manifests.isExhausted()) {
      notes.add(
          "The chart's templates call each other in too many ways to follow all of them, so some of"
              + " its modes may not have been found.");
    }
    var choices = new Choices(parts, defaults, uses, notes);
    var axes = new ArrayList<Axis>();
    uses.paths().stream()
        .filter(this::isFree)
        .flatMap(path -> choices.of(path).stream())
        .limit(MAX_AXES + 1)
        .forEach(axes::add);
    axes.addAll(new Switches(defaults).of(parts));
    return new Axes(
        merged(axes), valueFiles, uses.reachesVersion() || manifests.isExhausted(), notes.all());
  }

  private boolean isFree(ValuePath path) {
    return fixed.stream().noneMatch(set -> set.isWithin(path) || path.isWithin(set));
  }

  /** Axes of the same value made one. */
  private List<Axis> merged(List<Axis> axes) {
    SequencedMap<String, Axis> byPath = new LinkedHashMap<>();
    for (Axis axis : axes) {
      if (isFree(ValuePath.parse(axis.path()))) {
        byPath.merge(axis.path(), axis, AxisFinder::both);
      }
    }
    if (byPath.size() > MAX_AXES) {
      notes.add(
          "The chart has more than %d values that can be chosen; the rest are not varied."
              .formatted(MAX_AXES));
    }
    return byPath.values().stream().limit(MAX_AXES).toList();
  }

  private static Axis both(Axis one, Axis other) {
    var choices = new LinkedHashSet<>(one.choices());
    choices.addAll(other.choices());
    var places = new LinkedHashSet<Location>(one.foundAt());
    places.addAll(other.foundAt());
    return new Axis(one.path(), List.copyOf(choices), List.copyOf(places));
  }
}
