package dev.bulkhead.render.helm;

import dev.bulkhead.model.Node;
import dev.bulkhead.render.SourceTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of a chart, those of its subcharts apart.
 *
 * @param folder where the chart lies within the source, with a slash at its end; empty for the
 *     chart that is rendered
 * @param metadata the root of Chart.yaml
 * @param files by their path within the chart
 * @param subcharts those of {@code charts/}, folders and archives
 */
public record ChartFiles(
    String folder,
    Node.Mapping metadata,
    SortedMap<String, byte[]> files,
    List<ChartFiles> subcharts) {
  public ChartFiles {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    subcharts = List.copyOf(subcharts);
  }

  /**
   * Takes a chart apart, its subcharts too, as Helm's loader does; what {@code .helmignore} lists
   * is left out.
   *
   * @param tree with Chart.yaml at its root
   * @throws ChartProblem where a file of it cannot be read, or a Chart.yaml is missing or malformed
   */
  public static ChartFiles read(SourceTree tree) throws ChartProblem {
    return ChartReader.read(tree);
  }

  /** The text of a file, by its path within the chart. */
  public Optional<String> text(String path) {
    return Optional.ofNullable(files.get(path)).map(ChartReader::text);
  }

  /**
   * A line of {@code dependencies}.
   *
   * @param alias the name it goes by here, or the empty string
   * @param node its whole entry
   */
  public record Dependency(String name, String alias, Node.Mapping node) {
    /** The name that Helm gives the chart within its parent. */
    public String effectiveName() {
      return alias.isEmpty() ? name : alias;
    }
  }

  /** The chart's name. */
  public String name() {
    return metadata.text("name").orElse("");
  }

  /** Whether only its named templates are used. */
  public boolean isLibrary() {
    return metadata.text("type").filter("library"::equals).isPresent();
  }

  /** What Chart.yaml says the chart is made of. */
  public List<Dependency> dependencies() {
    var found = new ArrayList<Dependency>();
    for (Node item : metadata.items("dependencies")) {
      if (item instanceof Node.Mapping entry) {
        found.add(
            new Dependency(entry.text("name").orElse(""), entry.text("alias").orElse(""), entry));
      }
    }
    return List.copyOf(found);
  }

  /** The dependencies that are not among the subcharts. */
  public List<Dependency> missing() {
    return dependencies().stream()
        .filter(wanted -> subcharts.stream().noneMatch(chart -> chart.name().equals(wanted.name())))
        .toList();
  }
}
