package dev.bulkhead.diff;

import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a new schema of a CRD's version does to objects that are there: fields that it prunes, and
 * what it refuses.
 */
final class SchemaChanges {
  private final List<String> pruned = new ArrayList<>();
  private final List<String> added = new ArrayList<>();
  private final List<String> retyped = new ArrayList<>();
  private final List<String> required = new ArrayList<>();
  private final List<String> narrowed = new ArrayList<>();

  private SchemaChanges() {}

  static List<Change> of(Spot version) {
    Optional<Spot> schema = version.in("schema", "openAPIV3Schema");
    if (schema.isEmpty()
        || !(schema.get().nodes() instanceof Pair.Kept<Node>(Node before, Node after))) {
      return List.of();
    }
    var found = new SchemaChanges();
    found.compare("", before, after);
    return found.changes(schema.get());
  }

  private List<Change> changes(Spot schema) {
    return Stream.of(
            told(
                schema,
                Hurt.CAN_HURT,
                pruned,
                "Fields go away, and what objects hold in them: %s."),
            told(schema, Hurt.CAN_HURT, retyped, "Fields are of another type: %s."),
            told(
                schema,
                Hurt.CAN_HURT,
                required,
                "Fields become required, and objects without them are refused: %s."),
            told(schema, Hurt.CAN_HURT, narrowed, "Fields allow fewer values: %s."),
            told(schema, Hurt.WORTH_KNOWING, added, "Fields are new: %s."))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Change> told(
      Spot schema, Hurt hurt, List<String> fields, String sentence) {
    return fields.isEmpty()
        ? Optional.empty()
        : Optional.of(schema.change(hurt, Area.CRDS, sentence.formatted(Shown.list(fields))));
  }

  private void compare(String path, Node before, Node after) {
    String type = before.text("type").orElse("");
    String now = after.text("type").orElse("");
    if (!type.equals(now) && !type.isEmpty() && !now.isEmpty()) {
      retyped.add("%s (%s, was %s)".formatted(path, now, type));
      return;
    }
    properties(path, before, after);
    required(path, before, after);
    List<String> values = Permissions.texts(after, "enum");
    boolean isNarrower =
        !values.isEmpty() && !values.containsAll(Permissions.texts(before, "enum"));
    if (isNarrower || (!values.isEmpty() && before.items("enum").isEmpty())) {
      narrowed.add(path);
    }
    both("items", before, after, path + "[]");
    both("additionalProperties", before, after, path + ".*");
  }

  private void both(String field, Node before, Node after, String path) {
    before
        .mapping(field)
        .ifPresent(old -> after.mapping(field).ifPresent(now -> compare(path, old, now)));
  }

  private void properties(String path, Node before, Node after) {
    boolean keepsAll = keepsUnknown(after);
    for (Pair<String> name : Pair.match(fields(before), fields(after), field -> field)) {
      if (path.isEmpty() && name.any().equals("status")) {
        continue; // Its controller writes it anew.
      }
      String place = path.isEmpty() ? name.any() : path + "." + name.any();
      switch (name) {
        case Pair.Removed<String> _ when keepsAll -> {}
        case Pair.Removed<String> _ -> pruned.add(place);
        case Pair.Added<String> _ -> added.add(place);
        case Pair.Kept<String>(var field, var _) ->
            compare(
                place,
                before.find("properties", field).orElse(before),
                after.find("properties", field).orElse(after));
      }
    }
  }

  private static Set<String> fields(Node schema) {
    return schema
        .mapping("properties")
        .map(properties -> properties.fields().keySet())
        .orElse(Set.of());
  }

  private static boolean keepsUnknown(Node schema) {
    return schema
        .scalar("x-kubernetes-preserve-unknown-fields")
        .filter(Node.Scalar::isTrue)
        .isPresent();
  }

  /** A field that is new may be required within what is new itself. */
  private void required(String path, Node before, Node after) {
    List<String> known = Permissions.texts(before, "required");
    for (String field : Permissions.texts(after, "required")) {
      boolean hasDefault = after.find("properties", field, "default").isPresent();
      if (!known.contains(field) && !hasDefault) {
        required.add(path.isEmpty() ? field : path + "." + field);
      }
    }
  }
}
