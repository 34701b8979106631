package dev.bulkhead.registry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What an image says about how it is run (OCI image specification, config.md).
 *
 * @param environment in the order in which the image lists it
 * @param workingDirectory the empty string where none is stated
 * @param user {@code user}, {@code uid}, {@code user:group}, … or the empty string
 */
public record ImageConfig(
    List<String> entrypoint,
    List<String> command,
    SequencedMap<String, String> environment,
    String workingDirectory,
    String user,
    SequencedMap<String, String> labels) {
  public ImageConfig {
    entrypoint = List.copyOf(entrypoint);
    command = List.copyOf(command);
    environment = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(environment));
    labels = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(labels));
  }
}
