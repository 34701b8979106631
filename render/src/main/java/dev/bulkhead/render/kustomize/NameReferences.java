package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Gives references by name the names that objects have by the end of a build ({@code nameref.go}).
 */
final class NameReferences {
  private final List<Resource> resources;
  private final FieldSpecs specs;

  NameReferences(List<Resource> resources, FieldSpecs specs) {
    this.resources = resources;
    this.specs = specs;
  }

  /** All resources, with the names of others as these are now. */
  List<Resource> updated() {
    return resources.stream().map(this::updated).toList();
  }

  private Resource updated(Resource referrer) {
    Kind original = referrer.original().kind();
    Node.Mapping root = referrer.root();
    for (Map.Entry<Kind, List<FieldSpec>> target : specs.references().entrySet()) {
      for (FieldSpec spec : target.getValue()) {
        if (original.isSelectedBy(spec.kind())) {
          var reference = new Reference(referrer, spec, target.getKey());
          root = new FieldSpec(Kind.ANY, spec.path(), false).change(root, reference::updated);
        }
      }
    }
    return referrer.with(root);
  }

  /** One field that holds names of objects of one kind. */
  private final class Reference {
    private final Resource referrer;
    private final FieldSpec spec;
    private final Kind target;

    Reference(Resource referrer, FieldSpec spec, Kind target) {
      this.referrer = referrer;
      this.spec = spec;
      this.target = target;
    }

    Node updated(Node node) {
      return switch (node) {
        case Node.Scalar scalar -> scalar(scalar);
        case Node.Mapping mapping -> mapping(mapping);
        case Node.Sequence sequence ->
            new Node.Sequence(
                sequence.items().stream()
                    .map(
                        item ->
                            switch (item) {
                              case Node.Scalar scalar -> scalar(scalar);
                              case Node.Mapping mapping -> mapping(mapping);
                              case Node.Sequence inner -> inner;
                            })
                    .toList(),
                sequence.at());
      };
    }

    private Node scalar(Node.Scalar name) {
      if (name.isNull()) {
        return name;
      }
      return referral(name, candidates(), false)
          .filter(found -> !found.name().equals(name.text()))
          .<Node>map(found -> Nodes.text(found.name(), name.at()))
          .findFirst()
          .orElse(name);
    }

    private Node mapping(Node.Mapping reference) {
      if (!(reference.get("name").orElse(null) instanceof Node.Scalar name)) {
        return reference;
      }
      List<Resource> found = referral(name, inNamespaceOf(reference), true).toList();
      if (found.isEmpty()) {
        return reference;
      }
      Resource referral = found.getFirst();
      Node.Mapping changed =
          referral.name().equals(name.text())
              ? reference
              : Nodes.with(reference, "name", Nodes.text(referral.name(), name.at()));
      if (referral.namespace().isEmpty()
          || reference.text("namespace").filter(referral.namespace()::equals).isPresent()) {
        return changed;
      }
      Node at = reference.get("namespace").orElse(name);
      return Nodes.with(changed, "namespace", Nodes.text(referral.namespace(), at.at()), at.at());
    }

    private List<Resource> inNamespaceOf(Node.Mapping reference) {
      var namespace = reference.text("namespace");
      if (namespace.isEmpty()) {
        return candidates();
      }
      List<Resource> originally =
          candidates().stream()
              .filter(each -> each.original().namespace().equals(namespace.get()))
              .toList();
      return originally.isEmpty()
          ? candidates().stream()
              .filter(each -> each.identity().namespace().equals(namespace.get()))
              .toList()
          : originally;
    }

    /** What the referrer can refer to at all. */
    private List<Resource> candidates() {
      Identity self = referrer.identity();
      if (!self.isInNamespace()) {
        return resources;
      }
      Set<String> named = namespacesOfAccounts();
      return resources.stream()
          .filter(
              each -> {
                Identity other = each.identity();
                return !other.isInNamespace()
                    || other.namespace().equals(self.namespace())
                    || named.contains(each.namespace());
              })
          .toList();
    }

    private Set<String> namespacesOfAccounts() {
      if (!referrer.kind().name().equals("RoleBinding")) {
        return Set.of();
      }
      var namespaces = new HashSet<String>();
      for (Node subject : referrer.root().items("subjects")) {
        if (subject.text("kind").filter("ServiceAccount"::equals).isPresent()) {
          subject.text("namespace").ifPresent(namespaces::add);
        }
      }
      return namespaces;
    }

    private Stream<Resource> referral(
        Node.Scalar name, List<Resource> candidates, boolean withNamespace) {
      List<Resource> left =
          candidates.stream()
              .filter(was(identity -> identity.name().equals(name.text())))
              .filter(was(identity -> identity.kind().isSelectedBy(target)))
              .filter(was(this::isRole))
              .filter(this::isInReach)
              .toList();
      if (left.size() > 1) {
        left = left.stream().filter(each -> isKin(each, true)).toList();
      }
      if (left.size() > 1) {
        left = left.stream().filter(each -> isKin(each, false)).toList();
      }
      long different =
          left.stream()
              .map(each -> withNamespace ? each.namespace() + "/" + each.name() : each.name())
              .distinct()
              .count();
      if (different > 1) {
        throw new Refused(
            name.at(),
            "The name %s could be that of %s."
                .formatted(
                    name.text(),
                    String.join(
                        " or ", left.stream().map(each -> each.identity().toString()).toList())),
            "Give them names of their own.");
      }
      return left.stream().limit(1);
    }

    private boolean isRole(Identity candidate) {
      if (!spec.path().getLast().equals("name")
          || spec.path().size() < 2
          || !spec.path().get(spec.path().size() - 2).equals("roleRef")) {
        return true;
      }
      Node.Mapping root = referrer.root();
      var group = root.text("roleRef", "apiGroup");
      var kind = root.text("roleRef", "kind");
      return group.isEmpty()
          || kind.isEmpty()
          || candidate.kind().isSelectedBy(new Kind(group.get(), "", kind.get()));
    }

    private boolean isInReach(Resource candidate) {
      Identity self = referrer.identity();
      Identity other = candidate.identity();
      return !self.isInNamespace()
          || !other.isInNamespace()
          || candidate.kind().name().equals("ServiceAccount")
          || other.namespace().equals(self.namespace());
    }

    private boolean isKin(Resource candidate, boolean lenient) {
      return isSameEnding(candidate.prefixes(), referrer.prefixes(), lenient)
          && isSameEnding(candidate.suffixes(), referrer.suffixes(), lenient);
    }
  }

  private static Predicate<Resource> was(Predicate<Identity> what) {
    return resource -> resource.formerly().stream().anyMatch(what);
  }

  /** Whether the shorter list is the end of the longer one. */
  private static boolean isSameEnding(List<String> one, List<String> other, boolean lenient) {
    if (one.isEmpty() || other.isEmpty()) {
      return lenient || (one.isEmpty() && other.isEmpty());
    }
    List<String> longer = one.size() > other.size() ? one : other;
    List<String> shorter = one.size() > other.size() ? other : one;
    return longer.subList(longer.size() - shorter.size(), longer.size()).equals(shorter);
  }
}
