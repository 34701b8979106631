package dev.bulkhead.admission;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.Origin;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.YamlReader;
import java.util.List;
import java.util.Map;

/** Hooks and requests as tests write them. */
final class Given {
  static final Resource PODS = Resource.inNamespaces("", "v1", "pods", "Pod");
  static final Resource NODES = Resource.ofCluster("", "v1", "nodes", "Node");
  static final Resource NAMESPACES = Resource.ofCluster("", "v1", "namespaces", "Namespace");

  private Given() {}

  /** The manifests of a text. */
  static Inventory inventory(String yaml) {
    var origin = Origin.of("test.yaml", "test.yaml");
    return Inventory.of(
        YamlReader.read(yaml, Placement.of("test.yaml")).mappings().stream()
            .map(root -> KubernetesObject.of(root, origin))
            .toList());
  }

  /** One mapping. */
  static Node.Mapping mapping(String yaml) {
    return YamlReader.read(yaml, Placement.of("test.yaml")).mappings().getFirst();
  }

  /** The hooks of a configuration of that type. */
  static List<Hook> hooks(Hook.Type type, String webhooks) {
    return Callbacks.of(
            inventory(
                """
                apiVersion: admissionregistration.k8s.io/v1
                kind: %s
                metadata: {name: hooks}
                webhooks:
                %s
                """
                    .formatted(type.kind(), webhooks.strip().indent(2))))
        .hooks();
  }

  /** One validating hook that matches pods, with whatever else is said of it. */
  static Hook hook(String fields) {
    return hook(Hook.Type.VALIDATING, fields);
  }

  /** One hook. */
  static Hook hook(Hook.Type type, String fields) {
    return hooks(type, "- " + fields.strip().indent(2).strip()).getFirst();
  }

  /** How a cluster of the newest known version matches. */
  static Matching matching() {
    return matching("");
  }

  /** The same with custom resources. */
  static Matching matching(String crds) {
    var version = KubernetesVersion.of(1, 36, 0);
    return new Matching(version, Equivalents.of(version, inventory(crds)));
  }

  /** A request to a namespace without further labels than its name, all of it known. */
  static AdmissionRequest request(Operation operation, Resource resource, Content object) {
    return new AdmissionRequest(
        operation,
        resource,
        resource.namespaced() ? "shop" : "",
        "it",
        Labels.all("namespace shop", Map.of("kubernetes.io/metadata.name", "shop")),
        operation == Operation.DELETE ? new Content.None() : object,
        operation == Operation.CREATE ? new Content.None() : object,
        User.node("worker-1"));
  }

  /** A request for an object without labels. */
  static AdmissionRequest request(Operation operation, Resource resource) {
    return request(operation, resource, new Content.Labelled(Labels.none("the object")));
  }
}
