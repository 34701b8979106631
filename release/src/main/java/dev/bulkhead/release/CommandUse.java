package dev.bulkhead.release;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.ObjectKey;
import java.util.List;

/**
 * A container that does not leave it to its image what is started.
 *
 * @param image the image's name without a tag
 * @param at where the command stands
 * @param mode the setting of a chart's values under which alone it is so; the empty string for what
 *     is always so
 */
public record CommandUse(
    String image,
    ObjectKey object,
    String container,
    Location at,
    List<String> command,
    String mode) {
  public CommandUse {
    command = List.copyOf(command);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("The container %s sets no command.".formatted(container));
    }
  }

  /** The same under another setting of a chart's values. */
  public CommandUse in(String setting) {
    return new CommandUse(image, object, container, at, command, setting);
  }
}
