package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.ConcealedLines.Range;
import dev.bulkhead.render.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A kustomization as it is written.
 *
 * @param path within its tree
 * @param lines of the file
 */
record KustomizationFile(Site site, String path, Node.Mapping root, List<String> lines) {
  /** Whatever else kustomize knows, or does not, is refused by name. */
  private static final Set<String> FIELDS =
      Set.of(
          "apiVersion",
          "kind",
          "metadata",
          "resources",
          "bases",
          "components",
          "namespace",
          "namePrefix",
          "nameSuffix",
          "labels",
          "commonLabels",
          "commonAnnotations",
          "images",
          "imageTags",
          "replicas",
          "patches",
          "patchesStrategicMerge",
          "patchesJson6902",
          "configMapGenerator",
          "secretGenerator",
          "generatorOptions",
          "configurations",
          "replacements",
          "buildMetadata",
          "sortOptions",
          "openapi");

  private static final String COMPONENT = "Component";

  KustomizationFile {
    lines = List.copyOf(lines);
  }

  /** Reads the kustomization of a folder. */
  static KustomizationFile read(Site site, BuildFiles files, Location asker) {
    List<String> found =
        Site.FILES.stream()
            .map(name -> site.folder().isEmpty() ? name : site.folder() + "/" + name)
            .filter(site.tree()::isFile)
            .toList();
    if (found.isEmpty()) {
      throw new Refused(
          asker,
          "The folder %s has no kustomization (%s)."
              .formatted(site.shown(), String.join(", ", Site.FILES)),
          "Name a folder that has one.");
    }
    if (found.size() > 1) {
      throw new Refused(
          asker,
          "The folder %s has several kustomizations: %s."
              .formatted(site.shown(), String.join(", ", found.stream().map(site::shown).toList())),
          "Keep one of them.");
    }
    String path = found.getFirst();
    Documents documents = files.documents(site, path, asker);
    var file =
        new KustomizationFile(
            site,
            path,
            root(documents, site.shown(path)),
            files.text(site, path, asker).lines().toList());
    file.check();
    return file;
  }

  private static Node.Mapping root(Documents documents, String shown) {
    if (documents.roots().size() == 1 && documents.roots().getFirst() instanceof Node.Mapping map) {
      return map;
    }
    throw new Refused(
        Location.somewhereIn(shown),
        documents.roots().isEmpty()
            ? "The kustomization is empty."
            : "A kustomization is one mapping of fields to values.",
        "Write the fields of one kustomization.");
  }

  private void check() {
    Shape.require(root, FIELDS);
    root.scalar("kind")
        .filter(kind -> !kind.text().equals("Kustomization") && !isComponent())
        .ifPresent(
            kind -> {
              throw new Refused(
                  kind.at(),
                  "The kind of a kustomization is Kustomization or Component, not %s."
                      .formatted(kind.text()),
                  "Correct the kind.");
            });
    Optional<Node> schema = root.find("openapi");
    if (schema.isPresent()) {
      Shape.require(schema.get(), Set.of("version"));
    }
  }

  boolean isComponent() {
    return root.text("kind").filter(COMPONENT::equals).isPresent();
  }

  Optional<Node> field(String name) {
    return root.find(name);
  }

  /** The items of a field that is a list. */
  List<Node> items(String field) {
    return Shape.items(root.get(field).orElse(null), field);
  }

  /** The texts of a field that is a list of texts. */
  List<Node.Scalar> texts(String field) {
    return Shape.texts(root.get(field).orElse(null), field);
  }

  /** The text of a field that is a single one; empty where it is absent or says nothing. */
  Optional<Node.Scalar> text(String field) {
    return root.scalar(field).filter(scalar -> !scalar.text().isEmpty());
  }

  /** What is to be built first: files, folders and addresses. */
  List<Node.Scalar> resources() {
    var all = new ArrayList<>(texts("resources"));
    all.addAll(texts("bases"));
    return all;
  }

  BlockText block(Node.Scalar scalar) {
    return new BlockText(scalar, lines);
  }

  /** The lines from where a node stands to where the next of the kustomization's fields begins. */
  Range linesOf(String field) {
    int first = root.keyAt(field).line();
    int next =
        root.fields().keySet().stream()
            .mapToInt(other -> root.keyAt(other).line())
            .filter(line -> line > first)
            .min()
            .orElse(Integer.MAX_VALUE);
    return new Range(first, next - 1);
  }
}
