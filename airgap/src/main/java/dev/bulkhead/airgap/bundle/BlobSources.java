package dev.bulkhead.airgap.bundle;

import dev.bulkhead.airgap.NeededImages;
import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.registry.ContentStore;
import dev.bulkhead.registry.Descriptor;
import dev.bulkhead.registry.http.RegistryTrouble;
import dev.bulkhead.verdict.IoReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where each blob of some images can be had: in the repository of every image that has it. */
public final class BlobSources {
  private final Map<Digest, List<Source>> places = new LinkedHashMap<>();

  private record Source(ImageReference image, ContentStore store) {}

  /** What a copy of a blob came to grief on that was had, and is not what it should be. */
  public static final class Damaged extends IOException {
    private static final long serialVersionUID = 1L;

    Damaged(String message, IOException cause) {
      super(message, cause);
    }
  }

  /** The places of all blobs of these images. */
  public static BlobSources of(List<CarriedImage> images) {
    var sources = new BlobSources();
    for (CarriedImage image : images) {
      sources.add(image.blobs(), image);
      image.referrers().forEach(referrer -> sources.add(referrer.blobs(), image));
    }
    return sources;
  }

  private void add(List<Descriptor> blobs, CarriedImage image) {
    var source = new Source(image.reference(), image.store());
    for (Descriptor blob : blobs) {
      places.computeIfAbsent(blob.digest(), _ -> new ArrayList<>()).add(source);
    }
  }

  /** How many places there are to try. */
  int count(Digest digest) {
    return places.getOrDefault(digest, List.of()).size();
  }

  /** Opens the blob at the place of that number. */
  InputStream open(Digest digest, long size, int place) throws IOException {
    return at(digest, place).store().blob(digest, size);
  }

  /** Why the blob at the place of that number could not be had, with whose it is and where. */
  IOException failure(Digest digest, int place, IOException failed) {
    if (failed instanceof RegistryTrouble || failed instanceof InterruptedIOException) {
      return failed;
    }
    Source source = at(digest, place);
    return new Damaged(
        "%s cannot be carried from %s: %s"
            .formatted(
                NeededImages.key(source.image()), source.store().where(), IoReason.of(failed)),
        failed);
  }

  private Source at(Digest digest, int place) {
    return places.getOrDefault(digest, List.of()).get(place);
  }
}
