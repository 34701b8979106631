package dev.bulkhead.render;

import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Picks the Kubernetes objects out of documents. */
public final class Manifests {
  private static final String LIST = "List";

  private Manifests() {}

  /**
   * The objects that a document stands for: itself, or for a list, which may hold lists in turn,
   * its items; none where the document is no Kubernetes object, having no apiVersion or no kind.
   */
  public static List<Node.Mapping> objects(Node document) {
    var objects = new ArrayList<Node.Mapping>();
    if (document instanceof Node.Mapping mapping && isObject(mapping)) {
      collect(mapping, objects);
    }
    return objects;
  }

  /** Whether a mapping says what Kubernetes object it is. */
  public static boolean isObject(Node.Mapping mapping) {
    return hasText(mapping, "apiVersion") && hasText(mapping, "kind");
  }

  private static boolean hasText(Node.Mapping mapping, String field) {
    return mapping.fields().get(field) instanceof Node.Scalar scalar
        && scalar.type() == Node.Scalar.Type.STRING
        && !scalar.text().isEmpty();
  }

  private static void collect(Node.Mapping object, List<Node.Mapping> objects) {
    if (!isList(object)) {
      objects.add(object);
      return;
    }
    for (Node item : object.items("items")) {
      if (item instanceof Node.Mapping mapping) {
        Node.Mapping whole = withType(mapping, object);
        if (isObject(whole)) {
          collect(whole, objects);
        }
      }
    }
  }

  /** A kind that merely ends in "List" is an object unless it holds objects. */
  private static boolean isList(Node.Mapping object) {
    return object.text("kind").filter(kind -> kind.endsWith(LIST)).isPresent()
        && object.fields().get("items") instanceof Node.Sequence sequence
        && sequence.items().stream().allMatch(Node.Mapping.class::isInstance);
  }

  /** The items of a DeploymentList need not say that they are Deployments. */
  private static Node.Mapping withType(Node.Mapping item, Node.Mapping list) {
    String kind = list.text("kind").orElse("");
    if (kind.equals(LIST) || isObject(item)) {
      return item;
    }
    var fields = new LinkedHashMap<String, Node>();
    fields.put("apiVersion", list.fields().get("apiVersion"));
    fields.put(
        "kind",
        new Node.Scalar(
            kind.substring(0, kind.length() - LIST.length()),
            Node.Scalar.Type.STRING,
            list.keyAt("kind")));
    fields.putAll(item.fields());
    return new Node.Mapping(fields, item.keys(), item.at());
  }
}
