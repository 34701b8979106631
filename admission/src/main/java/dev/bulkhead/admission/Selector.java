package dev.bulkhead.admission;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A label selector (apimachinery {@code pkg/labels/selector.go}): all requirements must be met, and
 * an empty one selects everything. {@code matchLabels} are requirements of the form {@code In} with
 * one value.
 *
 * @param malformed what the API server would refuse it for; empty where it is well formed
 */
public record Selector(List<Requirement> requirements, String malformed) {
  private static final String MALFORMED =
      "a requirement has no key, no operator of In, NotIn, Exists and DoesNotExist, or not the"
          + " values that its operator needs";

  /** Selects everything. */
  public static final Selector EVERYTHING = new Selector(List.of(), "");

  public Selector {
    requirements = List.copyOf(requirements);
  }

  /** What a requirement asks of a label. */
  public enum Operator {
    IN("In"),
    NOT_IN("NotIn"),
    EXISTS("Exists"),
    DOES_NOT_EXIST("DoesNotExist");

    private final String spelling;

    Operator(String spelling) {
      this.spelling = spelling;
    }

    static Optional<Operator> of(String text) {
      for (Operator operator : values()) {
        if (operator.spelling.equals(text)) {
          return Optional.of(operator);
        }
      }
      return Optional.empty();
    }

    /** Whether an object without the label is selected: the operator serves to opt out. */
    public boolean selectsAbsent() {
      return this == NOT_IN || this == DOES_NOT_EXIST;
    }

    /** Whether it needs values; the others take none. */
    boolean takesValues() {
      return this == IN || this == NOT_IN;
    }

    /** As it is written in a manifest. */
    @Override
    public String toString() {
      return spelling;
    }
  }

  /**
   * One condition on one label.
   *
   * @param at where it stands
   */
  public record Requirement(String key, Operator operator, Set<String> values, Location at) {
    public Requirement {
      values = Set.copyOf(values);
    }

    /** Whether labels meet it. */
    public Truth isMetBy(Labels labels) {
      String value = labels.shown().get(key);
      if (value != null) {
        return Truth.of(
            switch (operator) {
              case IN -> values.contains(value);
              case NOT_IN -> !values.contains(value);
              case EXISTS -> true;
              case DOES_NOT_EXIST -> false;
            });
      }
      if (!operator.selectsAbsent()) {
        return Truth.Decided.NO;
      }
      return labels.complete() ? Truth.Decided.YES : Truth.maybe(doubt(labels));
    }

    private String doubt(Labels labels) {
      return operator == Operator.NOT_IN
          ? "%s does not carry the label %s=%s"
              .formatted(labels.owner(), key, String.join("|", values.stream().sorted().toList()))
          : "%s does not carry the label %s".formatted(labels.owner(), key);
    }

    /** {@code kubernetes.io/metadata.name NotIn [kube-system]}. */
    @Override
    public String toString() {
      return values.isEmpty()
          ? key + " " + operator
          : key + " " + operator + " " + values.stream().sorted().toList();
    }
  }

  /** The selector at a place of a manifest; everything is selected where there is none. */
  public static Selector of(Optional<Node.Mapping> node) {
    return node.map(Selector::of).orElse(EVERYTHING);
  }

  private static Selector of(Node.Mapping node) {
    var requirements = new ArrayList<Requirement>();
    node.mapping("matchLabels")
        .ifPresent(
            labels ->
                labels
                    .texts()
                    .forEach(
                        (key, value) ->
                            requirements.add(
                                new Requirement(
                                    key, Operator.IN, Set.of(value), labels.keyAt(key)))));
    String malformed = "";
    for (Node item : node.items("matchExpressions")) {
      Optional<Requirement> requirement = requirement(item);
      if (requirement.isEmpty()) {
        malformed = MALFORMED;
      }
      requirement.ifPresent(requirements::add);
    }
    return new Selector(requirements, malformed);
  }

  private static Optional<Requirement> requirement(Node item) {
    var values = new HashSet<String>();
    for (Node value : item.items("values")) {
      if (value instanceof Node.Scalar scalar) {
        values.add(scalar.text());
      }
    }
    return item.text("operator")
        .flatMap(Operator::of)
        .filter(operator -> operator.takesValues() != values.isEmpty())
        .flatMap(
            operator ->
                item.text("key").map(key -> new Requirement(key, operator, values, item.at())));
  }

  /** The same with further requirements. */
  public Selector and(List<Requirement> further) {
    return new Selector(Stream.concat(requirements.stream(), further.stream()).toList(), malformed);
  }

  /** Whether it selects everything. */
  public boolean isEmpty() {
    return requirements.isEmpty() && malformed.isEmpty();
  }

  /** Whether it selects an object with these labels. */
  public Truth selects(Labels labels) {
    if (!malformed.isEmpty()) {
      return Truth.maybe("the selector were well formed: " + malformed);
    }
    Truth truth = Truth.Decided.YES;
    for (Requirement requirement : requirements) {
      truth = truth.and(requirement.isMetBy(labels));
      if (truth.isNo()) {
        return truth;
      }
    }
    return truth;
  }

  /** The requirements, joined by commas. */
  @Override
  public String toString() {
    return requirements.isEmpty()
        ? "everything"
        : String.join(", ", requirements.stream().map(Requirement::toString).toList());
  }
}
