package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;

/**
 * A layer that can be read.
 *
 * @param blob its digest and size as it is stored
 * @param diffId the digest of its uncompressed bytes
 */
record LayerSource(ContentStore store, Descriptor blob, Digest diffId) {

  /** What the layer is called in reports and in the cache. */
  Digest digest() {
    return blob.digest();
  }
}
