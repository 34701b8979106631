package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Node;
import dev.bulkhead.render.kustomize.Resource.Behavior;
import dev.bulkhead.render.kustomize.Resource.Made;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Joins what a generator makes with the object of that name that is there already. */
record GeneratorMerge(Resource there, Resource made) {
  /** The one object of both. It keeps the name and the history of the one that was there. */
  Resource merged() {
    Node.Mapping root = Nodes.inside(made.root(), "metadata", made.root().at(), this::metadata);
    boolean merges = how(made).behavior() == Behavior.MERGE;
    if (merges) {
      for (String field : List.of("data", "binaryData")) {
        root = withBoth(root, field);
      }
    }
    var secret = new HashMap<String, String>(merges ? how(there).secret() : Map.of());
    secret.putAll(how(made).secret());
    return new Resource(
        root,
        there.path(),
        there.former(),
        there.prefixes(),
        there.suffixes(),
        new Made(how(made).behavior(), how(there).isHashed() && how(made).isHashed(), secret));
  }

  /** What a file states is neither hashed nor merged with anything. */
  private static Made how(Resource resource) {
    return resource.made() == null ? new Made(Behavior.CREATE, false, Map.of()) : resource.made();
  }

  private Node.Mapping metadata(Node.Mapping own) {
    Node.Mapping all = own;
    for (String field : List.of("labels", "annotations")) {
      all = withBoth(all, there.root().mapping("metadata").orElse(all), field);
    }
    for (String field : List.of("name", "namespace")) {
      Node.Mapping without = Nodes.without(all, field);
      all =
          there
              .root()
              .find("metadata", field)
              .map(value -> Nodes.with(without, field, value))
              .orElse(without);
    }
    return all;
  }

  private Node.Mapping withBoth(Node.Mapping own, String field) {
    return withBoth(own, there.root(), field);
  }

  private static Node.Mapping withBoth(Node.Mapping own, Node.Mapping old, String field) {
    var before = old.mapping(field);
    if (before.isEmpty()) {
      return own;
    }
    Node.Mapping both = before.get();
    for (var entry : own.mapping(field).orElse(Node.Mapping.empty(own.at())).fields().entrySet()) {
      both = Nodes.with(both, entry.getKey(), entry.getValue());
    }
    return Nodes.with(own, field, both);
  }
}
