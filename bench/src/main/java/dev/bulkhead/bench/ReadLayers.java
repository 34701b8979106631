package dev.bulkhead.bench;

import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.FileSystem;
import dev.bulkhead.registry.ImageLookup;
import dev.bulkhead.registry.Layers;
import dev.bulkhead.registry.LocalImages;
import java.nio.file.Path;
import java.util.List;

/** Reads all layers of an image in a layout by asking for a file that is not there. */
public final class ReadLayers {
  private ReadLayers() {}

  /** Arguments: the layout, the image's name. */
  public static void main(String[] arguments) {
    var images = LocalImages.open(List.of(Path.of(arguments[0])), Layers.uncached());
    if (ImageReference.read(arguments[1]) instanceof ImageReference.Reading.Valid(var reference)
        && images.find(reference, Platform.LINUX_AMD64) instanceof ImageLookup.Found(var image)
        && image.files().find("/no/such/file") instanceof FileSystem.Finding.Absent) {
      return;
    }
    System.err.printf("%s could not be read from %s.%n", arguments[1], arguments[0]);
    System.exit(1);
  }
}
