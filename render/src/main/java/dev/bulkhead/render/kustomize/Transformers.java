package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Node;
import dev.bulkhead.render.kustomize.FieldSpecs.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What a kustomization changes in the resources that it has come to, in kustomize's order. */
final class Transformers {
  /** Their names are taken for what they have to be called. */
  private static final List<Kind> NEVER_RENAMED =
      List.of(
          new Kind("", "", "CustomResourceDefinition"),
          new Kind("apiregistration.k8s.io", "", "APIService"),
          new Kind("", "", "Namespace"));

  private static final Set<String> LABEL_FIELDS =
      Set.of("pairs", "includeSelectors", "includeTemplates", "fields");

  private static final FieldSpec METADATA_LABELS = FieldSpec.of(Kind.ANY, "metadata/labels", true);

  private final KustomizationFile file;
  private final Build build;
  private final FieldSpecs specs;

  Transformers(KustomizationFile file, Build build, FieldSpecs specs) {
    this.file = file;
    this.build = build;
    this.specs = specs;
  }

  List<Resource> apply(List<Resource> resources) {
    var patches = new Patches(file, build);
    List<Resource> all = patches.strategic(resources);
    all = patches.any(all);
    all = namespaced(all);
    all = renamed(all);
    all = labelled(all);
    all = annotated(all);
    all = patches.json(all);
    all = replicated(all);
    all = Images.of(file, specs).apply(all);
    return new Replacements(file, build).apply(all);
  }

  private List<Resource> namespaced(List<Resource> resources) {
    Node.Scalar namespace = file.text("namespace").orElse(null);
    if (namespace == null) {
      return resources;
    }
    var change = new NamespaceChange(namespace, specs.of(Purpose.NAMESPACE));
    return Accumulated.distinct(resources.stream().map(change::apply).toList(), namespace.at());
  }

  private List<Resource> renamed(List<Resource> resources) {
    List<Resource> all = resources;
    String prefix = file.text("namePrefix").map(Node.Scalar::text).orElse("");
    if (!prefix.isEmpty()) {
      all = renamed(all, Purpose.NAME_PREFIX, name -> prefix + name, each -> each.prefixed(prefix));
    }
    String suffix = file.text("nameSuffix").map(Node.Scalar::text).orElse("");
    if (!suffix.isEmpty()) {
      all = renamed(all, Purpose.NAME_SUFFIX, name -> name + suffix, each -> each.suffixed(suffix));
    }
    return all;
  }

  private List<Resource> renamed(
      List<Resource> resources,
      Purpose purpose,
      UnaryOperator<String> name,
      UnaryOperator<Resource> mark) {
    return resources.stream()
        .map(
            each ->
                NEVER_RENAMED.stream().anyMatch(each.original().kind()::isSelectedBy)
                    ? each
                    : renamed(each, specs.of(purpose), name, mark))
        .toList();
  }

  private static Resource renamed(
      Resource resource,
      List<FieldSpec> places,
      UnaryOperator<String> name,
      UnaryOperator<Resource> mark) {
    Resource changed = resource;
    for (FieldSpec place : places) {
      if (!resource.original().kind().isSelectedBy(place.kind())) {
        continue;
      }
      if (place.path().equals(List.of("metadata", "name"))) {
        changed = mark.apply(changed).remembered();
      }
      changed =
          changed.with(
              place.change(
                  changed.root(),
                  node ->
                      node instanceof Node.Scalar old
                          ? Nodes.text(name.apply(old.text()), old.at())
                          : node));
    }
    return changed;
  }

  private List<Resource> labelled(List<Resource> resources) {
    List<Resource> all = resources;
    for (Node item : file.items("labels")) {
      Node.Mapping label = Shape.require(item, LABEL_FIELDS);
      all = paired(all, Shape.pairs(label.get("pairs").orElse(null), "pairs"), places(label));
    }
    return paired(
        all,
        Shape.pairs(file.root().get("commonLabels").orElse(null), "commonLabels"),
        specs.of(Purpose.COMMON_LABELS));
  }

  private List<FieldSpec> places(Node.Mapping label) {
    var own = FieldSpecs.specs(label.get("fields").orElse(null), "fields");
    List<FieldSpec> places = FieldSpecs.joined(own, specs.of(Purpose.LABELS));
    if (isOn(label, "includeSelectors")) {
      return FieldSpecs.joined(places, specs.of(Purpose.COMMON_LABELS));
    }
    if (isOn(label, "includeTemplates")) {
      places = FieldSpecs.joined(places, specs.of(Purpose.TEMPLATE_LABELS));
    }
    return FieldSpecs.joined(places, List.of(METADATA_LABELS));
  }

  private static boolean isOn(Node.Mapping mapping, String field) {
    return mapping.scalar(field).filter(Node.Scalar::isTrue).isPresent();
  }

  private List<Resource> annotated(List<Resource> resources) {
    return paired(
        resources,
        Shape.pairs(file.root().get("commonAnnotations").orElse(null), "commonAnnotations"),
        specs.of(Purpose.COMMON_ANNOTATIONS));
  }

  private static List<Resource> paired(
      List<Resource> resources, Map<String, Node.Scalar> pairs, List<FieldSpec> places) {
    if (pairs.isEmpty()) {
      return resources;
    }
    Node.Mapping none = Node.Mapping.empty(pairs.values().iterator().next().at());
    return resources.stream()
        .map(
            each -> {
              Node.Mapping root = each.root();
              for (FieldSpec place : places) {
                root = place.change(root, none, node -> paired(node, pairs));
              }
              return each.with(root);
            })
        .toList();
  }

  private static Node paired(Node node, Map<String, Node.Scalar> pairs) {
    if (!(node instanceof Node.Mapping mapping)) {
      return node;
    }
    Node.Mapping all = mapping;
    for (var pair : pairs.entrySet()) {
      all = Nodes.with(all, pair.getKey(), pair.getValue());
    }
    return all;
  }

  private List<Resource> replicated(List<Resource> resources) {
    List<Resource> all = resources;
    for (Node item : file.items("replicas")) {
      Node.Mapping replica = Shape.require(item, Set.of("name", "count"));
      all = replicated(all, replica);
    }
    return all;
  }

  private List<Resource> replicated(List<Resource> resources, Node.Mapping replica) {
    String name = replica.text("name").orElse("");
    Node.Scalar count =
        replica
            .scalar("count")
            .filter(number -> number.integer().isPresent())
            .orElseThrow(
                () ->
                    new Refused(
                        replica.at(), "The entry has no count of replicas.", "Write a number."));
    var changed = new ArrayList<Resource>();
    boolean isFound = false;
    for (Resource resource : resources) {
      Node.Mapping root = resource.root();
      for (FieldSpec place : specs.of(Purpose.REPLICAS)) {
        if (isMeant(resource, name, place.kind())) {
          isFound = true;
          root = place.change(root, count, old -> count);
        }
      }
      changed.add(resource.with(root));
    }
    if (!isFound) {
      throw new Refused(
          replica.at(),
          "There is no workload %s whose replicas could be set.".formatted(name),
          "Correct the name: it is the one before prefixes, or the present one.");
    }
    return changed;
  }

  private static boolean isMeant(Resource resource, String name, Kind kind) {
    Stream<Identity> all = resource.identities();
    return all.anyMatch(each -> each.name().equals(name) && each.kind().isSelectedBy(kind));
  }
}
