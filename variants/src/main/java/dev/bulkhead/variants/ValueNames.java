package dev.bulkhead.variants;

import dev.bulkhead.model.Node;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.render.helm.ChartFiles;
import dev.bulkhead.render.helm.ChartProblem;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The names of all values of a chart, as {@code --set} writes them.
 *
 * @param stated by the values.yaml of the chart and of its subcharts
 * @param mentioned by templates alone
 */
public record ValueNames(List<String> stated, List<String> mentioned) {
  private static final int MOST = 20_000;

  public ValueNames {
    stated = List.copyOf(stated);
    mentioned = List.copyOf(mentioned);
  }

  /** Reads a chart; there are none where it cannot be read. */
  public static ValueNames of(SourceTree chart) {
    var names = new LinkedHashSet<String>();
    var unread = new Notes();
    try {
      List<ChartPart> parts = ChartPart.of(ChartFiles.read(chart), unread);
      for (ChartPart part : parts) {
        collect(part, ValuePath.ROOT, part.values(), names);
      }
      var templates = new Templates(parts, unread);
      Uses uses = new Walk(templates, new Defaults(parts)).read(templates.manifests()).uses();
      List<String> others =
          uses.paths().stream()
              .filter(path -> path.canBeSet() && !uses.hasFields(path))
              .map(ValuePath::written)
              .filter(name -> !names.contains(name))
              .limit(MOST)
              .toList();
      return new ValueNames(List.copyOf(names), others);
    } catch (ChartProblem unreadable) {
      return new ValueNames(List.of(), List.of());
    }
  }

  /** The same without some. */
  public ValueNames without(Collection<String> names) {
    return new ValueNames(
        stated.stream().filter(name -> !names.contains(name)).toList(),
        mentioned.stream().filter(name -> !names.contains(name)).toList());
  }

  private static void collect(ChartPart part, ValuePath path, Node node, Set<String> names) {
    if (node instanceof Node.Mapping mapping && !mapping.fields().isEmpty()) {
      mapping.fields().forEach((name, value) -> collect(part, path.child(name), value, names));
    } else if (path.canBeSet() && names.size() < MOST) {
      names.add(part.global(path).written());
    }
  }
}
