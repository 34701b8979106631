package dev.bulkhead.release;

import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What each release of one stream of a repository deploys, by its tags.
 *
 * @param repository as its user named it
 * @param stream of the tags, the empty string for tags that are versions alone
 * @param series what the tags' versions are of
 * @param rows one for each tag, oldest first
 * @param notes what a reader should know besides, a full sentence each
 */
public record History(
    String repository, String stream, Series series, List<Row> rows, List<String> notes) {
  public History {
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /** What the versions of a stream's tags are of. */
  public enum Series {
    /** The program: its images and the {@code appVersion} of its chart follow them. */
    CODE,
    /** A chart: its {@code version} follows them, and what it deploys has versions of its own. */
    CHART
  }

  /** What a release comes to. */
  public enum State {
    /** Everything that was judged states the tag's version. */
    HEALTHY,
    /** At least one error. */
    VIOLATED,
    /** No error, but not everything could be told. */
    UNPROVEN,
    /** Nothing in it states a version of the project. */
    SILENT
  }

  /**
   * A version that is deployed from a release.
   *
   * @param image the image's name without a tag
   * @param tag as it is written: {@code v0.29.0}, {@code latest}
   */
  public record Deployed(String image, String tag) {}

  /**
   * What a chart says at a release.
   *
   * @param appVersion as it is written; the empty string where none is
   */
  public record Chart(String path, String name, String version, String appVersion) {}

  /**
   * One release.
   *
   * @param commit the commit's id in full
   * @param time when it was committed
   * @param deploys the project's own images in what is deployed from there (manifests and
   *     kustomizations), each once
   * @param charts for a stream of a chart, that chart alone
   * @param isRecorded whether a record (release.lock) tells what the tag was when it was released
   */
  public record Row(
      ReleaseTag tag,
      String commit,
      Instant time,
      List<Deployed> deploys,
      List<Chart> charts,
      List<Verdict> verdicts,
      boolean isRecorded) {
    public Row {
      deploys = List.copyOf(deploys);
      charts = List.copyOf(charts);
      verdicts = List.copyOf(verdicts);
    }

    /** What the release comes to. */
    public State state() {
      if (hasError()) {
        return State.VIOLATED;
      }
      if (verdicts.stream().anyMatch(Verdict.Unproven.class::isInstance)) {
        return State.UNPROVEN;
      }
      return verdicts.isEmpty() ? State.SILENT : State.HEALTHY;
    }

    private boolean hasError() {
      return violations().anyMatch(violated -> violated.severity() == Severity.ERROR);
    }

    /** What is violated, however bad. */
    public Stream<Verdict.Violated> violations() {
      return verdicts.stream()
          .filter(Verdict.Violated.class::isInstance)
          .map(Verdict.Violated.class::cast);
    }

    /** Whether a rule is violated there, as badly as that or worse. */
    public boolean breaks(Rule rule, Severity threshold) {
      return violations()
          .anyMatch(
              violated ->
                  violated.claim().rule().equals(rule) && violated.severity().isAtLeast(threshold));
    }
  }

  /** The same, with what was recorded of the releases: whether their tags are still those. */
  public History recordedIn(ReleaseLock lock) {
    return new History(
        repository,
        stream,
        series,
        rows.stream()
            .map(row -> lock.of(row.tag().name()).map(entry -> recorded(row, entry)).orElse(row))
            .toList(),
        notes);
  }

  private Row recorded(Row row, ReleaseLock.Entry entry) {
    var verdicts = new ArrayList<>(row.verdicts());
    RecordClaims.tag("%s@%s".formatted(repository, row.tag()), entry, row.commit())
        .ifPresent(verdicts::add);
    return new Row(
        row.tag(), row.commit(), row.time(), row.deploys(), row.charts(), verdicts, true);
  }

  /** The first release that is healthy, by the order of versions. */
  public Optional<Row> firstHealthy() {
    return rows.stream().filter(row -> row.state() == State.HEALTHY).findFirst();
  }

  /** The last release that is healthy. */
  public Optional<Row> lastHealthy() {
    return rows.reversed().stream().filter(row -> row.state() == State.HEALTHY).findFirst();
  }
}
