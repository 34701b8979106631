package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;
import dev.bulkhead.registry.http.BlockStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A blob's bytes, held against its digest and size while they are read. The end of the stream is
 * reached only where both agree; until then nothing that was read is certain.
 */
public final class VerifiedBlob extends BlockStream {
  private final InputStream raw;
  private final Digest digest;
  private final long size;
  private final MessageDigest hash;
  private long read;
  private boolean verified;

  /**
   * Watches over a stream, which is closed with this one.
   *
   * @param size in bytes
   */
  public VerifiedBlob(InputStream raw, Digest digest, long size) {
    this.raw = raw;
    this.digest = digest;
    this.size = size;
    this.hash = hash(digest.algorithm());
  }

  /** The hash function of a digest's algorithm. */
  public static MessageDigest hash(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm.equals("sha512") ? "SHA-512" : "SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("Every Java platform has SHA-256 and SHA-512.", impossible);
    }
  }

  /** The SHA-256 digest of those bytes. */
  public static Digest sha256(byte[] bytes) {
    return Digest.sha256(HexFormat.of().formatHex(hash("sha256").digest(bytes)));
  }

  /** The SHA-256 digest of those bytes and of all that follow. */
  static Digest sha256(byte[] head, InputStream rest) throws IOException {
    MessageDigest hash = hash("sha256");
    hash.update(head);
    var buffer = new byte[1 << 16];
    for (int count = rest.read(buffer); count >= 0; count = rest.read(buffer)) {
      hash.update(buffer, 0, count);
    }
    return Digest.sha256(HexFormat.of().formatHex(hash.digest()));
  }

  /**
   * Reads a small blob whole.
   *
   * @param most bytes that it may have
   * @throws IOException with a full sentence where it cannot be had, is too large or not what its
   *     digest says
   */
  public static byte[] bytes(ContentStore store, Descriptor descriptor, int most)
      throws IOException {
    if (descriptor.size() > most) {
      throw new IOException(
          "Blob %s has %,d bytes, and no more than %,d are read."
              .formatted(descriptor.digest(), descriptor.size(), most));
    }
    try (var blob =
        new VerifiedBlob(
            store.blob(descriptor.digest(), descriptor.size()),
            descriptor.digest(),
            descriptor.size())) {
      var bytes = new ByteArrayOutputStream();
      blob.transferTo(bytes);
      return bytes.toByteArray();
    }
  }

  /** Reads a small blob whole, as text; what is no UTF-8 in it is replaced. */
  static String text(ContentStore store, Descriptor descriptor, int most) throws IOException {
    return new String(bytes(store, descriptor, most), StandardCharsets.UTF_8);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int count = raw.read(buffer, offset, length);
    if (count < 0) {
      verify();
      return -1;
    }
    read += count;
    if (read > size) {
      throw new IOException("Blob %s is longer than its %,d bytes.".formatted(digest, size));
    }
    hash.update(buffer, offset, count);
    return count;
  }

  private void verify() throws IOException {
    if (verified) {
      return;
    }
    if (read < size) {
      throw new IOException("Blob %s ended after %,d of %,d bytes.".formatted(digest, read, size));
    }
    String actual = HexFormat.of().formatHex(hash.digest());
    if (!actual.equals(digest.hex())) {
      throw new IOException(
          "Blob %s holds other content: its digest is %s:%s."
              .formatted(digest, digest.algorithm(), actual));
    }
    verified = true;
  }

  @Override
  public void close() throws IOException {
    raw.close();
  }
}
