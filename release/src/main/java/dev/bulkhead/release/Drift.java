package dev.bulkhead.release;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** How far a version that is stated in a release is from the release itself. */
public sealed interface Drift {
  /** It is the release's own. */
  record Same() implements Drift {}

  /**
   * It is an older one.
   *
   * @param releases so many of the stream were out by then and are newer than what is stated, the
   *     release itself included; where what is stated is older than all that is known, at least so
   *     many
   */
  record Behind(int releases) implements Drift {}

  /**
   * It is a newer one.
   *
   * @param releases so many of the stream come after the release up to what is stated, and at least
   *     1
   */
  record Ahead(int releases) implements Drift {}

  /** What is stated moves from release to release: {@code latest}, {@code v1.34}. */
  record Floating(String text) implements Drift {}

  /**
   * No version of the project is stated, or one that is written only when it is published ({@code
   * 0.0.0}).
   */
  record Unstated() implements Drift {}

  /** How far the images are that a release deploys; of several, the one that is worst. */
  static Drift ofImages(History history, History.Row row) {
    return switch (history.series()) {
      case CODE -> worst(row.deploys().stream().map(image -> of(history, row, image.tag())));
      case CHART -> new Unstated();
    };
  }

  /** How far the charts are, by the one of their versions that follows the tags. */
  static Drift ofCharts(History history, History.Row row) {
    return worst(
        row.charts().stream()
            .map(
                chart ->
                    switch (history.series()) {
                      case CODE -> chart.appVersion();
                      case CHART -> chart.version();
                    })
            .map(text -> of(history, row, text)));
  }

  private static Drift worst(Stream<Drift> drifts) {
    return drifts.max(Comparator.comparingInt(Drift::rank)).orElse(new Unstated());
  }

  private int rank() {
    return switch (this) {
      case Unstated _ -> -3;
      case Same _ -> -2;
      case Ahead _ -> -1;
      case Floating _ -> 0;
      case Behind(int releases) -> releases;
    };
  }

  private static Drift of(History history, History.Row row, String text) {
    var own = row.tag().version();
    return switch (VersionClaims.saying(text, own)) {
      case RIGHT -> new Same();
      case PLACEHOLDER, FOREIGN -> new Unstated();
      case FLOATING -> new Floating(text);
      case OTHER ->
          ReleaseVersion.of(text)
              .map(
                  stated ->
                      stated.compareTo(own) < 0
                          ? behind(history.rows(), row, stated)
                          : ahead(history.rows(), row, stated))
              .orElseGet(Unstated::new);
    };
  }

  /** Prereleases and what was released later from another branch are nobody's next release. */
  private static Drift behind(List<History.Row> rows, History.Row row, ReleaseVersion stated) {
    var own = row.tag().version();
    long between =
        rows.stream()
            .filter(other -> other.tag().version().isFinal())
            .filter(other -> !other.time().isAfter(row.time()))
            .filter(other -> other.tag().version().compareTo(stated) > 0)
            .filter(other -> other.tag().version().compareTo(own) < 0)
            .count();
    return new Behind(Math.toIntExact(between) + 1);
  }

  private static Drift ahead(List<History.Row> rows, History.Row row, ReleaseVersion stated) {
    var own = row.tag().version();
    long between =
        rows.stream()
            .filter(other -> other.tag().version().isFinal())
            .filter(other -> other.tag().version().compareTo(own) > 0)
            .filter(other -> other.tag().version().compareTo(stated) <= 0)
            .count();
    return new Ahead(Math.max(1, Math.toIntExact(between)));
  }
}
