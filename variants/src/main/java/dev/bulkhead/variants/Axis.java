package dev.bulkhead.variants;

import dev.bulkhead.model.Location;
import java.util.List;

/**
 * A value of a chart that decides what is rendered.
 *
 * @param path the value's name as {@code --set} writes it
 * @param choices what it can be set to other than what it is; at least one
 * @param foundAt where the choices were found, with files as the chart names them: conditions of
 *     templates, the schema, the values; of very many places the first
 */
public record Axis(String path, List<Choice> choices, List<Location> foundAt) {
  public Axis {
    choices = List.copyOf(choices);
    foundAt = List.copyOf(foundAt);
    if (choices.isEmpty()) {
      throw new IllegalArgumentException("Nothing to choose for %s.".formatted(path));
    }
  }
}
