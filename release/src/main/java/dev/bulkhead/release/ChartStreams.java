package dev.bulkhead.release;

import dev.bulkhead.release.FileReading.ChartStatement;
import java.util.Collection;
import java.util.List;

/** Which streams of tags release which charts of a repository. */
record ChartStreams(Project project, Streams streams) {

  /**
   * Whether what a stream releases is a chart: it says so by its name, or is called like a chart
   * where the project as a whole has tags of its own.
   *
   * @param charts the charts of the repository
   */
  boolean isOfChart(String stream, Collection<ChartStatement> charts) {
    return Streams.isOfChart(stream)
        || (streams.names().contains(Streams.WHOLE)
            && !stream.equals(Streams.WHOLE)
            && charts.stream().anyMatch(chart -> chart.name().equals(Streams.bare(stream))));
  }

  /** The charts that a stream releases, of those that the repository has. */
  List<ChartStatement> of(String stream, Collection<ChartStatement> charts) {
    if (!isOfChart(stream, charts)) {
      return List.of();
    }
    String subject = String.join("-", Streams.subject(stream));
    List<ChartStatement> named =
        charts.stream().filter(chart -> isCalled(chart.name(), subject)).toList();
    return named.isEmpty() && charts.size() == 1 ? List.copyOf(charts) : named;
  }

  /** A stream that names no chart is of the one that is called like the project. */
  private boolean isCalled(String chart, String subject) {
    return subject.isEmpty() ? project.names().anyMatch(chart::equals) : chart.equals(subject);
  }

  /** Whether a chart has tags of its own, and is released by no other. */
  boolean hasOwn(ChartStatement chart, Collection<ChartStatement> charts) {
    return streams.names().stream().anyMatch(stream -> of(stream, charts).contains(chart));
  }
}
