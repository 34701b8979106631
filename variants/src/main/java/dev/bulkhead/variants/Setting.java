package dev.bulkhead.variants;

import java.util.ArrayList;
import java.util.List;

/**
 * What is set in a chart beside the values that its user gave.
 *
 * @param valueFile a file of the chart that is taken for its values, or the empty string
 * @param choices in the order of their axes
 */
public record Setting(String valueFile, List<Choice> choices) {
  /** The values that the user gave, and no others. */
  public static final Setting GIVEN = new Setting("", List.of());

  public Setting {
    choices = List.copyOf(choices);
  }

  /** Values chosen one by one. */
  public static Setting of(List<Choice> choices) {
    return new Setting("", choices);
  }

  /** A file of the chart, taken for its values. */
  public static Setting of(String valueFile) {
    return new Setting(valueFile, List.of());
  }

  /** The same file with other choices. */
  Setting with(List<Choice> others) {
    return new Setting(valueFile, others);
  }

  /** The same without one choice. */
  Setting without(Choice choice) {
    var fewer = new ArrayList<>(choices);
    fewer.remove(choice);
    return with(fewer);
  }

  /** Whether this is what the user gave. */
  public boolean isGiven() {
    return equals(GIVEN);
  }

  /** As a person would type it: {@code manager.kind=DaemonSet,tls.enabled=false}. */
  @Override
  public String toString() {
    var parts = new ArrayList<String>();
    if (!valueFile.isEmpty()) {
      parts.add("-f " + valueFile);
    }
    if (!choices.isEmpty()) {
      parts.add(String.join(",", choices.stream().map(Choice::toString).toList()));
    }
    return parts.isEmpty() ? "the given values" : String.join(" ", parts);
  }
}
