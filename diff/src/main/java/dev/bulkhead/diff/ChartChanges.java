package dev.bulkhead.diff;

import dev.bulkhead.diff.Side.ChartText;
import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a chart's Chart.yaml says otherwise. */
final class ChartChanges {
  private ChartChanges() {}

  static List<Change> of(ChartText before, ChartText after) {
    Pair<Node> roots = new Pair.Kept<>(before.metadata(), after.metadata());
    var root = new Spot(new Subject.OfChart(after.name()), "Chart.yaml", "", roots);
    var changes = new ArrayList<Change>();
    root.changedText("kubeVersion", "")
        .map(
            range ->
                field(root, "kubeVersion")
                    .canHurt(
                        Area.VALUES,
                        "The chart is for Kubernetes %s instead of %s."
                            .formatted(any(range.after()), any(range.before()))))
        .ifPresent(changes::add);
    for (String field : List.of("name", "version", "appVersion", "type")) {
      root.changedText(field, "")
          .map(
              text ->
                  field(root, field)
                      .worthKnowing(
                          Area.VALUES,
                          "%s is %s instead of %s."
                              .formatted(field, stated(text.after()), stated(text.before()))))
          .ifPresent(changes::add);
    }
    root.items("dependencies", "name").forEach(spot -> dependency(spot, changes));
    return changes;
  }

  private static Spot field(Spot root, String name) {
    return root.in(name).orElse(root);
  }

  private static String any(String range) {
    return range.isEmpty() ? "of any version" : range;
  }

  private static String stated(String text) {
    return text.isEmpty() ? "not stated" : text;
  }

  private static void dependency(Spot spot, List<Change> changes) {
    String name = spot.nodes().any().text("name").orElse("");
    String version = spot.nodes().any().text("version").orElse("");
    Optional<String> sentence =
        switch (spot.nodes()) {
          case Pair.Added<Node> _ -> Optional.of("Subchart %s %s is new.".formatted(name, version));
          case Pair.Removed<Node> _ -> Optional.of("Subchart %s goes away.".formatted(name));
          case Pair.Kept<Node> _ ->
              spot.changedText("version", "")
                  .map(
                      text ->
                          "Subchart %s is %s instead of %s."
                              .formatted(name, text.after(), text.before()));
        };
    sentence.map(text -> spot.worthKnowing(Area.VALUES, text)).ifPresent(changes::add);
  }
}
