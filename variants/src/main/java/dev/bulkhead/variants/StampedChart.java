package dev.bulkhead.variants;

import dev.bulkhead.render.ChartConstraint;
import dev.bulkhead.render.SourceTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedSet;
import java.util.regex.Pattern;

/**
 * A chart of a git tag as it is published: where Chart.yaml says 0.0.0, which many projects replace
 * when they package a release, it says the version of the tag.
 *
 * @param version without a leading {@code v}
 */
public record StampedChart(SourceTree chart, String version) implements SourceTree {
  private static final String FILE = ChartConstraint.FILE;

  /** The fields that are stamped, where they hold no version of their own. */
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(?m)^(version|appVersion):[ \\t]+[\"']?(v?)0\\.0\\.0(?:-[0-9A-Za-z.-]+)?[\"']?[ \\t]*(?:#.*)?$");

  /** As many numbers as a chart's version has. */
  private static final int NUMBERS = 3;

  /**
   * The chart as it is published; empty where it states a version of its own, or the tag none.
   *
   * @param tag the tag's name
   */
  public static Optional<StampedChart> of(SourceTree chart, String tag) {
    return ReleaseOrder.version(tag)
        .filter(version -> version.numbers().size() == NUMBERS)
        .map(version -> version.tag().replaceFirst("^[vV]", ""))
        .filter(version -> isOpen(chart))
        .map(version -> new StampedChart(chart, version));
  }

  private static boolean isOpen(SourceTree chart) {
    try {
      return chart.paths().contains(FILE) && PLACEHOLDER.matcher(text(chart)).find();
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static String text(SourceTree chart) throws IOException {
    return new String(chart.read(FILE), StandardCharsets.UTF_8);
  }

  /** What a reader should know of it, a full sentence. */
  public String note() {
    return "%s says version 0.0.0, as it is before a release is packaged; it was read as the tag's."
        .formatted(FILE);
  }

  @Override
  public String name() {
    return chart.name();
  }

  @Override
  public SortedSet<String> paths() {
    return chart.paths();
  }

  @Override
  public byte[] read(String path) throws IOException {
    return path.equals(FILE)
        ? PLACEHOLDER
            .matcher(text(chart))
            .replaceAll("$1: \"$2%s\"".formatted(version))
            .getBytes(StandardCharsets.UTF_8)
        : chart.read(path);
  }
}
