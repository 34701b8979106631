package dev.bulkhead.diff;

import dev.bulkhead.diff.Side.ChartText;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.SecretKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Values of a chart whose default changes, that go, that come, that are of another type. */
final class ValueChanges {
  private final Node after;
  private final List<String> given;
  private final List<Change> changes = new ArrayList<>();

  private ValueChanges(Node after, List<String> given) {
    this.after = after;
    this.given = given;
  }

  /**
   * Compares the values.yaml of both.
   *
   * @param given the values that the user sets, by their paths as {@code --set} writes them
   */
  static List<Change> of(ChartText before, ChartText after, List<String> given) {
    var found = new ValueChanges(after.values(), given);
    Pair<Node> roots = new Pair.Kept<>(before.values(), after.values());
    found.compare(new Spot(new Subject.OfChart(after.name()), "", "", roots));
    return found.changes;
  }

  private void compare(Spot spot) {
    switch (spot.nodes()) {
      case Pair.Added<Node> _ ->
          changes.add(spot.worthKnowing(Area.VALUES, "A new value of the chart."));
      case Pair.Removed<Node> _ -> changes.add(gone(spot));
      case Pair.Kept<Node>(Node.Mapping before, Node.Mapping after) ->
          Spot.fields(before, after).forEach(field -> field(spot, field).ifPresent(this::compare));
      case Pair.Kept<Node>(Node before, Node after) -> otherwise(spot, before, after);
    }
  }

  /** A field, with its path as {@code --set} writes it; one that is null is there. */
  private static Optional<Spot> field(Spot parent, String field) {
    String name = field.replace(".", "\\.");
    String path = parent.path().isEmpty() ? name : parent.path() + "." + name;
    return parent
        .nodes()
        .map(node -> node.get(field))
        .map(nodes -> new Spot(parent.subject(), path, path, nodes));
  }

  private Change gone(Spot spot) {
    return givenWithin(spot.path())
        .map(
            path ->
                spot.canHurt(
                    Area.VALUES,
                    "The value goes away, and you set %s: it may have no effect any more%s."
                        .formatted(
                            path.equals(spot.path()) ? "it" : path,
                            successor(spot).map("; %s may take its place"::formatted).orElse(""))))
        .orElseGet(() -> spot.worthKnowing(Area.VALUES, "The value goes away."));
  }

  /** The only new value of the same name and default. */
  private Optional<String> successor(Spot gone) {
    String name = gone.path().substring(gone.path().lastIndexOf('.') + 1);
    var found = new ArrayList<String>();
    Pair<Node> roots = new Pair.Added<>(after);
    collect(name, gone.nodes().any(), new Spot(gone.subject(), "", "", roots), found);
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private static void collect(String name, Node before, Spot spot, List<String> found) {
    Node node = spot.nodes().any();
    boolean isLike =
        (spot.path().equals(name) || spot.path().endsWith("." + name)) && !isEmpty(before);
    if (isLike && !new Spot(spot.subject(), "", "", new Pair.Kept<>(before, node)).differs()) {
      found.add(spot.path());
    } else if (node instanceof Node.Mapping mapping) {
      mapping
          .fields()
          .keySet()
          .forEach(
              field -> field(spot, field).ifPresent(inner -> collect(name, before, inner, found)));
    }
  }

  private Optional<String> givenWithin(String path) {
    return given.stream()
        .filter(
            each -> each.equals(path) || each.startsWith(path + ".") || each.startsWith(path + "["))
        .findFirst();
  }

  private void otherwise(Spot spot, Node before, Node after) {
    if (before.getClass() != after.getClass() && !isEmpty(before) && !isEmpty(after)) {
      changes.add(
          spot.canHurt(
              Area.VALUES,
              "The value is %s instead of %s%s: what was set before does not fit."
                  .formatted(
                      kind(after),
                      kind(before),
                      givenWithin(spot.path()).isPresent() ? ", and you set it" : "")));
    } else if (spot.differs()) {
      changes.add(
          spot.worthKnowing(Area.VALUES, "The default %s.".formatted(how(spot, before, after))));
    }
  }

  private static String how(Spot spot, Node before, Node after) {
    if (isSecret(spot, before) || isSecret(spot, after)) {
      return "changes";
    }
    if (Shown.isWhole(before) && Shown.isWhole(after)) {
      return "is %s instead of %s".formatted(Shown.of(after), Shown.of(before));
    }
    List<String> places = spot.places();
    return places.isEmpty() ? "changes" : "changes at " + Shown.list(places);
  }

  private static boolean isEmpty(Node node) {
    return switch (node) {
      case Node.Mapping mapping -> mapping.fields().isEmpty();
      case Node.Sequence list -> list.items().isEmpty();
      case Node.Scalar scalar -> scalar.isNull() || scalar.text().isEmpty();
    };
  }

  private static String kind(Node node) {
    return switch (node) {
      case Node.Mapping _ -> "a mapping";
      case Node.Sequence _ -> "a list";
      case Node.Scalar _ -> "a single value";
    };
  }

  /** Whether a value is under a name that tells a secret, or holds such a name. */
  private static boolean isSecret(Spot spot, Node node) {
    return SecretKeys.isIn(spot.path()) || holdsSecret(node);
  }

  private static boolean holdsSecret(Node node) {
    return switch (node) {
      // An argument, as in --password=…
      case Node.Scalar scalar ->
          scalar.text().indexOf('=') > 0
              && SecretKeys.isIn(scalar.text().substring(0, scalar.text().indexOf('=')));
      case Node.Sequence list -> list.items().stream().anyMatch(ValueChanges::holdsSecret);
      case Node.Mapping mapping -> holdsSecret(mapping);
    };
  }

  /** The key of a toleration or of a selector's expression is none. */
  private static boolean holdsSecret(Node.Mapping mapping) {
    boolean isExpression = mapping.get("operator").isPresent();
    return mapping.text("name").filter(SecretKeys::isIn).isPresent()
        || mapping.fields().entrySet().stream()
            .filter(field -> !(isExpression && field.getKey().equals("key")))
            .anyMatch(field -> SecretKeys.isIn(field.getKey()) || holdsSecret(field.getValue()));
  }
}
