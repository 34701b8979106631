package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Node;
import java.util.List;

/** Puts objects into a namespace ({@code filters/namespace}). */
record NamespaceChange(Node.Scalar namespace, List<FieldSpec> places) {
  private static final FieldSpec OWN = FieldSpec.of(Kind.ANY, "metadata/namespace", true);
  private static final List<String> NAME = List.of("metadata", "name");
  private static final List<String> SUBJECTS = List.of("subjects", "namespace");

  NamespaceChange {
    places = List.copyOf(places);
  }

  Resource apply(Resource resource) {
    Resource remembered = resource.remembered();
    Node.Mapping root = resource.root();
    Kind kind = resource.kind();
    if (!KnownKinds.isClusterScoped(kind)) {
      root = OWN.change(root, namespace, old -> namespace);
    }
    boolean isBinding =
        kind.name().equals("RoleBinding") || kind.name().equals("ClusterRoleBinding");
    if (isBinding) {
      root = withSubjects(root);
    }
    for (FieldSpec place : places) {
      boolean isForOthers =
          place.path().equals(OWN.path())
              || (place.path().equals(NAME) && !kind.apiVersion().equals("v1"))
              || (isBinding && place.path().equals(SUBJECTS));
      if (!isForOthers) {
        root = place.change(root, namespace, old -> namespace);
      }
    }
    return remembered.with(root);
  }

  /** Only the accounts called "default" are taken for those of the namespace. */
  private Node.Mapping withSubjects(Node.Mapping binding) {
    if (!(binding.get("subjects").orElse(null) instanceof Node.Sequence subjects)) {
      return binding;
    }
    List<Node> changed =
        subjects.items().stream()
            .map(
                subject ->
                    subject instanceof Node.Mapping account
                            && account.text("name").filter("default"::equals).isPresent()
                        ? Nodes.with(account, "namespace", namespace)
                        : subject)
            .toList();
    return Nodes.with(binding, "subjects", new Node.Sequence(changed, subjects.at()));
  }
}
