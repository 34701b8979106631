package dev.bulkhead.registry;

import dev.bulkhead.registry.http.BlockStream;
import java.io.IOException;
import java.io.InputStream;

/** The next so many bytes of a stream, which is closed with this one. */
final class LimitedStream extends BlockStream {
  private final InputStream in;
  private long left;

  LimitedStream(InputStream in, long size) {
    this.in = in;
    this.left = size;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (left == 0 || length == 0) {
      return length == 0 ? 0 : -1;
    }
    int count = in.read(into, from, (int) Math.min(length, left));
    left -= Math.max(0, count);
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
