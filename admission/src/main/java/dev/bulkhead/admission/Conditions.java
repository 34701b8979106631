package dev.bulkhead.admission;

import dev.bulkhead.model.Node;
import java.util.List;

/**
 * The match conditions of a hook (KEP-3716): expressions of CEL, all of which must be true for the
 * hook to be called.
 */
public final class Conditions {
  /** No condition: the hook is called for whatever its rules and selectors match. */
  public static final Conditions NONE = new Conditions(List.of());

  private final List<String> names;

  private Conditions(List<String> names) {
    this.names = names;
  }

  /** What conditions come to for a request. */
  public sealed interface Outcome {
    /** All are true. */
    record Met() implements Outcome {}

    /** One is false, whatever the others are. */
    record Unmet(String condition) implements Outcome {}

    /** None is false, and one ends in an error. */
    record Failed(String condition, String error) implements Outcome {}

    /** Nobody can tell from what is known. */
    record Open(List<String> doubts) implements Outcome {
      public Open {
        doubts = List.copyOf(doubts);
      }
    }
  }

  /** Reads {@code matchConditions}. */
  public static Conditions of(List<Node> items) {
    return items.isEmpty()
        ? NONE
        : new Conditions(items.stream().map(item -> item.text("name").orElse("")).toList());
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return names.isEmpty();
  }

  /** What they come to for a request. */
  public Outcome evaluate(AdmissionRequest request) {
    return names.isEmpty()
        ? new Outcome.Met()
        : new Outcome.Open(List.of("the condition %s is met".formatted(names.getFirst())));
  }
}
