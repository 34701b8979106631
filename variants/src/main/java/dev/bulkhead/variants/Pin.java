package dev.bulkhead.variants;

import java.util.Optional;

/**
 * A value of a chart that overrides an image's tag.
 *
 * @param path the value's name as {@code --set} writes it
 * @param before what the chart writes before the value: {@code v}
 * @param after what the chart writes after the value: {@code -alpine}
 */
public record Pin(String path, String before, String after) {
  /** The assignment that makes a tag; empty where the value can make no such tag. */
  Optional<String> assignment(String tag) {
    boolean fits =
        tag.length() > before.length() + after.length()
            && tag.startsWith(before)
            && tag.endsWith(after);
    return fits
        ? Optional.of(path + "=" + tag.substring(before.length(), tag.length() - after.length()))
        : Optional.empty();
  }
}
