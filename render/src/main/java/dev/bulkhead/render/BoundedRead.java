package dev.bulkhead.render;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads whole files and streams, as long as they are not too large. */
final class BoundedRead {
  private BoundedRead() {}

  /** More bytes than are accepted. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    TooLarge(long limit) {
      super("it is larger than %d MiB".formatted(limit / (1024 * 1024)));
    }
  }

  /**
   * A file's bytes.
   *
   * @throws TooLarge where there are more than {@code limit}
   */
  static byte[] file(Path file, long limit) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return stream(in, limit);
    }
  }

  /**
   * All bytes that are left in a stream.
   *
   * @throws TooLarge where there are more than {@code limit}
   */
  static byte[] stream(InputStream in, long limit) throws IOException {
    byte[] bytes = in.readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE - 16));
    if (bytes.length > limit) {
      throw new TooLarge(limit);
    }
    return bytes;
  }
}
