package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A path of fields as replacements write it: {@code spec.containers.[name=app].env.*.value}.
 *
 * @param at where it is written
 */
record FieldPath(List<String> parts, Location at) {
  private static final String EACH = "*";
  private static final String LAST = "-";

  FieldPath {
    parts = List.copyOf(parts);
  }

  /** Reads a path; where none is written, the object's name is meant. */
  static FieldPath of(Node.@Nullable Scalar path, Location at) {
    String text = path == null || path.text().isEmpty() ? "metadata.name" : path.text();
    var parts = new ArrayList<String>();
    var part = new StringBuilder();
    boolean isBracketed = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == '.') {
        part.append('.');
        i++;
      } else if (c == '.' && !isBracketed) {
        parts.add(part(part));
      } else {
        isBracketed = c == '[' ? part.isEmpty() : isBracketed && c != ']';
        part.append(c);
      }
    }
    parts.add(part(part));
    parts.removeIf(String::isEmpty);
    return new FieldPath(parts, at);
  }

  /** Brackets without "=" only keep the dots of a name together. */
  private static String part(StringBuilder part) {
    String text = part.toString();
    part.setLength(0);
    return text.startsWith("[") && text.endsWith("]") && text.indexOf('=') < 0
        ? text.substring(1, text.length() - 1)
        : text;
  }

  /** Whether it leads to what a Secret would hold. */
  boolean isOfSecret() {
    return parts.getFirst().equals("data") || parts.getFirst().equals("stringData");
  }

  /** What the path leads to. */
  List<Node> get(Node root) {
    var found = new ArrayList<Node>();
    change(
        root,
        0,
        null,
        there -> {
          found.add(there);
          return there;
        });
    return found.stream().filter(node -> !Nodes.isNull(node)).toList();
  }

  /** The object with a value put there. */
  Node.Mapping set(Node.Mapping root, Node value, FieldOptions options) {
    var count = new int[1];
    Node seed = options.creates() ? empty(value) : null;
    Node changed =
        change(
            root,
            0,
            seed,
            there -> {
              count[0]++;
              return options.put(there, value);
            });
    if (count[0] == 0) {
      throw new Refused(
          at,
          "%s has no field %s that could be replaced.".formatted(Identity.of(root), this),
          "Correct the path, or add \"create: true\" to the options.");
    }
    return (Node.Mapping) changed;
  }

  private static Node empty(Node value) {
    return switch (value) {
      case Node.Scalar scalar -> Nodes.text("", scalar.at());
      case Node.Mapping mapping -> Node.Mapping.empty(mapping.at());
      case Node.Sequence sequence -> new Node.Sequence(List.of(), sequence.at());
    };
  }

  private Node change(Node node, int depth, @Nullable Node seed, UnaryOperator<Node> change) {
    if (depth == parts.size()) {
      return change.apply(node);
    }
    String part = parts.get(depth);
    return switch (node) {
      case Node.Mapping mapping when part.equals(EACH) -> {
        var fields = new LinkedHashMap<String, Node>();
        mapping
            .fields()
            .forEach((name, value) -> fields.put(name, change(value, depth + 1, seed, change)));
        yield new Node.Mapping(fields, mapping.keys(), mapping.at());
      }
      case Node.Mapping mapping -> {
        Node there = mapping.get(part).orElse(null);
        if (there == null && seed != null) {
          there = depth == parts.size() - 1 ? seed : Node.Mapping.empty(seed.at());
        }
        yield there == null
            ? mapping
            : Nodes.with(mapping, part, change(there, depth + 1, seed, change));
      }
      case Node.Sequence sequence -> {
        var items = new ArrayList<Node>();
        for (int i = 0; i < sequence.items().size(); i++) {
          Node item = sequence.items().get(i);
          boolean isMeant = isMeant(part, item, i, sequence.items().size());
          items.add(isMeant ? change(item, depth + 1, seed, change) : item);
        }
        yield new Node.Sequence(items, sequence.at());
      }
      case Node.Scalar scalar when scalar.isNull() -> scalar;
      case Node.Scalar scalar ->
          throw Shape.unfit(at, "The path %s leads into the text of a field.".formatted(this));
    };
  }

  private static boolean isMeant(String part, Node item, int index, int size) {
    if (part.equals(EACH)) {
      return true;
    }
    if (part.equals(LAST)) {
      return index == size - 1;
    }
    int equals = part.indexOf('=');
    if (part.startsWith("[") && equals > 0) {
      String key = part.substring(1, equals);
      String value = part.substring(equals + 1, part.length() - 1);
      return key.isEmpty()
          ? item instanceof Node.Scalar scalar && scalar.text().equals(value)
          : item.text(key).filter(value::equals).isPresent();
    }
    return part.equals(String.valueOf(index));
  }

  @Override
  public String toString() {
    return String.join(".", parts);
  }
}
