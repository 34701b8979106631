package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.Origin;
import dev.bulkhead.render.Documents;
import dev.bulkhead.render.KustomizationBuilder;
import dev.bulkhead.render.KustomizationFolder;
import dev.bulkhead.render.Manifests;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.TemplateText;
import dev.bulkhead.render.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Builds by a program, whose word counts, and by the subset, which knows the places. What needs a
 * repository that is elsewhere is built by the subset alone, since a program would download it.
 */
public final class ProgramBuilder implements KustomizationBuilder {
  private final KustomizeProgram program;
  private final SubsetBuilder subset;

  /** A builder. */
  public ProgramBuilder(KustomizeProgram program, SubsetBuilder subset) {
    this.program = program;
    this.subset = subset;
  }

  @Override
  public Rendered build(KustomizationFolder folder) {
    Optional<Path> place = folder.place();
    Kustomized own = subset.kustomized(folder);
    if (place.isEmpty() || own.needsRemotes()) {
      return SubsetBuilder.rendered(own);
    }
    return switch (program.build(place.get())) {
      case KustomizeProgram.Answer.Failed(String reason) ->
          own.problems().isEmpty()
              ? SubsetBuilder.rendered(own)
                  .after(
                      List.of(
                          "%s does not build %s (%s), so that Bulkhead built it by itself."
                              .formatted(program.name(), folder.source(), reason)))
              : SubsetBuilder.rendered(own);
      case KustomizeProgram.Answer.Built(String text) -> built(text, folder, own);
    };
  }

  private Rendered built(String text, KustomizationFolder folder, Kustomized own) {
    Location somewhere = Location.somewhereIn(folder.names().apply(folder.path()));
    Documents documents = YamlReader.read(text, (Placement) (line, column) -> somewhere);
    List<Node.Mapping> roots =
        documents.roots().stream().flatMap(root -> Manifests.objects(root).stream()).toList();
    var places = new KnownPlaces(folder, own, somewhere);
    var objects = new ArrayList<KubernetesObject>();
    roots.forEach(
        root ->
            objects.add(
                KubernetesObject.of(
                    places.placed(root), Origin.of(folder.source(), places.path(root)))));
    var notes = new ArrayList<>(own.notes());
    if (!own.problems().isEmpty()) {
      notes.add(
          "%s built %s, and places in it are looked up as well as can be: %s"
              .formatted(program.name(), folder.source(), own.problems().getFirst().cause()));
    }
    var secrets = new LinkedHashSet<>(own.registrySecrets());
    secrets.addAll(documents.registrySecrets());
    return new Rendered(
        Inventory.of(objects),
        documents.problems(),
        notes,
        places.excerpts(),
        TemplateText.LITERAL,
        List.copyOf(secrets),
        List.of());
  }
}
