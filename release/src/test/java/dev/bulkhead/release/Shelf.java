package dev.bulkhead.release;

import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.registry.ImageLookup;
import dev.bulkhead.registry.Images;
import dev.bulkhead.registry.Layers;
import dev.bulkhead.registry.LocalImages;
import dev.bulkhead.testkit.image.ImageLayout;
import dev.bulkhead.testkit.image.ImageSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Images in a layout on disk; whatever is not there is said to be missing, as a registry says it.
 */
final class Shelf {
  private final ImageLayout layout = ImageLayout.layout();

  Shelf image(String name, ImageSpec... platforms) {
    layout.image(name, platforms);
    return this;
  }

  Images images(Path temp) {
    try {
      Path folder = Files.createTempDirectory(temp, "layout");
      layout.writeDirectory(folder);
      var local = LocalImages.open(List.of(folder), Layers.uncached());
      return (reference, platform) ->
          local
              .held(reference, platform)
              .orElseGet(
                  () ->
                      new ImageLookup.Missing(
                          reference.registry(), "404 MANIFEST_UNKNOWN", List.of()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ImageReference ref(String text) {
    return switch (ImageReference.read(text)) {
      case ImageReference.Reading.Valid(var reference) -> reference;
      case ImageReference.Reading.Invalid invalid ->
          throw new IllegalArgumentException(invalid.toString());
    };
  }

  static DeployedImage deployed(String text) {
    return new DeployedImage(
        ref(text),
        Location.exact("deploy/app.yaml", 7, 18),
        new ObjectKey("apps/v1", "Deployment", "", "app"),
        "app");
  }
}
