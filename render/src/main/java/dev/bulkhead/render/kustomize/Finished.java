package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Node;
import java.util.LinkedHashMap;

/** What is done to every resource when all else is done. */
final class Finished {
  private Finished() {}

  /** The resource with annotations that are texts, and without the values of a Secret. */
  static Resource of(Resource resource) {
    Node.Mapping root = annotated(resource.root());
    return resource.with(
        resource.kind().name().equals("Secret")
            ? emptied(emptied(root, "data"), "stringData")
            : root);
  }

  /** Values that a patch has put there would not have been taken out when they were read. */
  private static Node.Mapping emptied(Node.Mapping secret, String field) {
    if (!(secret.get(field).orElse(null) instanceof Node.Mapping data)) {
      return secret;
    }
    var fields = new LinkedHashMap<String, Node>();
    data.fields().forEach((name, value) -> fields.put(name, Nodes.text("", value.at())));
    return Nodes.with(secret, field, new Node.Mapping(fields, data.keys(), data.at()));
  }

  private static Node.Mapping annotated(Node.Mapping root) {
    if (root.mapping("metadata", "annotations").isEmpty()) {
      return root;
    }
    return Nodes.inside(
        root,
        "metadata",
        root.at(),
        metadata -> Nodes.inside(metadata, "annotations", root.at(), Finished::texts));
  }

  private static Node.Mapping texts(Node.Mapping annotations) {
    var fields = new LinkedHashMap<String, Node>();
    annotations
        .fields()
        .forEach(
            (name, value) ->
                fields.put(
                    name,
                    value instanceof Node.Scalar scalar && !scalar.isNull()
                        ? Nodes.text(scalar.text(), scalar.at())
                        : value));
    return new Node.Mapping(fields, annotations.keys(), annotations.at());
  }
}
