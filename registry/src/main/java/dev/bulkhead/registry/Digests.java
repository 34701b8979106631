package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digests of bytes at hand. */
final class Digests {
  private Digests() {}

  /** The digest of the bytes by an algorithm that {@link Digest} knows. */
  static Digest of(String algorithm, byte[] bytes) {
    try {
      var hash = MessageDigest.getInstance(algorithm.equals("sha512") ? "SHA-512" : "SHA-256");
      return new Digest(algorithm, HexFormat.of().formatHex(hash.digest(bytes)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("Every Java platform has SHA-256 and SHA-512.", impossible);
    }
  }
}
