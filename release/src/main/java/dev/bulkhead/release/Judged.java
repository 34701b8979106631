package dev.bulkhead.release;

import dev.bulkhead.model.ImageReference;
import dev.bulkhead.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A release that was judged by its text alone.
 *
 * @param tag the release; for a work tree, what it is taken to become
 * @param commit the commit's id in full
 * @param time when it was committed
 * @param own which images are the project's own, and why
 * @param deploys the project's own images in what is deployed from there, each once
 * @param charts what its charts say
 * @param carriers every place that states a version of anything
 * @param ownCarriers those that state one of the project
 * @param verdicts one for each claim
 * @param notes what a reader should know besides, a full sentence each
 */
public record Judged(
    ReleaseTag tag,
    String commit,
    Instant time,
    OwnImages own,
    List<DeployedImage> deploys,
    List<History.Chart> charts,
    List<Carrier> carriers,
    List<Carrier> ownCarriers,
    List<Verdict> verdicts,
    List<String> notes) {
  public Judged {
    deploys = List.copyOf(deploys);
    charts = List.copyOf(charts);
    carriers = List.copyOf(carriers);
    ownCarriers = List.copyOf(ownCarriers);
    verdicts = List.copyOf(verdicts);
    notes = List.copyOf(notes);
  }

  /** The same with more notes. */
  Judged and(List<String> more) {
    return new Judged(
        tag,
        commit,
        time,
        own,
        deploys,
        charts,
        carriers,
        ownCarriers,
        verdicts,
        Stream.concat(notes.stream(), more.stream()).toList());
  }

  /** The project's own images as they are deployed, each once. */
  public List<ImageReference> images() {
    return deploys.stream().map(DeployedImage::reference).distinct().toList();
  }

  /** The release as a row of a history. */
  History.Row row() {
    return new History.Row(
        tag,
        commit,
        time,
        deploys.stream()
            .map(image -> new History.Deployed(image.name(), image.tag()))
            .distinct()
            .toList(),
        charts,
        verdicts,
        false);
  }
}
