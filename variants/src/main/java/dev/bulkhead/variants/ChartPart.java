package dev.bulkhead.variants;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.Documents;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.YamlReader;
import dev.bulkhead.render.helm.ChartFiles;
import dev.bulkhead.render.helm.ChartFiles.Dependency;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A chart, or one of its subcharts under one of its names.
 *
 * @param at where its values lie among those of the chart that is rendered
 * @param values the root of its values.yaml
 * @param schema of its values
 */
record ChartPart(ChartFiles files, ValuePath at, Node.Mapping values, Schema schema) {
  private static final int MAX_PARTS = 300;

  /** The chart and its subcharts, each before those that it holds. */
  static List<ChartPart> of(ChartFiles chart, Notes notes) {
    var parts = new ArrayList<ChartPart>();
    add(chart, ValuePath.ROOT, parts, notes);
    return parts;
  }

  private static void add(ChartFiles files, ValuePath at, List<ChartPart> parts, Notes notes) {
    if (parts.size() == MAX_PARTS) {
      notes.add(
          "The chart has more than %d subcharts, so the modes of the rest were not looked for."
              .formatted(MAX_PARTS));
      return;
    }
    if (parts.size() > MAX_PARTS) {
      return;
    }
    var values = root(files, "values.yaml", notes);
    var schema = new Schema(root(files, "values.schema.json", notes));
    parts.add(new ChartPart(files, at, values, schema));
    for (ChartFiles sub : files.subcharts()) {
      for (String name : names(files, sub)) {
        add(sub, at.child(name), parts, notes);
      }
    }
  }

  private static List<String> names(ChartFiles parent, ChartFiles sub) {
    List<String> names =
        parent.dependencies().stream()
            .filter(dependency -> dependency.name().equals(sub.name()))
            .map(Dependency::effectiveName)
            .distinct()
            .toList();
    return names.isEmpty() ? List.of(sub.name()) : names;
  }

  private static Node.Mapping root(ChartFiles files, String path, Notes notes) {
    String file = files.folder() + path;
    Documents read = YamlReader.read(files.text(path).orElse(""), Placement.of(file));
    if (!read.problems().isEmpty()) {
      var problem = read.problems().getFirst();
      notes.add(
          "%s cannot be read, so nothing of it was heeded: %s"
              .formatted(problem.at(), problem.cause()));
    }
    return read.problems().isEmpty() && !read.mappings().isEmpty()
        ? read.mappings().getFirst()
        : Node.Mapping.empty(Location.somewhereIn(file));
  }

  /** The dependencies whose charts are there. */
  List<Dependency> presentDependencies() {
    return files.dependencies().stream()
        .filter(
            wanted -> files.subcharts().stream().anyMatch(sub -> sub.name().equals(wanted.name())))
        .toList();
  }

  /** Whether all charts that a dependency may mean are libraries. */
  boolean isLibrary(Dependency dependency) {
    return files.subcharts().stream()
        .filter(sub -> sub.name().equals(dependency.name()))
        .allMatch(ChartFiles::isLibrary);
  }

  /** A place in the chart's metadata, with the file as the root chart names it. */
  Location place(Location metadata) {
    String name = metadata.file().substring(metadata.file().lastIndexOf('/') + 1);
    return new Location(
        files.folder() + name, metadata.line(), metadata.column(), metadata.exact());
  }

  /** What the chart itself calls a value; empty where it does not see it. */
  Optional<ValuePath> local(ValuePath path) {
    if (path.isWithin(at)) {
      return Optional.of(path.from(at.names().size()));
    }
    return path.isWithin(ValuePath.of(ValuePath.GLOBAL)) ? Optional.of(path) : Optional.empty();
  }

  /** What the chart's root calls the value that this chart calls so. */
  ValuePath global(ValuePath local) {
    return local.isWithin(ValuePath.of(ValuePath.GLOBAL)) ? local : at.then(local);
  }
}
