package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.Traits;
import dev.bulkhead.verdict.Nearest;
import dev.bulkhead.verdict.OptionError;
import java.util.List;

/**
 * How a release of k0s behaves in one respect, as a person states it.
 *
 * @param name one of {@link Traits#names}
 * @param value one of {@link Traits#values}
 */
record StatedTrait(String name, String value) {

  /**
   * Reads {@code strip=repository}.
   *
   * @throws OptionError where there is no such trait, or it has no such value
   */
  static StatedTrait parse(String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    if (!Traits.names().contains(name)) {
      List<String> nearest = Nearest.to(name, Traits.names());
      throw new OptionError(
          "\"%s\" is nothing in which releases of k0s differ.".formatted(name),
          "Write NAME=VALUE with one of %s."
              .formatted(String.join(", ", nearest.isEmpty() ? Traits.names() : nearest)));
    }
    String value = equals < 0 ? "" : text.substring(equals + 1);
    List<String> values = Traits.values(name);
    if (!values.contains(value)) {
      throw new OptionError(
          "%s is \"%s\", and it is one of %s.".formatted(name, value, String.join(", ", values)),
          "Write %s=%s.".formatted(name, String.join("|", values)));
    }
    return new StatedTrait(name, value);
  }
}
