package dev.bulkhead.cli;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.PodTemplate;
import dev.bulkhead.render.Excerpts;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.report.ReportedSource;
import dev.bulkhead.report.SourceLines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sources of one run, as far as they have been read, joined to one cluster. */
final class ReadSources implements SourceLines {
  private final List<ReportedSource> reported = new ArrayList<>();
  private final List<KubernetesObject> objects = new ArrayList<>();
  private final Map<String, List<Excerpts>> excerpts = new HashMap<>();

  void add(String name, Rendered rendered) {
    objects.addAll(rendered.inventory().objects());
    excerpts.computeIfAbsent(name, key -> new ArrayList<>()).add(rendered.excerpts());
    int workloads = 0;
    for (KubernetesObject object : rendered.inventory().objects()) {
      workloads += PodTemplate.of(object).size();
    }
    reported.add(
        new ReportedSource(
            name,
            rendered.inventory().objects().size(),
            workloads,
            rendered.notes(),
            rendered.problems().stream()
                .map(
                    problem ->
                        new ReportedSource.Problem(problem.at(), problem.cause(), problem.remedy()))
                .toList()));
  }

  /** Takes note of a source that the run ended before. */
  void addUnread(String name, String cause, String remedy) {
    var problem = new ReportedSource.Problem(Location.somewhereIn(name), cause, remedy);
    reported.add(new ReportedSource(name, 0, 0, List.of(), List.of(problem)));
  }

  List<ReportedSource> reported() {
    return List.copyOf(reported);
  }

  Inventory inventory() {
    return Inventory.of(objects);
  }

  /** The lines of all sources; where two name a file alike, the first that has the line counts. */
  Excerpts excerpts() {
    List<Excerpts> all = excerpts.values().stream().flatMap(List::stream).toList();
    return (file, line) -> line(all, file, line);
  }

  @Override
  public Optional<String> line(String source, String file, int line) {
    return line(excerpts.getOrDefault(source, List.of()), file, line);
  }

  private static Optional<String> line(List<Excerpts> texts, String file, int line) {
    return texts.stream().flatMap(text -> text.line(file, line).stream()).findFirst();
  }
}
