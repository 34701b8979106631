package dev.bulkhead.diff;

import dev.bulkhead.model.Node;
import java.util.List;
import java.util.Map;

/** A selector by labels, as Kubernetes decides it (LabelSelector of its meta API). */
record LabelSelector(Node selector) {
  /** The labels that every cluster's namespace of vital parts has. */
  static final Map<String, String> KUBE_SYSTEM =
      Map.of("kubernetes.io/metadata.name", "kube-system");

  /** Whether it selects everything. */
  boolean isAll() {
    return selector.mapping("matchLabels").map(Node.Mapping::texts).orElse(Map.of()).isEmpty()
        && selector.items("matchExpressions").isEmpty();
  }

  /** Whether it selects what has these labels and no others. */
  boolean selects(Map<String, String> labels) {
    Map<String, String> wanted =
        selector.mapping("matchLabels").map(Node.Mapping::texts).orElse(Map.of());
    return wanted.entrySet().stream()
            .allMatch(label -> label.getValue().equals(labels.get(label.getKey())))
        && selector.items("matchExpressions").stream().allMatch(each -> holds(each, labels));
  }

  private static boolean holds(Node expression, Map<String, String> labels) {
    String value = labels.get(expression.text("key").orElse(""));
    List<String> values = Permissions.texts(expression, "values");
    return switch (expression.text("operator").orElse("")) {
      case "In" -> value != null && values.contains(value);
      case "NotIn" -> value == null || !values.contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> true;
    };
  }
}
