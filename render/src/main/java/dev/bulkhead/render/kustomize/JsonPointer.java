package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A path into an object (RFC 6901).
 *
 * @param at where the path is written
 */
record JsonPointer(List<String> parts, Location at) {
  private static final String LAST = "-";

  JsonPointer {
    parts = List.copyOf(parts);
  }

  static JsonPointer parse(Node.Scalar text) {
    if (!text.text().startsWith("/")) {
      throw new Refused(text.at(), "A path begins with \"/\".", "Write /spec/replicas, say.");
    }
    return new JsonPointer(
        Arrays.stream(text.text().substring(1).split("/", -1))
            .map(part -> part.replace("~1", "/").replace("~0", "~"))
            .toList(),
        text.at());
  }

  /** Whether it leads to what a Secret would hold. */
  boolean isOfSecret() {
    return parts.getFirst().equals("data") || parts.getFirst().equals("stringData");
  }

  Node get(Node root) {
    Node node = root;
    for (String part : parts) {
      node = child(node, part);
    }
    return node;
  }

  private Node child(Node node, String part) {
    return switch (node) {
      case Node.Mapping mapping -> mapping.get(part).orElseThrow(this::leadsNowhere);
      case Node.Sequence sequence -> sequence.items().get(index(sequence, part, false));
      case Node.Scalar _ -> throw leadsNowhere();
    };
  }

  private Refused leadsNowhere() {
    return new Refused(
        at,
        "The path /%s leads to nothing in the object.".formatted(String.join("/", parts)),
        "Correct the path, or add what it goes through first.");
  }

  private int index(Node.Sequence sequence, String part, boolean mayBeNew) {
    int size = sequence.items().size();
    if (part.equals(LAST) && mayBeNew) {
      return size;
    }
    try {
      int index = Integer.parseInt(part);
      int place = index < 0 ? index + size + (mayBeNew ? 1 : 0) : index;
      if (place >= 0 && place < size + (mayBeNew ? 1 : 0)) {
        return place;
      }
    } catch (NumberFormatException noNumber) {
      throw leadsNowhere();
    }
    throw leadsNowhere();
  }

  Node add(Node root, Node value) {
    return inParent(
        root,
        parent ->
            switch (parent) {
              case Node.Mapping mapping -> Nodes.with(mapping, parts.getLast(), value);
              case Node.Sequence sequence -> {
                var items = new ArrayList<>(sequence.items());
                items.add(index(sequence, parts.getLast(), true), value);
                yield new Node.Sequence(items, sequence.at());
              }
              case Node.Scalar _ -> throw leadsNowhere();
            });
  }

  Node replace(Node root, Node value) {
    return inParent(
        root,
        parent -> {
          child(parent, parts.getLast());
          return with(parent, parts.getLast(), value);
        });
  }

  Node remove(Node root) {
    return inParent(
        root,
        parent -> {
          child(parent, parts.getLast());
          return switch (parent) {
            case Node.Mapping mapping -> Nodes.without(mapping, parts.getLast());
            case Node.Sequence sequence -> {
              var items = new ArrayList<>(sequence.items());
              items.remove(index(sequence, parts.getLast(), false));
              yield new Node.Sequence(items, sequence.at());
            }
            case Node.Scalar _ -> throw leadsNowhere();
          };
        });
  }

  private Node with(Node parent, String part, Node value) {
    return switch (parent) {
      case Node.Mapping mapping -> Nodes.with(mapping, part, value);
      case Node.Sequence sequence -> {
        var items = new ArrayList<>(sequence.items());
        items.set(index(sequence, part, false), value);
        yield new Node.Sequence(items, sequence.at());
      }
      case Node.Scalar _ -> throw leadsNowhere();
    };
  }

  /** The tree with the parent of what the path leads to changed. */
  private Node inParent(Node root, UnaryOperator<Node> change) {
    return inParent(root, 0, change);
  }

  private Node inParent(Node node, int depth, UnaryOperator<Node> change) {
    if (depth == parts.size() - 1) {
      return change.apply(node);
    }
    String part = parts.get(depth);
    return with(node, part, inParent(child(node, part), depth + 1, change));
  }
}
