package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A place in objects of a kind that kustomize changes.
 *
 * @param path the names of fields; sequences on the way are walked item by item
 * @param creates whether missing fields on the way are made
 */
record FieldSpec(Kind kind, List<String> path, boolean creates) {
  private static final String SEQUENCE = "[]";

  FieldSpec {
    path = List.copyOf(path);
  }

  /** Reads a path as kustomize writes it: {@code a/b[]/c\/d}. */
  static FieldSpec of(Kind kind, String path, boolean creates) {
    var parts = new ArrayList<String>();
    var part = new StringBuilder();
    String trimmed = path.startsWith("/") ? path.substring(1) : path;
    for (int i = 0; i < trimmed.length(); i++) {
      char c = trimmed.charAt(i);
      if (c == '\\' && i + 1 < trimmed.length() && trimmed.charAt(i + 1) == '/') {
        part.append('/');
        i++;
      } else if (c == '/') {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return new FieldSpec(kind, parts, creates);
  }

  /** Whether adding the other to one's list would repeat this. */
  boolean covers(FieldSpec other) {
    return kind.isSelectedBy(other.kind) && path.equals(other.path);
  }

  /** The object with what stands at the path changed, if it is of the kind. */
  Node.Mapping change(Node.Mapping object, UnaryOperator<Node> change) {
    return change(object, null, change);
  }

  /**
   * The object with what stands at the path changed, if it is of the kind.
   *
   * @param seed what stands there before, where nothing does and missing fields are made
   */
  Node.Mapping change(Node.Mapping object, @Nullable Node seed, UnaryOperator<Node> change) {
    return Kind.of(object).isSelectedBy(kind)
        ? (Node.Mapping) new Walk(seed, change).at(object, 0)
        : object;
  }

  private final class Walk {
    private final @Nullable Node seed;
    private final UnaryOperator<Node> change;

    Walk(@Nullable Node seed, UnaryOperator<Node> change) {
      this.seed = seed;
      this.change = change;
    }

    Node at(Node node, int depth) {
      if (depth == path.size()) {
        return change.apply(node);
      }
      return switch (node) {
        case Node.Sequence sequence ->
            new Node.Sequence(
                sequence.items().stream().map(item -> at(item, depth)).toList(), sequence.at());
        case Node.Mapping mapping -> inside(mapping, depth);
        case Node.Scalar scalar when scalar.isNull() -> scalar;
        case Node.Scalar scalar -> throw unsuited(scalar.at());
      };
    }

    private Node inside(Node.Mapping mapping, int depth) {
      String part = path.get(depth);
      boolean isSequence = part.endsWith(SEQUENCE);
      String field = isSequence ? part.substring(0, part.length() - SEQUENCE.length()) : part;
      Node there = mapping.get(field).orElse(null);
      if (Nodes.isMissing(there)) {
        there = creates && !isSequence ? made(depth) : null;
      }
      if (there == null) {
        return mapping;
      }
      Node changed = at(there, depth + 1);
      return Nodes.isSame(changed, mapping, field)
          ? mapping
          : Nodes.with(mapping, field, changed, changed.at());
    }

    private @Nullable Node made(int depth) {
      return seed == null || depth == path.size() - 1 ? seed : Node.Mapping.empty(seed.at());
    }

    private Refused unsuited(Location at) {
      return new Refused(
          at,
          "The field stands where kustomize looks for %s, and holds a single value."
              .formatted(String.join(".", path)),
          "Correct the object.");
    }
  }
}
