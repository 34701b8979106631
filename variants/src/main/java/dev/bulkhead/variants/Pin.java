package dev.bulkhead.variants;

import java.util.Optional;

/**
 * A value of a chart that becomes part of an image's reference, and what the chart writes around
 * it.
 *
 * @param path the value's name as {@code --set} writes it
 * @param before what the chart writes before the value: {@code registry.example/kubectl:v}
 * @param after what the chart writes after the value: {@code -alpine}
 */
public record Pin(String path, String before, String after) {
  /** What the value must be for the chart to write a reference; empty where it never does. */
  public Optional<String> value(String reference) {
    boolean fits =
        reference.length() > before.length() + after.length()
            && reference.startsWith(before)
            && reference.endsWith(after);
    return fits
        ? Optional.of(reference.substring(before.length(), reference.length() - after.length()))
        : Optional.empty();
  }
}
