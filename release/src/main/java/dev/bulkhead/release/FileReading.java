package dev.bulkhead.release;

import java.util.List;
import java.util.Optional;

/**
 * What one file states.
 *
 * @param carriers every place in it that states a version of something, in the order of the file
 * @param references what a kustomization builds on, as it is written; empty for other files
 * @param chart what a chart says of itself, if this is its Chart.yaml
 * @param skipped why the file was not read, a clause; empty where it was
 */
public record FileReading(
    List<Carrier> carriers,
    List<String> references,
    Optional<ChartStatement> chart,
    Optional<String> skipped) {
  /** A file that states nothing. */
  static final FileReading NOTHING = of(List.of());

  public FileReading {
    carriers = List.copyOf(carriers);
    references = List.copyOf(references);
  }

  /**
   * What a chart says of itself.
   *
   * @param isTemplate whether the file is only what a Chart.yaml is made of when it is published
   */
  public record ChartStatement(
      String name, String version, String appVersion, boolean isLibrary, boolean isTemplate) {}

  static FileReading of(List<Carrier> carriers) {
    return new FileReading(carriers, List.of(), Optional.empty(), Optional.empty());
  }

  static FileReading skipped(String reason) {
    return new FileReading(List.of(), List.of(), Optional.empty(), Optional.of(reason));
  }
}
