package dev.bulkhead.cli;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.Images;
import dev.bulkhead.registry.TagLookup;
import dev.bulkhead.render.RegistrySecret;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.variants.TagFits;
import java.util.List;

/** What is asked about the tags of an image, within the time that there is. */
final class TagQuestions implements AutoCloseable {
  private final Rooms rooms;
  private final Evidence evidence;
  private final Stop stop;
  private final Progress progress;

  /** Questions whose time runs from now. */
  TagQuestions(Rooms rooms, Evidence evidence, Stop stop, Surroundings surroundings) {
    this.rooms = rooms;
    this.evidence = evidence;
    this.stop = stop;
    this.progress = Progress.on(surroundings);
    stop.requestAfter(evidence.timeout.duration());
  }

  /** All tags of the image's repository. */
  TagLookup tags(TaggedImage wanted) {
    return stop.orElse(
        () ->
            progress.during(
                "listing the tags of " + wanted.name(), () -> rooms.tags(wanted.image(), evidence)),
        reason ->
            new TagLookup.Unavailable(
                "The tags of %s were not looked up: %s."
                    .formatted(wanted.name(), reason.because(evidence.timeout.text())),
                reason.supply()));
  }

  /** Whether images can be used on platforms. */
  TagFits fits(List<Platform> platforms) {
    return fits(platforms, Inventory.empty(), List.of());
  }

  /** The same with the credentials that a source holds. */
  TagFits fits(List<Platform> platforms, Rendered source) {
    return fits(platforms, source.inventory(), source.registrySecrets());
  }

  private TagFits fits(
      List<Platform> platforms, Inventory inventory, List<RegistrySecret> secrets) {
    Images images = rooms.images(evidence, inventory, secrets);
    return new TagFits(
        new StoppableImages(images, stop, progress, evidence.timeout.text()), platforms);
  }

  @Override
  public void close() {
    progress.close();
  }
}
