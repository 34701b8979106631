package dev.bulkhead.model;

/**
 * Where an object came from.
 *
 * @param source the source as the user named it: a folder, a file, a chart, {@code -}
 * @param path the file within that source, which stays the same wherever the source lies
 * @param hook the release events at which it is created, for a chart's hooks
 */
public record Origin(String source, String path, Hook hook) {
  /** An ordinary object of a source. */
  public static Origin of(String source, String path) {
    return new Origin(source, path, Hook.NONE);
  }
}
