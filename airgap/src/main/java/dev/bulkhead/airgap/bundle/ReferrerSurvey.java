package dev.bulkhead.airgap.bundle;

import dev.bulkhead.airgap.bundle.CarriedImage.Referrer;
import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.registry.ContentStore;
import dev.bulkhead.registry.ContentStore.ManifestAnswer;
import dev.bulkhead.registry.Descriptor;
import dev.bulkhead.registry.Manifest;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds what refers to manifests: by the registry's list of referrers or its stand-in, the tag
 * {@code sha256-…} (OCI distribution specification, "Listing Referrers"), and by the tags that
 * cosign makes ({@code sha256-….sig}, {@code .att}, {@code .sbom}).
 */
final class ReferrerSurvey {
  private static final List<String> COSIGN = List.of(".sig", ".att", ".sbom");
  private static final int MOST = 1_000;

  private final ContentStore store;
  private final ImageReference image;

  ReferrerSurvey(ContentStore store, ImageReference image) {
    this.store = store;
    this.image = image;
  }

  /** All that refers to these, and to what refers to them, in the order of their names. */
  List<Referrer> of(List<Digest> subjects) throws IOException {
    var found = new TreeMap<String, Referrer>();
    var seen = new HashSet<>(subjects);
    var queue = new ArrayDeque<>(subjects);
    for (Digest subject = queue.poll(); subject != null; subject = queue.poll()) {
      for (Referrer referrer : of(subject)) {
        if (found.size() >= MOST) {
          throw new IOException(
              "More than %,d signatures and the like refer to it.".formatted(MOST));
        }
        found.putIfAbsent(referrer.name(), referrer);
        if (seen.add(referrer.root().digest())) {
          queue.add(referrer.root().digest());
        }
      }
    }
    return List.copyOf(found.values());
  }

  private Set<Referrer> of(Digest subject) throws IOException {
    var found = new HashSet<Referrer>();
    if (store.referrers(subject) instanceof ManifestAnswer.Content list
        && Manifest.read(Manifest.OCI_INDEX, list.json())
            instanceof Manifest.Index(var referrers)) {
      for (Descriptor referrer : referrers) {
        found.add(referrer(image.name() + "@" + referrer.digest(), referrer.digest().toString()));
      }
    }
    for (String ending : COSIGN) {
      String tag = subject.algorithm() + "-" + subject.hex() + ending;
      ManifestAnswer answer = store.manifest(tag);
      if (answer instanceof ManifestAnswer.Content content) {
        found.add(referrer(image.name() + ":" + tag, content.digest().toString()));
      } else if (answer instanceof ManifestAnswer.NotTold) {
        throw new ManifestWalk.Stop(tag, answer);
      }
    }
    return found;
  }

  private Referrer referrer(String name, String digest) throws IOException {
    var walk = new ManifestWalk(store, new BundleWish(List.of(), false, false));
    Document root = walk.from(digest);
    return new Referrer(name, root, walk.documents(), walk.blobs());
  }
}
