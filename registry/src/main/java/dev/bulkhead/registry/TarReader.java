package dev.bulkhead.registry;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a tar archive as they stream past: ustar, star, GNU (long names, sparse files) and
 * PAX. Keeps one buffer and one entry's extended headers, which are bounded, whatever the archive.
 */
final class TarReader {
  /** Of one extended header, in bytes: the bound of Go's archive/tar. */
  static final int MAX_SPECIAL = 1 << 20;

  private static final int MAX_SPECIALS_IN_A_ROW = 16;

  private final InputStream in;
  private final boolean seekable;
  private final byte[] buffer = new byte[1 << 16];
  private final TarHeader header;
  private final byte[] block = new byte[TarHeader.BLOCK];
  private int position;
  private int limit;
  private long offset;
  private long left;
  private int padding;
  private @Nullable SparseFile sparse;

  /**
   * A reader.
   *
   * @param seekable whether the stream skips faster than it reads
   */
  TarReader(InputStream in, boolean seekable) {
    this.in = in;
    this.seekable = seekable;
    this.header = new TarHeader(block);
  }

  /** Where in the archive the current entry's data begin, in bytes. */
  long offset() {
    return offset;
  }

  /** Whether the current entry has holes, which take time to read and no bytes of the archive. */
  boolean isSparse() {
    return sparse != null;
  }

  /**
   * The next entry; null at the end of the archive.
   *
   * @throws IOException with a full sentence where the archive is malformed or ends too early
   */
  @Nullable TarEntry next() throws IOException {
    var extended = new TarExtension();
    for (int specials = 0; specials <= MAX_SPECIALS_IN_A_ROW; specials++) {
      skipData();
      if (!readHeader()) {
        return null;
      }
      char type = header.type();
      switch (type) {
        case 'x' -> extended.readPax(special());
        case 'L' -> extended.longName(special());
        case 'K' -> extended.longLinkName(special());
        default -> {
          return entry(type, extended);
        }
      }
    }
    throw new IOException("A tar entry has too many extended headers.");
  }

  /** False at the end of the archive: two blocks of zeros, or nothing more. */
  private boolean readHeader() throws IOException {
    int count = fill(block, 0, TarHeader.BLOCK);
    if (count == 0) {
      return false;
    }
    if (count < TarHeader.BLOCK) {
      throw truncated();
    }
    if (header.isZero()) {
      int second = fill(block, 0, TarHeader.BLOCK);
      if (second == 0 || header.isZero()) {
        return false;
      }
      throw new IOException("A tar archive goes on after a block of zeros.");
    }
    header.verify();
    return true;
  }

  private TarEntry entry(char flag, TarExtension extended) throws IOException {
    long size = extended.size(header.size());
    boolean data = TarEntry.hasData(flag);
    begin(data ? size : 0);
    sparse = null;
    char type = flag;
    if (flag == 'S') {
      type = TarEntry.FILE;
      sparse = SparseFile.ofHeader(header, this);
    } else if (extended.isSparse()) {
      sparse = extended.sparse(this);
    }
    SparseFile holes = sparse;
    return new TarEntry(
        extended.name(header.name()),
        type,
        header.mode(),
        extended.uid(header.uid()),
        extended.gid(header.gid()),
        data ? (holes == null ? size : holes.size()) : 0,
        extended.linkName(header.linkName()));
  }

  private void begin(long size) {
    left = size;
    padding = (int) (-size & (TarHeader.BLOCK - 1));
  }

  private byte[] special() throws IOException {
    long size = header.size();
    if (size > MAX_SPECIAL) {
      throw new IOException(
          "A tar archive holds an extended header of %,d bytes; no more than %,d are read."
              .formatted(size, MAX_SPECIAL));
    }
    begin(size);
    sparse = null;
    var content = new byte[(int) size];
    readRaw(content, 0, content.length);
    return content;
  }

  /** Reads the current entry's content, holes as zeros; fewer bytes than asked for at its end. */
  int read(byte[] into, int from, int length) throws IOException {
    SparseFile holes = sparse;
    if (holes != null) {
      return holes.read(this, into, from, length);
    }
    int count = (int) Math.min(length, left);
    readRaw(into, from, count);
    return count;
  }

  /**
   * Reads stored bytes of the current entry.
   *
   * @throws IOException if there are not so many
   */
  void readRaw(byte[] into, int from, int length) throws IOException {
    if (length > left || fill(into, from, length) < length) {
      throw truncated();
    }
    left -= length;
  }

  /** Reads a block that extends a header of GNU's old sparse format. */
  void readHeaderBlock(byte[] into) throws IOException {
    if (fill(into, 0, TarHeader.BLOCK) < TarHeader.BLOCK) {
      throw truncated();
    }
  }

  /** An archive may end without the padding of its last entry: Go's reader takes it so. */
  private void skipData() throws IOException {
    long rest = left + padding;
    int mayLack = padding;
    left = 0;
    padding = 0;
    int buffered = (int) Math.min(rest, limit - position);
    position += buffered;
    offset += buffered;
    rest -= buffered;
    if (rest > buffer.length && seekable) {
      leap(rest - mayLack);
      rest = mayLack;
    }
    while (rest > 0) {
      if (!refill()) {
        if (rest <= mayLack) {
          return;
        }
        throw truncated();
      }
      position = (int) Math.min(rest, limit);
      offset += position;
      rest -= position;
    }
  }

  private void leap(long count) throws IOException {
    try {
      in.skipNBytes(count);
    } catch (EOFException early) {
      throw truncated();
    }
    offset += count;
  }

  private int fill(byte[] into, int from, int length) throws IOException {
    int done = 0;
    while (done < length && (position < limit || refill())) {
      int count = Math.min(length - done, limit - position);
      System.arraycopy(buffer, position, into, from + done, count);
      position += count;
      offset += count;
      done += count;
    }
    return done;
  }

  private boolean refill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer, 0, buffer.length));
    return limit > 0;
  }

  private static IOException truncated() {
    return new IOException("The tar archive ends in the middle of an entry.");
  }

  /** The bytes up to the first NUL. */
  static byte[] untilNul(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return Arrays.copyOf(bytes, end);
  }
}
