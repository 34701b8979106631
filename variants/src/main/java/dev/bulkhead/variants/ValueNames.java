package dev.bulkhead.variants;

import dev.bulkhead.model.Node;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.render.helm.ChartFiles;
import dev.bulkhead.render.helm.ChartProblem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names of all values of a chart, as {@code --set} writes them. */
public final class ValueNames {
  private static final int MOST = 20_000;

  private ValueNames() {}

  /**
   * The values that the chart and its subcharts state, and those that only their templates speak
   * of; none where the chart cannot be read.
   */
  public static List<String> of(SourceTree chart) {
    var names = new LinkedHashSet<String>();
    var unread = new Notes();
    try {
      List<ChartPart> parts = ChartPart.of(ChartFiles.read(chart), unread);
      for (ChartPart part : parts) {
        collect(part, ValuePath.ROOT, part.values(), names);
      }
      var templates = new Templates(parts, unread);
      Uses uses = new Walk(templates, new Defaults(parts)).read(templates.manifests()).uses();
      uses.paths().stream()
          .filter(path -> path.canBeSet() && !uses.hasFields(path))
          .map(ValuePath::written)
          .limit(MOST)
          .forEach(names::add);
      return List.copyOf(names);
    } catch (ChartProblem unreadable) {
      return List.of();
    }
  }

  private static void collect(ChartPart part, ValuePath path, Node node, Set<String> names) {
    if (node instanceof Node.Mapping mapping && !mapping.fields().isEmpty()) {
      mapping.fields().forEach((name, value) -> collect(part, path.child(name), value, names));
    } else if (path.canBeSet() && names.size() < MOST) {
      names.add(part.global(path).written());
    }
  }
}
