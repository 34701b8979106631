package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Node;
import dev.bulkhead.render.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Copies values of some objects' fields into fields of others ({@code filters/replacement}). */
record Replacements(KustomizationFile file, Build build) {
  private static final Set<String> FIELDS = Set.of("path", "source", "sourceValue", "targets");
  private static final Set<String> SOURCE =
      Set.of("group", "version", "kind", "name", "namespace", "fieldPath", "options");
  private static final Set<String> TARGET = Set.of("select", "reject", "fieldPaths", "options");

  List<Resource> apply(List<Resource> resources) {
    List<Resource> all = resources;
    for (Node item : file.items("replacements")) {
      Node.Mapping replacement = Shape.require(item, FIELDS);
      Optional<Node.Scalar> path = replacement.scalar("path");
      if (path.isEmpty()) {
        all = apply(replacement, all);
        continue;
      }
      Documents documents =
          build
              .files()
              .documents(file.site(), build.within(file.site(), path.get()), path.get().at());
      for (Node root : documents.roots()) {
        List<Node> entries =
            root instanceof Node.Sequence sequence ? sequence.items() : List.of(root);
        for (Node entry : entries) {
          all = apply(Shape.require(entry, FIELDS), all);
        }
      }
    }
    return all;
  }

  private List<Resource> apply(Node.Mapping replacement, List<Resource> resources) {
    Node value = value(replacement, resources);
    List<Resource> all = resources;
    for (Node item : Shape.items(replacement.get("targets").orElse(null), "targets")) {
      Node.Mapping target = Shape.require(item, TARGET);
      all = changed(all, target, value);
    }
    return all;
  }

  private static Node value(Node.Mapping replacement, List<Resource> resources) {
    Optional<Node.Scalar> literal = replacement.scalar("sourceValue");
    if (literal.isPresent()) {
      return literal.get();
    }
    Node source =
        replacement
            .find("source")
            .orElseThrow(
                () -> new Refused(replacement.at(), "The replacement has no source.", "Add it."));
    Node.Mapping stated = Shape.require(source, SOURCE);
    Resource from = source(stated, resources);
    FieldPath path = FieldPath.of(stated.scalar("fieldPath").orElse(null), stated.at());
    if (from.kind().name().equals("Secret") && path.isOfSecret()) {
      throw Shape.unfit(
          stated.at(), "The replacement copies a Secret's value, which Bulkhead does not keep.");
    }
    List<Node> found = path.get(from.root());
    if (found.isEmpty()) {
      throw new Refused(
          stated.at(),
          "%s has nothing at %s.".formatted(from.identity(), path),
          "Correct the path, or add the field.");
    }
    return FieldOptions.of(stated).part(found.getFirst());
  }

  private static Resource source(Node.Mapping stated, List<Resource> resources) {
    Kind kind = Kind.stated(stated);
    String name = stated.text("name").orElse("");
    String namespace = stated.text("namespace").orElse("");
    List<Resource> found =
        resources.stream()
            .filter(
                each ->
                    each.identities()
                        .anyMatch(
                            identity ->
                                identity.kind().isSelectedBy(kind)
                                    && (name.isEmpty() || identity.name().equals(name))
                                    && (namespace.isEmpty()
                                        || identity.namespace().equals(namespace))))
            .toList();
    if (found.size() != 1) {
      throw new Refused(
          stated.at(),
          found.isEmpty()
              ? "No object is what the replacement's source says."
              : "Several objects are what the replacement's source says: %s."
                  .formatted(
                      String.join(
                          ", ", found.stream().map(each -> each.identity().toString()).toList())),
          "Name one object.");
    }
    return found.getFirst();
  }

  private static List<Resource> changed(List<Resource> resources, Node.Mapping target, Node value) {
    Node select =
        target
            .find("select")
            .orElseThrow(
                () -> new Refused(target.at(), "The target selects nothing.", "Add select."));
    Selector selector = Selector.of(select);
    List<Selector> rejected =
        Shape.items(target.get("reject").orElse(null), "reject").stream()
            .map(Selector::of)
            .toList();
    FieldOptions options = FieldOptions.of(target);
    var all = new ArrayList<Resource>();
    for (Resource resource : resources) {
      boolean isMeant =
          selector.selectsAny(resource)
              && rejected.stream().noneMatch(each -> each.selectsAny(resource));
      all.add(isMeant ? resource.with(changed(resource.root(), target, value, options)) : resource);
    }
    return all;
  }

  private static Node.Mapping changed(
      Node.Mapping root, Node.Mapping target, Node value, FieldOptions options) {
    List<Node.Scalar> paths = Shape.texts(target.get("fieldPaths").orElse(null), "fieldPaths");
    if (paths.isEmpty()) {
      return FieldPath.of(null, target.at()).set(root, value, options);
    }
    Node.Mapping changed = root;
    for (Node.Scalar path : paths) {
      changed = FieldPath.of(path, path.at()).set(changed, value, options);
      Nodes.requireModest(changed, path.at());
    }
    return changed;
  }
}
