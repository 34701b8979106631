package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A layout or archive as the repository of a reference that it names: its tag leads somewhere. */
record NamedHere(LocalStore store, ImageReference reference) implements ContentStore {
  @Override
  public String where() {
    return store.where();
  }

  @Override
  public ManifestAnswer manifest(String tagOrDigest) {
    if (!tagOrDigest.equals(reference.effectiveTag())) {
      return store.manifest(tagOrDigest);
    }
    List<Descriptor> named = store.named(reference);
    if (named.size() > 1) {
      return new ManifestAnswer.NotTold(
          "%s lists %s as %s and as %s, and so has no one digest of it."
              .formatted(
                  store.where(), reference, named.getFirst().digest(), named.get(1).digest()),
          "Name one of them by its digest, or supply a copy with one index for all platforms.");
    }
    return store.manifest(named.getFirst().digest().toString());
  }

  @Override
  public InputStream blob(Digest digest, long size) throws IOException {
    return store.blob(digest, size);
  }
}
