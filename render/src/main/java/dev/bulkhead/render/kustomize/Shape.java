package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.SourceProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the parts of a kustomization must look like; whatever is not known is refused by name. */
final class Shape {
  private static final String BUILD_IT =
      "Install kustomize or kubectl, which are used where they are on PATH, or pipe in what they"
          + " build: kustomize build DIR | bulkhead check -";

  private Shape() {}

  /** Returns if a mapping has no other fields than those that are known. */
  static Node.Mapping require(Node node, Set<String> known) {
    if (!(node instanceof Node.Mapping mapping)) {
      throw new Refused(
          node.at(), "A mapping is wanted here.", "Write fields as the documentation has them.");
    }
    var problems = new ArrayList<SourceProblem>();
    for (String field : mapping.fields().keySet()) {
      if (!known.contains(field)) {
        problems.addAll(unknown(field, mapping.keyAt(field)).problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new Refused(problems);
    }
    return mapping;
  }

  /** Refuses a field that is not known. */
  static Refused unknown(String field, Location at) {
    return new Refused(
        at,
        "The field \"%s\" of a kustomization is not one that Bulkhead can build by itself."
            .formatted(field),
        BUILD_IT);
  }

  /** Refuses what a field says. */
  static Refused unfit(Location at, String cause) {
    return new Refused(at, cause, BUILD_IT);
  }

  /** The items of a list; none where it is absent or null. */
  static List<Node> items(@Nullable Node list, String field) {
    if (list == null || Nodes.isNull(list)) {
      return List.of();
    }
    if (list instanceof Node.Sequence sequence) {
      return sequence.items();
    }
    throw new Refused(
        list.at(),
        "The field \"%s\" is a list.".formatted(field),
        "Write \"- \" before each item.");
  }

  /** The items of a list of texts. */
  static List<Node.Scalar> texts(@Nullable Node list, String field) {
    var texts = new ArrayList<Node.Scalar>();
    for (Node item : items(list, field)) {
      if (!(item instanceof Node.Scalar scalar) || scalar.isNull()) {
        throw new Refused(
            item.at(), "The items of \"%s\" are texts.".formatted(field), "Write a text here.");
      }
      texts.add(scalar);
    }
    return texts;
  }

  /** A mapping of texts, in the order in which they are written. */
  static SequencedMap<String, Node.Scalar> pairs(@Nullable Node node, String field) {
    var pairs = new LinkedHashMap<String, Node.Scalar>();
    if (node == null || Nodes.isNull(node)) {
      return pairs;
    }
    if (!(node instanceof Node.Mapping mapping)) {
      throw new Refused(
          node.at(), "The field \"%s\" is a mapping.".formatted(field), "Write \"name: value\".");
    }
    mapping
        .fields()
        .forEach(
            (name, value) -> {
              if (!(value instanceof Node.Scalar scalar)
                  || scalar.type() != Node.Scalar.Type.STRING) {
                throw new Refused(
                    value.at(),
                    "The value of \"%s\" in \"%s\" is no text.".formatted(name, field),
                    "Quote the value.");
              }
              pairs.put(name, scalar);
            });
    return pairs;
  }
}
