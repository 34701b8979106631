package dev.bulkhead.registry;

import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;

/**
 * Somewhere images can be looked up: registries, layouts and archives on disk, or several of them
 * in turn. Safe for use by many threads; the same question is asked of the outside only once.
 */
@FunctionalInterface
public interface Images {
  /** Knows no image, and says so: for tests, and where nothing may be asked. */
  Images NONE =
      (reference, platform) ->
          new ImageLookup.Unavailable(
              "%s was not looked up: no registry may be asked and no local image was given."
                  .formatted(reference),
              "Supply the image with --images PATH, or allow registries.");

  /** What the reference names on that platform. */
  ImageLookup find(ImageReference reference, Platform platform);
}
