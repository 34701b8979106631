package dev.bulkhead.registry;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a stream is compressed, told by its first bytes: media types are often wrong, and containerd
 * looks at the bytes too (pkg/archive/compression).
 */
enum Compression {
  NONE,
  GZIP,
  ZSTD;

  /** Enough bytes to tell. */
  static final int MAGIC = 4;

  /** The largest window that is allocated for a zstd stream, as a power of two: 128 MiB. */
  private static final int ZSTD_WINDOW = 27;

  /** Tells by the first bytes. */
  static Compression of(byte[] head, int length) {
    if (length >= 3 && head[0] == 0x1f && (head[1] & 0xff) == 0x8b && head[2] == 8) {
      return GZIP;
    }
    if (length < 4) {
      return NONE;
    }
    int magic = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt();
    // RFC 8878: a frame, or a skippable frame, of which zstd:chunked layers have some.
    return magic == 0xFD2FB528 || (magic & 0xFFFFFFF0) == 0x184D2A50 ? ZSTD : NONE;
  }

  /**
   * The uncompressed bytes of a stream, which is closed with what is returned.
   *
   * @throws IOException if the stream cannot be read, or the library for zstd cannot be loaded here
   */
  static InputStream uncompressed(InputStream raw) throws IOException {
    var ahead = new PushbackInputStream(raw, MAGIC);
    byte[] head = ahead.readNBytes(MAGIC);
    ahead.unread(head);
    return switch (of(head, head.length)) {
      case NONE -> ahead;
      case GZIP -> new Gunzip(ahead);
      case ZSTD -> zstd(ahead);
    };
  }

  private static InputStream zstd(InputStream in) throws IOException {
    try {
      return new ZstdInputStream(in).setLongMax(ZSTD_WINDOW);
    } catch (LinkageError absent) {
      throw new IOException("The zstd library does not load on this machine.", absent);
    }
  }
}
