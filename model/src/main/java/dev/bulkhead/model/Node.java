package dev.bulkhead.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** A node of a manifest: what JSON could say, and where it was said. */
public sealed interface Node {

  /** Where the node begins. */
  Location at();

  /** The child of that name, where this is a mapping that has one. */
  default Optional<Node> get(String field) {
    return Optional.empty();
  }

  /** The descendant at a path of field names; empty as soon as one is absent or null. */
  default Optional<Node> find(String... path) {
    Optional<Node> node = Optional.of(this);
    for (String field : path) {
      node = node.flatMap(parent -> parent.get(field));
    }
    return node.filter(found -> !(found instanceof Scalar scalar && scalar.isNull()));
  }

  /** The mapping at a path; empty where something else stands there, or nothing. */
  default Optional<Mapping> mapping(String... path) {
    return find(path).filter(Mapping.class::isInstance).map(Mapping.class::cast);
  }

  /** The items of the sequence at a path; none where something else stands there, or nothing. */
  default List<Node> items(String... path) {
    return find(path)
        .map(node -> node instanceof Sequence sequence ? sequence.items() : List.<Node>of())
        .orElse(List.of());
  }

  /** The scalar at a path, null scalars left out. */
  default Optional<Scalar> scalar(String... path) {
    return find(path).filter(Scalar.class::isInstance).map(Scalar.class::cast);
  }

  /** The text of the scalar at a path, whatever its type. */
  default Optional<String> text(String... path) {
    return scalar(path).map(Scalar::text);
  }

  /**
   * Fields by name, in the order in which they were written.
   *
   * @param keys where each field's name stands; a field without an entry is placed at its value
   */
  record Mapping(
      SequencedMap<String, Node> fields, SequencedMap<String, Location> keys, Location at)
      implements Node {
    public Mapping {
      fields = Fields.copyOf(fields);
      keys = Fields.copyOf(keys);
    }

    public Mapping(SequencedMap<String, Node> fields, Location at) {
      this(fields, new LinkedHashMap<>(), at);
    }

    /** A mapping without fields. */
    public static Mapping empty(Location at) {
      return new Mapping(new LinkedHashMap<>(), at);
    }

    @Override
    public Optional<Node> get(String field) {
      return Optional.ofNullable(fields.get(field));
    }

    /** Where a field's name stands, or the mapping itself where it has no such field. */
    public Location keyAt(String field) {
      Location key = keys.get(field);
      if (key != null) {
        return key;
      }
      Node value = fields.get(field);
      return value == null ? at : value.at();
    }

    /** The fields whose values are scalars, as text: labels, annotations, node selectors. */
    public Map<String, String> texts() {
      var texts = new LinkedHashMap<String, String>();
      fields.forEach(
          (name, node) -> {
            if (node instanceof Scalar scalar && !scalar.isNull()) {
              texts.put(name, scalar.text());
            }
          });
      return Collections.unmodifiableMap(texts);
    }
  }

  /** Items in order. */
  record Sequence(List<Node> items, Location at) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }

    /** The items that are mappings. */
    public Stream<Mapping> mappings() {
      return items.stream().filter(Mapping.class::isInstance).map(Mapping.class::cast);
    }
  }

  /**
   * A single value, resolved as Kubernetes resolves it.
   *
   * @param text the content of a string; for other types the canonical JSON text ({@code 0755}
   *     reads as {@code 493}, {@code yes} as {@code true})
   */
  record Scalar(String text, Type type, Location at) implements Node {
    /** The JSON type that the API server sees. */
    public enum Type {
      STRING,
      INTEGER,
      FLOAT,
      BOOLEAN,
      NULL
    }

    /** Whether this is an explicit null, which Kubernetes treats as an absent field. */
    public boolean isNull() {
      return type == Type.NULL;
    }

    /** Whether this is the boolean {@code true}. */
    public boolean isTrue() {
      return type == Type.BOOLEAN && text.equals("true");
    }

    /** The number, where this is an integer in the range of a long. */
    public Optional<Long> integer() {
      if (type != Type.INTEGER) {
        return Optional.empty();
      }
      try {
        return Optional.of(Long.parseLong(text));
      } catch (NumberFormatException tooLarge) {
        return Optional.empty();
      }
    }
  }
}
