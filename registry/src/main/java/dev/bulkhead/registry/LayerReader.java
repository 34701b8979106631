package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;
import dev.bulkhead.registry.http.BlockStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.Semaphore;

/**
 * Reads a layer once from end to end and keeps its index: nothing is unpacked, nothing held whole.
 * Both digests are verified, of the bytes as stored and of the uncompressed ones.
 */
final class LayerReader {
  private static final byte[] NOTHING = {};

  private LayerReader() {}

  /**
   * Reads a layer.
   *
   * @param large what to hold while an index is large
   * @throws IOException with a full sentence where it cannot be read, is damaged, is not what its
   *     digests say, cannot be unpacked or passes the limits
   */
  static LayerIndex read(LayerSource source, LayerLimits limits, Semaphore large)
      throws IOException {
    Descriptor blob = source.blob();
    var verified =
        new VerifiedBlob(
            source.store().blob(blob.digest(), blob.size()), blob.digest(), blob.size());
    try (var stored = new ReadAhead(verified);
        var inflated = new ReadAhead(Compression.uncompressed(stored))) {
      var plain = new Plain(inflated, source.diffId(), limits.bytes());
      LayerIndex index = index(plain, limits, large);
      plain.verify();
      stored.finish();
      return index;
    }
  }

  private static LayerIndex index(InputStream plain, LayerLimits limits, Semaphore large)
      throws IOException {
    var index = new LayerIndexBuilder(limits);
    boolean held = false;
    try {
      var tar = new TarReader(plain, false);
      var sniffer = new ContentSniffer(tar);
      for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
        boolean file = entry.type() == TarEntry.FILE && entry.size() > 0;
        index.add(entry, file ? sniffer.sniff(entry) : NOTHING);
        if (!held && index.isLarge()) {
          large.acquireUninterruptibly();
          held = true;
        }
      }
      return index.build();
    } finally {
      if (held) {
        large.release();
      }
    }
  }

  /** The uncompressed bytes, counted and hashed as they pass. */
  private static final class Plain extends BlockStream {
    private final InputStream in;
    private final Digest expected;
    private final MessageDigest hash;
    private final long most;
    private long read;

    Plain(InputStream in, Digest expected, long most) {
      this.in = in;
      this.expected = expected;
      this.hash = VerifiedBlob.hash(expected.algorithm());
      this.most = most;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int count = in.read(into, from, length);
      if (count > 0) {
        read += count;
        if (read > most) {
          throw new IOException(
              "It has more than %,d bytes when uncompressed; no more are read.".formatted(most));
        }
        hash.update(into, from, count);
      }
      return count;
    }

    /** Reads what is left, and holds the whole against its digest. */
    void verify() throws IOException {
      finish();
      String actual = HexFormat.of().formatHex(hash.digest());
      if (!actual.equals(expected.hex())) {
        throw new IOException(
            "Its uncompressed content is %s:%s, not %s as the image's config states."
                .formatted(expected.algorithm(), actual, expected));
      }
    }
  }
}
