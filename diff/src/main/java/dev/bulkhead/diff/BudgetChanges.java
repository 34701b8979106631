package dev.bulkhead.diff;

import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Node;
import java.util.Set;
import java.util.stream.Stream;

/** How many pods may be evicted at once: PodDisruptionBudgets. */
final class BudgetChanges implements Comparison {
  private static final Set<String> NONE = Set.of("0", "0%");

  @Override
  public Stream<Change> changes(Pair<KubernetesObject> object) {
    if (!object.any().key().kind().equals("PodDisruptionBudget")) {
      return Stream.empty();
    }
    var root = Spot.of(object);
    Spot spec = root.in("spec").orElse(root);
    String before = spec.nodes().old().map(BudgetChanges::budget).orElse("");
    String after = spec.nodes().now().map(BudgetChanges::budget).orElse("");
    boolean isBlocking = spec.nodes().now().filter(BudgetChanges::isBlocking).isPresent();
    String blocking = isBlocking ? ": no drain of a node can evict its pods" : "";
    return switch (object) {
      case Pair.Removed<KubernetesObject> _ ->
          Stream.of(
              root.canHurt(
                  Area.OBJECTS,
                  "It goes away, and with it %s: drains may evict all its pods at once."
                      .formatted(before)));
      case Pair.Added<KubernetesObject> _ ->
          Stream.of(
              root.change(
                  isBlocking ? Hurt.CAN_HURT : Hurt.WORTH_KNOWING,
                  Area.OBJECTS,
                  "It is new, with %s%s.".formatted(after, blocking)));
      case Pair.Kept<KubernetesObject> _ when before.equals(after) -> Stream.empty();
      case Pair.Kept<KubernetesObject> _ ->
          Stream.of(
              spec.change(
                  isBlocking ? Hurt.CAN_HURT : Hurt.WORTH_KNOWING,
                  Area.OBJECTS,
                  "%s instead of %s%s.".formatted(after, before, blocking)));
    };
  }

  private static String budget(Node spec) {
    return spec.text("maxUnavailable")
        .map(text -> "maxUnavailable " + text)
        .orElseGet(() -> "minAvailable " + spec.text("minAvailable").orElse("1"));
  }

  private static boolean isBlocking(Node spec) {
    return NONE.contains(spec.text("maxUnavailable").orElse(""))
        || spec.text("minAvailable").orElse("").equals("100%");
  }
}
