package dev.bulkhead.airgap.bundle;

import dev.bulkhead.model.Digest;
import dev.bulkhead.registry.Descriptor;
import dev.bulkhead.registry.VerifiedBlob;
import java.nio.charset.StandardCharsets;

/**
 * A manifest or an index, held whole.
 *
 * @param json whose bytes in UTF-8 are what the digest is of
 */
public record Document(String mediaType, Digest digest, String json) {
  /** A document made here. */
  static Document made(String mediaType, String json) {
    return new Document(
        mediaType, VerifiedBlob.sha256(json.getBytes(StandardCharsets.UTF_8)), json);
  }

  /** Its bytes. */
  public byte[] bytes() {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** A pointer to it. */
  Descriptor descriptor() {
    return Descriptor.of(mediaType, digest, bytes().length);
  }
}
