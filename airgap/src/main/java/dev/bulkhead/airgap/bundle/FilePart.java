package dev.bulkhead.airgap.bundle;

import dev.bulkhead.registry.http.BlockStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Some of the bytes of a file that stays open when this is closed. */
final class FilePart extends BlockStream {
  private final FileChannel file;
  private long at;
  private long left;

  FilePart(FileChannel file, long offset, long length) {
    this.file = file;
    this.at = offset;
    this.left = length;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (left == 0) {
      return length == 0 ? 0 : -1;
    }
    int count = file.read(ByteBuffer.wrap(into, from, (int) Math.min(length, left)), at);
    if (count > 0) {
      at += count;
      left -= count;
    }
    return count;
  }
}
