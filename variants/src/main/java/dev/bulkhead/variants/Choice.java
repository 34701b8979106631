package dev.bulkhead.variants;

/**
 * One way to set a value of a chart.
 *
 * @param path the value's name as {@code --set} writes it: {@code manager.kind}; dots and commas
 *     within a name are escaped by a backslash
 * @param value what it is set to, as {@code --set} writes it: {@code DaemonSet}, {@code true}
 */
public record Choice(String path, String value) {
  /** The choice as {@code --set} takes it: {@code manager.kind=DaemonSet}. */
  @Override
  public String toString() {
    return path + "=" + value;
  }
}
