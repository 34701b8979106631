package dev.bulkhead.airgap.verify;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.ContentStore;
import dev.bulkhead.registry.ContentStore.ManifestAnswer;
import dev.bulkhead.registry.Descriptor;
import dev.bulkhead.registry.Manifest;
import java.io.IOException;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What indexes say of the platforms of their manifests. */
public final class Indexes {
  private Indexes() {}

  /** The platforms of those of an index's manifests that satisfy a condition. */
  public static SortedSet<Platform> platforms(
      ContentStore store, Digest index, Predicate<Digest> condition) {
    var platforms = new TreeSet<Platform>();
    if (store.manifest(index.toString()) instanceof ManifestAnswer.Content content) {
      try {
        if (Manifest.read(content.mediaType(), content.json())
            instanceof Manifest.Index(var manifests)) {
          for (Descriptor manifest : manifests) {
            Platform platform = manifest.platform();
            if (platform != null
                && !manifest.isAttestation()
                && condition.test(manifest.digest())) {
              platforms.add(platform);
            }
          }
        }
      } catch (IOException malformed) {
        return platforms;
      }
    }
    return platforms;
  }
}
