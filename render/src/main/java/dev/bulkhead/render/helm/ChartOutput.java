package dev.bulkhead.render.helm;

import dev.bulkhead.model.Hook;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.Origin;
import dev.bulkhead.render.Documents;
import dev.bulkhead.render.Manifests;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.RegistrySecret;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.SourceProblem;
import dev.bulkhead.render.YamlReader;
import dev.bulkhead.render.helm.ChartFiles.Dependency;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes objects with places of what Helm printed. */
final class ChartOutput {
  /** The events at which Helm runs hooks ({@code pkg/releaseutil/manifest_sorter.go}). */
  private static final Set<String> EVENTS =
      Set.of(
          "pre-install",
          "post-install",
          "pre-delete",
          "post-delete",
          "pre-upgrade",
          "post-upgrade",
          "pre-rollback",
          "post-rollback",
          "test",
          "test-success");

  private final String source;
  private final InstrumentedCopy copy;
  private final List<KubernetesObject> objects = new ArrayList<>();
  private final List<SourceProblem> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<Location, Boolean> literals = new HashMap<>();
  private final List<RegistrySecret> registrySecrets = new ArrayList<>();
  private final TemplateLines excerpts;

  ChartOutput(String source, InstrumentedCopy copy) {
    this.source = source;
    this.copy = copy;
    this.excerpts = new TemplateLines(source, copy);
    this.notes.addAll(copy.notes());
  }

  /** Renders, and reads what comes of it. */
  Rendered read(Render render) throws IOException {
    Render.Both both = render.both();
    Render.Output plain = both.plain();
    if (plain == null) {
      missing(copy.stubs().isEmpty() ? Set.of() : render.stubs());
      // Where a dependency is absent, what else goes wrong most likely follows from it.
      if (problems.isEmpty()) {
        problems.addAll(render.problems());
      }
      return rendered();
    }
    problems.addAll(render.problems());
    missing(plain.stubs());
    for (int chart : plain.charts()) {
      crds(copy.charts().get(chart));
    }
    plain.files().forEach((id, text) -> file(copy.files().get(id), text, both.marked()));
    return rendered();
  }

  private Rendered rendered() {
    return new Rendered(
        Inventory.of(objects),
        problems,
        notes,
        excerpts,
        at -> literals.getOrDefault(at, Boolean.FALSE),
        registrySecrets,
        List.of());
  }

  /** Dependencies that are not there: needed or not, as Helm finds with these values. */
  private void missing(Set<Integer> enabled) {
    List<Dependency> stubs = copy.stubs();
    for (int i = 0; i < stubs.size(); i++) {
      Dependency stub = stubs.get(i);
      Location at = stub.node().get("name").map(Node::at).orElse(stub.node().at());
      if (enabled.contains(i)) {
        problems.add(
            new SourceProblem(
                at,
                "The chart depends on \"%s\", which is switched on but not in charts/, so its objects"
                        .formatted(stub.name())
                    + " are not among those judged.",
                "Run `helm dependency build` on the chart."));
      } else {
        notes.add(
            "The dependency \"%s\" is not in charts/; with these values it is switched off."
                .formatted(stub.name()));
      }
    }
  }

  private void crds(ChartFiles chart) {
    for (Map.Entry<String, byte[]> file : chart.files().entrySet()) {
      String path = file.getKey();
      boolean manifest = path.endsWith(".yaml") || path.endsWith(".yml") || path.endsWith(".json");
      if (path.startsWith("crds/") && manifest) {
        String shown = chart.folder() + path;
        String text = ChartReader.text(file.getValue());
        Placement exact = Placement.of(source + "/" + shown);
        Placement remembered =
            (line, column) -> {
              Location at = exact.at(line, column);
              literals.put(at, true);
              return at;
            };
        excerpts.add(shown, text);
        documents(YamlReader.read(text, remembered), shown);
      }
    }
  }

  private void file(TemplateFile template, String text, Render.@Nullable Marked marked) {
    if (template.isNotes()) {
      return;
    }
    var file = new RenderedFile(source, template, text, marked);
    for (Pieces.Piece piece : Pieces.of(text)) {
      Placement placement = file.placement(piece.line(), piece.column());
      Documents documents = YamlReader.read(piece.text(), placement);
      documents(documents, template.path());
      excerpts.conceal(documents.concealed(), piece.text(), placement);
    }
    file.literals().forEach((at, literal) -> literals.merge(at, literal, Boolean::logicalAnd));
  }

  private void documents(Documents documents, String path) {
    problems.addAll(documents.problems());
    registrySecrets.addAll(documents.registrySecrets());
    for (Node root : documents.roots()) {
      List<Node.Mapping> found = Manifests.objects(root);
      if (found.isEmpty() && !isEmpty(root)) {
        problems.add(
            new SourceProblem(
                root.at(),
                "The chart renders a document here that is no Kubernetes object: it has no apiVersion"
                    + " or no kind.",
                "Correct the template, or remove what it prints."));
      }
      found.forEach(object -> object(object, path));
    }
  }

  private static boolean isEmpty(Node root) {
    return switch (root) {
      case Node.Mapping mapping -> mapping.fields().isEmpty();
      case Node.Sequence list -> list.items().isEmpty();
      case Node.Scalar scalar -> scalar.isNull();
    };
  }

  private void object(Node.Mapping root, String path) {
    Optional<Node.Scalar> annotation = root.scalar("metadata", "annotations", "helm.sh/hook");
    if (annotation.isEmpty()) {
      objects.add(KubernetesObject.of(root, Origin.of(source, path)));
      return;
    }
    List<String> events =
        List.of(annotation.get().text().split(",", -1)).stream()
            .map(event -> event.strip().toLowerCase(Locale.ROOT))
            .toList();
    Optional<String> unknown = events.stream().filter(event -> !EVENTS.contains(event)).findFirst();
    if (unknown.isPresent()) {
      notes.add(
          "%s: Helm leaves out %s, because \"%s\" is no event that it runs hooks at."
              .formatted(
                  annotation.get().at(),
                  KubernetesObject.of(root, Origin.of(source, path)).key(),
                  unknown.get()));
      return;
    }
    objects.add(KubernetesObject.of(root, new Origin(source, path, Hook.at(events))));
  }
}
