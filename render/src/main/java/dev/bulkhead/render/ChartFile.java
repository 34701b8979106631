package dev.bulkhead.render;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a folder's Chart.yaml says that matters before the chart is rendered.
 *
 * @param missing the fields without which Helm takes it for no chart; none where the file cannot be
 *     read, which Helm will say better
 */
record ChartFile(boolean isLibrary, List<String> missing) {
  /** The file that makes a folder a chart. */
  static final String NAME = "Chart.yaml";

  static ChartFile read(SourceTree tree, String path) {
    try {
      var text = SourceText.of(tree.read(path), path).text();
      var read = YamlReader.read(text, Placement.of(path));
      if (!read.problems().isEmpty() || read.roots().isEmpty()) {
        return new ChartFile(false, List.of());
      }
      return of(read.roots().getFirst());
    } catch (IOException unreadable) {
      return new ChartFile(false, List.of());
    }
  }

  private static ChartFile of(Node root) {
    var missing = new ArrayList<String>();
    for (String field : List.of("apiVersion", "name")) {
      if (root.text(field).isEmpty()) {
        missing.add(field);
      }
    }
    boolean library = root.text("type").filter("library"::equals).isPresent();
    return new ChartFile(library, List.copyOf(missing));
  }

  /** What keeps it from being a chart. */
  SourceProblem problem(String file) {
    return new SourceProblem(
        Location.somewhereIn(file),
        "%s lacks %s, so Helm does not take its folder for a chart."
            .formatted(file, String.join(" and ", missing)),
        "Add %s to %s.".formatted(String.join(" and ", missing), file));
  }
}
