package dev.bulkhead.release;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one file states.
 *
 * @param carriers every place in it that states a version of something, in the order of the file
 * @param kustomization what a kustomization builds on, if this is one
 * @param chart what a chart says of itself, if this is its Chart.yaml
 * @param skipped why the file or a part of it was not read, a clause; empty where all was
 */
public record FileReading(
    List<Carrier> carriers,
    Optional<Kustomization> kustomization,
    Optional<ChartStatement> chart,
    Optional<String> skipped) {
  /** A file that states nothing. */
  static final FileReading NOTHING = of(List.of());

  public FileReading {
    carriers = List.copyOf(carriers);
  }

  /**
   * What a kustomization is made of.
   *
   * @param isComponent whether it is only ever part of another
   * @param buildsOn resources, bases and components, as they are written
   * @param mentions every text that may be the path of a file: patches, generators' files
   */
  public record Kustomization(boolean isComponent, List<String> buildsOn, List<String> mentions) {
    public Kustomization {
      buildsOn = List.copyOf(buildsOn);
      mentions = List.copyOf(mentions);
    }
  }

  /**
   * What a chart says of itself.
   *
   * @param isTemplate whether the file is only what a Chart.yaml is made of when it is published
   */
  public record ChartStatement(
      String name, String version, String appVersion, boolean isLibrary, boolean isTemplate) {}

  /** The same with more carriers. */
  FileReading and(List<Carrier> more) {
    return new FileReading(
        Stream.concat(carriers.stream(), more.stream()).toList(), kustomization, chart, skipped);
  }

  /** The same, with the reason why a part was not read. */
  FileReading butFor(Optional<String> reason) {
    return new FileReading(carriers, kustomization, chart, reason);
  }

  static FileReading of(List<Carrier> carriers) {
    return new FileReading(carriers, Optional.empty(), Optional.empty(), Optional.empty());
  }

  static FileReading skipped(String reason) {
    return new FileReading(List.of(), Optional.empty(), Optional.empty(), Optional.of(reason));
  }
}
