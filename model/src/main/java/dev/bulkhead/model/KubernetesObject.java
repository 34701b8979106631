package dev.bulkhead.model;

import java.util.Map;

/** One object of an inventory: its identity, its tree, and where it came from. */
public record KubernetesObject(ObjectKey key, Node.Mapping root, Origin origin) {

  /** Reads the identity from the tree itself; absent parts are empty strings. */
  public static KubernetesObject of(Node.Mapping root, Origin origin) {
    String name =
        root.text("metadata", "name")
            .or(() -> root.text("metadata", "generateName").map(prefix -> prefix + "*"))
            .orElse("");
    var key =
        new ObjectKey(
            root.text("apiVersion").orElse(""),
            root.text("kind").orElse(""),
            root.text("metadata", "namespace").orElse(""),
            name);
    return new KubernetesObject(key, root, origin);
  }

  /** The object's own labels. */
  public Map<String, String> labels() {
    return root.mapping("metadata", "labels").map(Node.Mapping::texts).orElse(Map.of());
  }

  /** The object's own annotations. */
  public Map<String, String> annotations() {
    return root.mapping("metadata", "annotations").map(Node.Mapping::texts).orElse(Map.of());
  }
}
