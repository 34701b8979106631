package dev.bulkhead.admission;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The match conditions of a hook (KEP-3716): expressions of CEL, all of which must be true for the
 * hook to be called (apiserver {@code pkg/admission/plugin/webhook/matchconditions/matcher.go}).
 */
public final class Conditions {
  /** No condition: the hook is called for whatever its rules and selectors match. */
  public static final Conditions NONE = new Conditions(List.of());

  /** As many as the API server allows. */
  static final int MOST = 64;

  private final List<Condition> conditions;

  /** Compiled when it is first asked for, since few commands ever ask, and CEL is slow to load. */
  private @Nullable CompiledConditions compiled;

  private Conditions(List<Condition> conditions) {
    this.conditions = List.copyOf(conditions);
  }

  /**
   * One of them, as stated.
   *
   * @param at where the expression stands
   */
  record Condition(String name, String expression, Location at) {}

  /** What conditions come to for a request. */
  public sealed interface Outcome {
    /** All are true. */
    record Met() implements Outcome {}

    /** One is false, whatever the others are. */
    record Unmet(String condition) implements Outcome {}

    /**
     * None is false, as far as can be told, and one ends in an error.
     *
     * @param doubts what it depends on that no other one is false
     */
    record Failed(String condition, String error, List<String> doubts) implements Outcome {
      public Failed {
        doubts = List.copyOf(doubts);
      }
    }

    /** Nobody can tell from what is known. */
    record Open(List<String> doubts) implements Outcome {
      public Open {
        doubts = List.copyOf(doubts);
      }
    }
  }

  /**
   * What the API server refuses a configuration for.
   *
   * @param condition the name of the condition
   * @param problem a clause: {@code undefined field 'foo'}
   * @param at where the expression stands
   */
  public record Fault(String condition, String problem, Location at) {}

  /** Reads {@code matchConditions}. */
  public static Conditions of(List<Node> items) {
    if (items.isEmpty()) {
      return NONE;
    }
    var conditions = new ArrayList<Condition>();
    for (Node item : items) {
      conditions.add(
          new Condition(
              item.text("name").orElse("number " + (conditions.size() + 1)),
              item.text("expression").orElse(""),
              item.find("expression").map(Node::at).orElse(item.at())));
    }
    return new Conditions(conditions);
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return conditions.isEmpty();
  }

  /** What they come to for a request. */
  public Outcome evaluate(AdmissionRequest request) {
    return isEmpty() ? CompiledConditions.MET : compiled().evaluate(request);
  }

  /** What the API server would refuse them for, in their order. */
  public List<Fault> faults() {
    return isEmpty() ? List.of() : compiled().faults();
  }

  private synchronized CompiledConditions compiled() {
    if (compiled == null) {
      compiled = CompiledConditions.of(conditions);
    }
    return compiled;
  }
}
