package dev.bulkhead.drill;

import dev.bulkhead.admission.Labels;
import dev.bulkhead.admission.Selector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Labels for what a selector selects. */
final class Optin {
  private Optin() {}

  /** Labels of a namespace of that name; nothing where none can have such. */
  static Optional<Map<String, String>> ofNamespace(Selector selector, String name) {
    return labels(selector, Map.of(Space.NAME_LABEL, name));
  }

  /** Labels of an object; nothing where the selector wants none that others do not have. */
  static Optional<Map<String, String>> ofObject(Selector selector) {
    boolean isOptIn =
        selector.requirements().stream().anyMatch(each -> !each.operator().selectsAbsent());
    return isOptIn ? labels(selector, Map.of()) : Optional.empty();
  }

  private static Optional<Map<String, String>> labels(
      Selector selector, Map<String, String> given) {
    var labels = new LinkedHashMap<>(given);
    for (Selector.Requirement requirement : selector.requirements()) {
      switch (requirement.operator()) {
        case IN ->
            requirement.values().stream()
                .min(String::compareTo)
                .ifPresent(value -> labels.put(requirement.key(), value));
        case EXISTS -> labels.putIfAbsent(requirement.key(), "true");
        case NOT_IN, DOES_NOT_EXIST -> {}
      }
    }
    return selector.selects(Labels.all("it", labels)).isYes()
        ? Optional.of(labels)
        : Optional.empty();
  }
}
