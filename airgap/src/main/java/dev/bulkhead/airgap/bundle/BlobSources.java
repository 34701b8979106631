package dev.bulkhead.airgap.bundle;

import dev.bulkhead.model.Digest;
import dev.bulkhead.registry.ContentStore;
import dev.bulkhead.registry.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where each blob of some images can be had: in the repository of every image that has it. */
public final class BlobSources {
  private final Map<Digest, List<ContentStore>> stores = new LinkedHashMap<>();

  /** The places of all blobs of these images. */
  public static BlobSources of(List<CarriedImage> images) {
    var sources = new BlobSources();
    for (CarriedImage image : images) {
      sources.add(image.blobs(), image.store());
      image.referrers().forEach(referrer -> sources.add(referrer.blobs(), image.store()));
    }
    return sources;
  }

  private void add(List<Descriptor> blobs, ContentStore store) {
    for (Descriptor blob : blobs) {
      stores.computeIfAbsent(blob.digest(), _ -> new ArrayList<>()).add(store);
    }
  }

  /** How many places there are to try. */
  int count(Digest digest) {
    return stores.getOrDefault(digest, List.of()).size();
  }

  /** Opens the blob at the place of that number. */
  InputStream open(Digest digest, long size, int place) throws IOException {
    return stores.getOrDefault(digest, List.of()).get(place).blob(digest, size);
  }
}
