package dev.bulkhead.cli;

import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.FileSystem;
import dev.bulkhead.registry.Image;
import dev.bulkhead.registry.ImageLookup;
import dev.bulkhead.registry.Images;

/** Images that answer at once, though with less, as soon as the run is to end. */
record StoppableImages(Images images, Stop stop, Progress progress, String timeout)
    implements Images {

  @Override
  public ImageLookup find(ImageReference reference, Platform platform) {
    ImageLookup lookup =
        stop.orElse(
            () ->
                progress.during("looking up " + reference, () -> images.find(reference, platform)),
            reason ->
                new ImageLookup.Unavailable(
                    "%s was not looked up: %s.".formatted(reference, reason.because(timeout)),
                    reason.supply()));
    return lookup instanceof ImageLookup.Found(Image image)
        ? new ImageLookup.Found(withStoppableFiles(image))
        : lookup;
  }

  private Image withStoppableFiles(Image image) {
    FileSystem files = image.files();
    return new Image(
        image.reference(),
        image.digest(),
        image.manifest(),
        image.platform(),
        image.where(),
        image.config(),
        path ->
            stop.orElse(
                () ->
                    progress.during(
                        "reading the layers of " + image.reference(), () -> files.find(path)),
                reason ->
                    new FileSystem.Finding.Unknown(
                        "The layers of %s were not read to the end: %s."
                            .formatted(image.reference(), reason.because(timeout)),
                        reason.supply())));
  }
}
