package dev.bulkhead.release;

import dev.bulkhead.render.SourceTree;
import java.util.List;

/**
 * What of a work tree is to state a release.
 *
 * @param tag the release
 * @param files the work tree
 * @param finder finds the carriers of a file of it
 * @param carriers the places that are stamped
 * @param images the project's own images that are asked for there, each once
 * @param notes what was left alone, and why, a full sentence each
 */
public record StampPlan(
    ReleaseTag tag,
    SourceTree files,
    Stamp.Finder finder,
    List<Carrier> carriers,
    List<String> images,
    List<String> notes) {
  public StampPlan {
    carriers = List.copyOf(carriers);
    images = List.copyOf(images);
    notes = List.copyOf(notes);
  }
}
