package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Fields;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Trees that differ in one place from others, which stay as they are. */
final class Nodes {
  /** Real objects stay far below; patches that copy could make trees of any size. */
  private static final int MOST_NODES = 1_000_000;

  private static final int MOST_LEVELS = 400;

  private Nodes() {}

  static Node.Scalar text(String text, Location at) {
    return new Node.Scalar(text, Node.Scalar.Type.STRING, at);
  }

  /** A mapping of texts that all stand at one place. */
  static Node.Mapping texts(Map<String, String> texts, Location at) {
    var fields = new LinkedHashMap<String, Node>();
    texts.forEach((name, text) -> fields.put(name, text(text, at)));
    return new Node.Mapping(fields, at);
  }

  static boolean isMissing(@Nullable Node node) {
    return node == null || isNull(node);
  }

  static boolean isNull(@Nullable Node node) {
    return node instanceof Node.Scalar scalar && scalar.isNull();
  }

  /** Whether the node is the one that the mapping has there already. */
  static boolean isSame(Node node, Node.Mapping mapping, String field) {
    return mapping.get(field).filter(node::equals).isPresent();
  }

  /** The mapping with a field set; where it is new, its name is said to stand at a place. */
  static Node.Mapping with(Node.Mapping mapping, String field, Node value, Location key) {
    var fields = new Fields.Builder<Node>();
    mapping.fields().forEach(fields::put);
    var keys = new Fields.Builder<Location>();
    mapping.keys().forEach(keys::put);
    if (fields.put(field, value) == null) {
      keys.put(field, key);
    }
    return new Node.Mapping(fields.build(), keys.build(), mapping.at());
  }

  /** The mapping with a field set. */
  static Node.Mapping with(Node.Mapping mapping, String field, Node value) {
    return with(mapping, field, value, value.at());
  }

  /** The mapping without a field. */
  static Node.Mapping without(Node.Mapping mapping, String field) {
    if (!mapping.fields().containsKey(field)) {
      return mapping;
    }
    var fields = new LinkedHashMap<>(mapping.fields());
    fields.remove(field);
    var keys = new LinkedHashMap<>(mapping.keys());
    keys.remove(field);
    return new Node.Mapping(fields, keys, mapping.at());
  }

  /** The mapping with the mapping under a field changed; an absent one is made. */
  static Node.Mapping inside(
      Node.Mapping mapping, String field, Location at, UnaryOperator<Node.Mapping> change) {
    Node.Mapping inner =
        mapping.get(field).orElse(null) instanceof Node.Mapping found
            ? found
            : Node.Mapping.empty(at);
    return with(mapping, field, change.apply(inner), at);
  }

  /** Refuses a tree that no object can be. */
  static void requireModest(Node root, Location at) {
    Deque<Node> level = new ArrayDeque<>();
    level.add(root);
    int seen = 0;
    for (int depth = 0; !level.isEmpty(); depth++) {
      Deque<Node> next = new ArrayDeque<>();
      for (Node node : level) {
        seen += children(node, next);
        if (seen > MOST_NODES || depth > MOST_LEVELS) {
          throw new Refused(
              at,
              "What is patched here grows beyond what any object holds.",
              "Copy less with the patch's operations.");
        }
      }
      level = next;
    }
  }

  private static int children(Node node, Deque<Node> into) {
    return switch (node) {
      case Node.Mapping mapping -> {
        into.addAll(mapping.fields().values());
        yield mapping.fields().size();
      }
      case Node.Sequence sequence -> {
        into.addAll(sequence.items());
        yield sequence.items().size();
      }
      case Node.Scalar _ -> 0;
    };
  }
}
