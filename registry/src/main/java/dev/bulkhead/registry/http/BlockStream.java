package dev.bulkhead.registry.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A stream that is made to be read in blocks; a single byte is a block of one. */
public abstract class BlockStream extends InputStream {
  /** For streams, in this package and others. */
  protected BlockStream() {}

  @Override
  public final int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public abstract int read(byte[] into, int from, int length) throws IOException;

  /** Reads what is left, so that whatever verifies the stream at its end does so. */
  public final void finish() throws IOException {
    transferTo(OutputStream.nullOutputStream());
  }
}
