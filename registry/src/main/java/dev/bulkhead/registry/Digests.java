package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;
import java.util.HexFormat;

/** The digests of bytes at hand. */
final class Digests {
  private Digests() {}

  /** The digest of the bytes by an algorithm that {@link Digest} knows. */
  static Digest of(String algorithm, byte[] bytes) {
    byte[] hash = VerifiedBlob.hash(algorithm).digest(bytes);
    return new Digest(algorithm, HexFormat.of().formatHex(hash));
  }
}
