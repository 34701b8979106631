package dev.bulkhead.airgap.verify.containerd;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One page of a bbolt database with all that overflows it, or a bucket that lies inside a page: a
 * header of 16 bytes, then elements of 16 bytes each, then what they point to.
 *
 * @param bytes from the header on, in the file's byte order
 */
record BoltPage(ByteBuffer bytes) {
  /** The header: number, flags, count of elements, count of further pages. */
  static final int HEADER = 16;

  private static final int ELEMENT = 16;
  private static final int BRANCH = 0x01;
  private static final int LEAF = 0x02;
  private static final int BUCKET = 0x01;

  /**
   * A page of those bytes.
   *
   * @throws IOException where they are too few for what its header says
   */
  static BoltPage of(ByteBuffer bytes) throws IOException {
    if (bytes.limit() < HEADER || bytes.limit() < HEADER + ELEMENT * count(bytes)) {
      throw new IOException("A page is shorter than what its header says.");
    }
    return new BoltPage(bytes);
  }

  private static int count(ByteBuffer bytes) {
    return bytes.getShort(10) & 0xffff;
  }

  /** How many elements it has. */
  int count() {
    return count(bytes);
  }

  /**
   * Whether its elements point to other pages, and not to values.
   *
   * @throws IOException where it is neither a branch nor a leaf
   */
  boolean isBranch() throws IOException {
    int flags = bytes.getShort(8) & 0xffff;
    if (flags != BRANCH && flags != LEAF) {
      throw new IOException("A page is neither a branch nor a leaf (flags %#x).".formatted(flags));
    }
    return flags == BRANCH;
  }

  /** The page that a branch's element points to. */
  long child(int index) {
    return bytes.getLong(HEADER + ELEMENT * index + 8);
  }

  /** Whether a leaf's element is a bucket. */
  boolean isBucket(int index) {
    return (bytes.getInt(HEADER + ELEMENT * index) & BUCKET) != 0;
  }

  /** The key of a leaf's element. */
  byte[] key(int index) throws IOException {
    int at = HEADER + ELEMENT * index;
    ByteBuffer key = slice(at + unsigned(at + 4), unsigned(at + 8));
    var copy = new byte[key.limit()];
    key.get(copy);
    return copy;
  }

  /** The value of a leaf's element. */
  ByteBuffer value(int index) throws IOException {
    int at = HEADER + ELEMENT * index;
    return slice(at + unsigned(at + 4) + unsigned(at + 8), unsigned(at + 12));
  }

  private long unsigned(int at) {
    return bytes.getInt(at) & 0xffffffffL;
  }

  private ByteBuffer slice(long from, long length) throws IOException {
    if (from + length > bytes.limit()) {
      throw new IOException("An element lies outside its page.");
    }
    return bytes.slice((int) from, (int) length).order(bytes.order());
  }
}
