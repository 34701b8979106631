package dev.bulkhead.variants;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.helm.ChartFiles.Dependency;
import dev.bulkhead.variants.Defaults.Default;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Finds the values that switch whole subcharts on and off: {@code condition} and {@code tags} of a
 * dependency (Helm's {@code pkg/chartutil/dependencies.go}). The first condition that is a boolean
 * decides; tags count only where none is; without either, a dependency is on. Library charts are
 * left out: without them the templates that use them do not render.
 */
final class Switches {
  private final Defaults defaults;
  private final SequencedMap<ValuePath, Found> found = new LinkedHashMap<>();

  Switches(Defaults defaults) {
    this.defaults = defaults;
  }

  /** What a switch can be set to, and where it was found. */
  private record Found(Literal choice, List<Location> places) {}

  /** The axes of a chart's dependencies. */
  List<Axis> of(List<ChartPart> parts) {
    for (ChartPart part : parts) {
      for (Dependency dependency : part.presentDependencies()) {
        if (!part.isLibrary(dependency)) {
          conditions(part, dependency);
        }
      }
    }
    var axes = new ArrayList<Axis>();
    found.forEach(
        (path, use) -> {
          var choice = new Choice(path.written(), use.choice().text());
          axes.add(new Axis(path.written(), List.of(choice), use.places()));
        });
    return List.copyOf(axes);
  }

  private void conditions(ChartPart part, Dependency dependency) {
    Optional<Node.Scalar> condition = dependency.node().scalar("condition");
    List<ValuePath> paths =
        condition.stream()
            .flatMap(written -> List.of(written.text().split(",", -1)).stream())
            .filter(written -> !written.isBlank())
            .map(written -> part.at().then(ValuePath.parse(written.strip())))
            .toList();
    boolean decided = paths.stream().anyMatch(path -> stated(path).isPresent());
    boolean isOn = true;
    if (!decided) {
      isOn = tags(part, dependency);
    }
    for (ValuePath path : paths) {
      Optional<Boolean> stated = stated(path);
      if (stated.isPresent() || !decided) {
        add(path, !stated.orElse(isOn), part.place(condition.orElseThrow().at()));
      }
    }
  }

  /** Adds the tags and answers whether they leave the dependency on. */
  private boolean tags(ChartPart part, Dependency dependency) {
    boolean some = false;
    boolean on = false;
    for (Node tag : dependency.node().items("tags")) {
      if (tag instanceof Node.Scalar name) {
        ValuePath path = ValuePath.of("tags", name.text());
        Optional<Boolean> stated = stated(path);
        some |= stated.isPresent();
        on |= stated.orElse(false);
        add(path, !stated.orElse(true), part.place(tag.at()));
      }
    }
    return on || !some;
  }

  private Optional<Boolean> stated(ValuePath path) {
    boolean isBoolean =
        defaults.of(path) instanceof Default.Given(Node.Scalar scalar, _)
            && scalar.type() == Node.Scalar.Type.BOOLEAN;
    return isBoolean
        ? Optional.of(
            defaults.of(path) instanceof Default.Given(Node.Scalar scalar, _) && scalar.isTrue())
        : Optional.empty();
  }

  private void add(ValuePath path, boolean choice, Location at) {
    if (path.canBeSet() && !(defaults.of(path) instanceof Default.Blocked)) {
      found
          .computeIfAbsent(path, _ -> new Found(Literal.of(choice), new ArrayList<>()))
          .places()
          .add(at);
    }
  }
}
