package dev.bulkhead.registry;

import dev.bulkhead.registry.http.BlockStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The content of a gzip stream of any number of members (RFC 1952). The JDK's own reader asks the
 * source how much is available to decide whether another member follows, which a network stream
 * cannot tell; this one reads on until the source ends. Zeros after the last member are padding.
 */
final class Gunzip extends BlockStream {
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private boolean inMember;
  private boolean ended;
  private boolean any;

  Gunzip(InputStream in) {
    this.in = in;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      if (!inMember && !beginMember()) {
        break;
      }
      int count = inflate(into, from, length);
      if (count > 0) {
        crc.update(into, from, count);
        return count;
      }
      if (inflater.finished()) {
        endMember();
      }
    }
    return -1;
  }

  private int inflate(byte[] into, int from, int length) throws IOException {
    if (inflater.needsInput() && !inflater.finished()) {
      if (position == limit && !refill()) {
        throw truncated();
      }
      inflater.setInput(buffer, position, limit - position);
      position = limit;
    }
    try {
      int count = inflater.inflate(into, from, length);
      if (count == 0 && inflater.needsDictionary()) {
        throw new IOException("A gzip stream asks for a dictionary.");
      }
      return count;
    } catch (DataFormatException malformed) {
      throw new IOException("A gzip stream is damaged.", malformed);
    }
  }

  /** False at the end of the stream. */
  private boolean beginMember() throws IOException {
    int first = any ? afterPadding() : next();
    if (first < 0) {
      ended = true;
      return false;
    }
    if (first != 0x1f || need() != 0x8b || need() != 8) {
      throw new IOException("A gzip stream is followed by something else, or begins with it.");
    }
    int flags = need();
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(need() | (need() << 8));
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      skip(2);
    }
    inflater.reset();
    crc.reset();
    inMember = true;
    any = true;
    return true;
  }

  private void endMember() throws IOException {
    position = limit - inflater.getRemaining();
    long sum = fourBytes();
    long size = fourBytes();
    if (sum != crc.getValue() || size != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw new IOException("A gzip stream is damaged: its checksum does not fit.");
    }
    inMember = false;
  }

  private int afterPadding() throws IOException {
    int next = next();
    while (next == 0) {
      next = next();
    }
    return next;
  }

  private long fourBytes() throws IOException {
    long low = need() | (need() << 8);
    return low | ((need() | ((long) need() << 8)) << 16);
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      need();
    }
  }

  private void skipText() throws IOException {
    int next;
    do {
      next = need();
    } while (next != 0);
  }

  private int need() throws IOException {
    int next = next();
    if (next < 0) {
      throw truncated();
    }
    return next;
  }

  private int next() throws IOException {
    return position < limit || refill() ? buffer[position++] & 0xff : -1;
  }

  private boolean refill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer, 0, buffer.length));
    return limit > 0;
  }

  private static EOFException truncated() {
    return new EOFException("A gzip stream ends too early.");
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
