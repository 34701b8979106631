package dev.bulkhead.drill;

import dev.bulkhead.admission.Labels;
import dev.bulkhead.admission.Selector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Labels for a namespace that a selector selects. */
final class Optin {
  private Optin() {}

  /** The labels; nothing where no namespace can have such. */
  static Optional<Map<String, String>> labels(Selector selector, String name) {
    var labels = new LinkedHashMap<String, String>();
    labels.put(Space.NAME_LABEL, name);
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
    return selector.selects(Labels.all(name, labels)).isYes()
        ? Optional.of(labels)
        : Optional.empty();
  }
}
