package dev.bulkhead.variants;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A chart's schema of its values, as far as it says which values a single setting may have
 * (json-schema.org, draft 4 to 2020-12); what it says otherwise is Helm's to judge.
 */
final class Schema {
  private static final List<String> EITHER = List.of("anyOf", "oneOf");
  private static final int MAX_REACHED = 500;

  private final Node.Mapping root;

  Schema(Node.Mapping root) {
    this.root = root;
  }

  /**
   * What a schema says of one value.
   *
   * @param listed the values that it names, and where
   * @param closed whether no others are allowed
   * @param types the names of the types that are allowed; none where all are
   * @param typeAt where they stand
   */
  record Facts(
      SequencedMap<Literal, Location> listed,
      boolean closed,
      Set<String> types,
      @Nullable Location typeAt) {
    static final Facts NONE = new Facts(new LinkedHashMap<>(), false, Set.of(), null);

    Facts {
      listed = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(listed));
      types = Collections.unmodifiableSet(new LinkedHashSet<>(types));
    }

    /** Whether it is a boolean, or nothing. */
    boolean isBoolean() {
      return types.contains("boolean")
          && types.stream().allMatch(type -> type.equals("boolean") || type.equals("null"));
    }

    /** Whether a value is allowed. */
    boolean allows(Literal literal) {
      return closed ? listed.containsKey(literal) : types.isEmpty() || ofType(literal);
    }

    private boolean ofType(Literal literal) {
      return switch (literal.type()) {
        case STRING -> types.contains("string");
        case INTEGER -> types.contains("integer") || types.contains("number");
        case FLOAT -> types.contains("number");
        case BOOLEAN -> types.contains("boolean");
        case NULL -> types.contains("null");
      };
    }

    private Facts or(Facts other) {
      var all = new LinkedHashMap<>(listed);
      other.listed.forEach(all::putIfAbsent);
      var types = new LinkedHashSet<String>();
      if (!this.types.isEmpty() && !other.types.isEmpty()) {
        types.addAll(this.types);
        types.addAll(other.types);
      }
      return new Facts(all, closed && other.closed, types, typeAt == null ? other.typeAt : typeAt);
    }

    /** What both say, where both apply. */
    Facts and(Facts other) {
      var all = new LinkedHashMap<Literal, Location>();
      listed.forEach((value, at) -> putIf(all, value, at, other));
      other.listed.forEach((value, at) -> putIf(all, value, at, this));
      var types = new LinkedHashSet<>(this.types.isEmpty() ? other.types : this.types);
      if (!this.types.isEmpty() && !other.types.isEmpty()) {
        types.retainAll(other.types);
      }
      return new Facts(all, closed || other.closed, types, typeAt == null ? other.typeAt : typeAt);
    }

    private static void putIf(
        SequencedMap<Literal, Location> all, Literal value, Location at, Facts allowing) {
      if (allowing.allows(value)) {
        all.putIfAbsent(value, at);
      }
    }
  }

  /** What is said of the value at a path, by the chart's own name for it. */
  Facts of(ValuePath path) {
    List<Node> reached = List.of(root);
    for (String name : path.names()) {
      reached = children(reached, name);
    }
    Set<Node> seen = identities();
    return reached.stream().map(node -> facts(node, seen)).reduce(Facts::or).orElse(Facts.NONE);
  }

  private List<Node> children(List<Node> parents, String name) {
    var found = new ArrayList<Node>();
    Set<Node> seen = identities();
    var open = new ArrayDeque<>(parents);
    while (!open.isEmpty() && seen.size() < MAX_REACHED) {
      Node node = open.removeFirst();
      if (!seen.add(node)) {
        continue;
      }
      node.find("properties").flatMap(all -> all.get(name)).ifPresent(found::add);
      target(node).ifPresent(open::add);
      open.addAll(node.items("allOf"));
      EITHER.forEach(word -> open.addAll(node.items(word)));
    }
    return found;
  }

  private static Set<Node> identities() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  /** What a part of the schema says; nothing where it was heard before, so that cycles end. */
  private Facts facts(Node node, Set<Node> seen) {
    if (seen.size() == MAX_REACHED || !seen.add(node)) {
      return Facts.NONE;
    }
    var all = new ArrayList<Facts>();
    all.add(own(node));
    target(node).ifPresent(target -> all.add(facts(target, seen)));
    node.items("allOf").forEach(part -> all.add(facts(part, seen)));
    for (String word : EITHER) {
      node.items(word).stream()
          .map(part -> facts(part, seen))
          .reduce(Facts::or)
          .ifPresent(all::add);
    }
    return all.stream().reduce(Facts.NONE, Facts::and);
  }

  private static Facts own(Node node) {
    var listed = new LinkedHashMap<Literal, Location>();
    boolean closed = false;
    if (node instanceof Node.Mapping schema) {
      closed = schema.find("enum").isPresent() || schema.get("const").isPresent();
      list(schema.items("enum"), schema.keyAt("enum"), listed);
      list(schema.get("const").stream().toList(), schema.keyAt("const"), listed);
    }
    var types = new LinkedHashSet<String>();
    node.text("type").ifPresent(types::add);
    node.items("type").forEach(type -> type.text().ifPresent(types::add));
    if (!closed && types.isEmpty()) {
      return Facts.NONE;
    }
    Location typeAt = node instanceof Node.Mapping schema ? schema.keyAt("type") : null;
    return new Facts(listed, closed, types, types.isEmpty() ? null : typeAt);
  }

  private static void list(List<Node> values, Location at, SequencedMap<Literal, Location> listed) {
    for (Node value : values) {
      if (value instanceof Node.Scalar scalar && !scalar.isNull()) {
        listed.putIfAbsent(Literal.of(scalar), at);
      }
    }
  }

  /** What a reference within the schema leads to (RFC 6901). */
  private Optional<Node> target(Node node) {
    String reference = node.text("$ref").orElse("");
    if (!reference.startsWith("#/")) {
      return Optional.empty();
    }
    Optional<Node> found = Optional.of(root);
    for (String name : reference.substring(2).split("/", -1)) {
      String key = name.replace("~1", "/").replace("~0", "~");
      found = found.flatMap(parent -> parent.get(key));
    }
    return found;
  }
}
