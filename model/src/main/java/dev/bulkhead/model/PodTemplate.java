package dev.bulkhead.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A pod as some object will create it.
 *
 * @param owner the object that it stands in
 * @param path where in the owner it stands: {@code spec.template.spec}
 * @param template the mapping that holds {@code metadata} and {@code spec}; the owner's root for a
 *     Pod
 * @param spec the pod's spec
 * @param byShape true where the owner is a custom resource and the template was recognised by its
 *     shape alone, so that what is said of it is an informed guess
 */
public record PodTemplate(
    KubernetesObject owner,
    String path,
    Node.Mapping template,
    Node.Mapping spec,
    boolean byShape) {
  private static final int MAX_SHAPE_DEPTH = 24;

  private static final Map<String, List<String>> TEMPLATES =
      Map.of(
          "Pod", List.of(),
          "Deployment", List.of("spec", "template"),
          "DaemonSet", List.of("spec", "template"),
          "StatefulSet", List.of("spec", "template"),
          "ReplicaSet", List.of("spec", "template"),
          "ReplicationController", List.of("spec", "template"),
          "Job", List.of("spec", "template"),
          "CronJob", List.of("spec", "jobTemplate", "spec", "template"),
          "PodTemplate", List.of("template"));

  private static final Set<String> BUILT_IN_GROUPS = Set.of("", "apps", "batch", "extensions");

  /** Whether the object is of a kind of Kubernetes' own that runs pods. */
  public static boolean isWorkload(KubernetesObject object) {
    return TEMPLATES.containsKey(object.key().kind())
        && BUILT_IN_GROUPS.contains(object.key().group());
  }

  /** The pod templates of an object: one for a workload, any number for a custom resource. */
  public static List<PodTemplate> of(KubernetesObject object) {
    var key = object.key();
    List<String> path = TEMPLATES.get(key.kind());
    if (path != null && BUILT_IN_GROUPS.contains(key.group())) {
      Optional<Node.Mapping> template = object.root().mapping(path.toArray(String[]::new));
      return template
          .flatMap(found -> found.mapping("spec").map(spec -> of(object, path, found, spec)))
          .stream()
          .toList();
    }
    if (isBuiltIn(key.group()) || key.kind().equals("CustomResourceDefinition")) {
      return List.of();
    }
    var found = new ArrayList<PodTemplate>();
    collectByShape(object, object.root(), "", 0, found);
    return List.copyOf(found);
  }

  private static PodTemplate of(
      KubernetesObject owner, List<String> path, Node.Mapping template, Node.Mapping spec) {
    String place = path.isEmpty() ? "spec" : String.join(".", path) + ".spec";
    return new PodTemplate(owner, place, template, spec, false);
  }

  /**
   * Groups of Kubernetes itself end in {@code .k8s.io} or have no dot; none but those above run
   * pods.
   */
  private static boolean isBuiltIn(String group) {
    return group.indexOf('.') < 0;
  }

  private static void collectByShape(
      KubernetesObject owner, Node.Mapping node, String path, int depth, List<PodTemplate> found) {
    if (depth > MAX_SHAPE_DEPTH) {
      return;
    }
    for (var field : node.fields().entrySet()) {
      String place = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      switch (field.getValue()) {
        case Node.Mapping child when field.getKey().equals("spec") && looksLikePodSpec(child) ->
            found.add(new PodTemplate(owner, place, node, child, true));
        case Node.Mapping child -> collectByShape(owner, child, place, depth + 1, found);
        case Node.Sequence list -> {
          for (int i = 0; i < list.items().size(); i++) {
            if (list.items().get(i) instanceof Node.Mapping child) {
              collectByShape(owner, child, place + "[" + i + "]", depth + 1, found);
            }
          }
        }
        case Node.Scalar _ -> {}
      }
    }
  }

  private static boolean looksLikePodSpec(Node.Mapping spec) {
    List<Node> containers = spec.items("containers");
    return !containers.isEmpty()
        && containers.stream()
            .allMatch(item -> item.text("name").isPresent() && item.text("image").isPresent());
  }

  /** All containers that are started without a person's doing, init containers first. */
  public List<Container> containers() {
    var containers = new ArrayList<Container>();
    for (Node item : spec.items("initContainers")) {
      if (item instanceof Node.Mapping node) {
        boolean sidecar = node.text("restartPolicy").filter("Always"::equals).isPresent();
        containers.add(
            container(
                node, sidecar ? Container.Role.SIDECAR : Container.Role.INIT, "initContainers"));
      }
    }
    for (Node item : spec.items("containers")) {
      if (item instanceof Node.Mapping node) {
        containers.add(container(node, Container.Role.MAIN, "containers"));
      }
    }
    return List.copyOf(containers);
  }

  private static Container container(Node.Mapping node, Container.Role role, String field) {
    return new Container(node.text("name").orElse(""), role, field, node);
  }
}
