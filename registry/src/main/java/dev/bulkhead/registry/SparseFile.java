package dev.bulkhead.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A file with holes, as GNU tar stores it (GNU tar manual, "Storing Sparse Files"): pieces of data
 * with their places. Serves one pass over the content.
 */
final class SparseFile {
  private static final int MAX_PIECES = 1 << 16;
  private static final int MAX_MAP_BYTES = 1 << 20;

  private final long size;
  private final long[] pieces;
  private int piece;
  private long at;

  private SparseFile(long size, long[] pieces) throws IOException {
    long end = 0;
    for (int i = 0; i < pieces.length; i += 2) {
      if (pieces[i] < end || pieces[i + 1] < 0 || pieces[i] > size - pieces[i + 1]) {
        throw new IOException("The map of a sparse file in a tar archive is malformed.");
      }
      end = pieces[i] + pieces[i + 1];
    }
    this.size = TarHeader.notNegative(size);
    this.pieces = pieces;
  }

  /** The old format: four pieces in the header, further ones in blocks that follow it. */
  static SparseFile ofHeader(TarHeader first, TarReader tar) throws IOException {
    long size = first.number(483, 12);
    var numbers = new Numbers();
    numbers.add(first, 386, 4);
    boolean more = first.at(482) != 0;
    while (more) {
      var block = new byte[TarHeader.BLOCK];
      tar.readHeaderBlock(block);
      var further = new TarHeader(block);
      numbers.add(further, 0, 21);
      more = further.at(504) != 0;
    }
    return new SparseFile(size, numbers.all());
  }

  /** PAX 0.0 and 0.1: the map is a list of numbers with commas. */
  static SparseFile ofMap(long size, String map) throws IOException {
    var numbers = new Numbers();
    for (String number : map.split(",", -1)) {
      if (!number.isEmpty()) {
        byte[] digits = number.getBytes(StandardCharsets.US_ASCII);
        numbers.add(TarExtension.decimal(digits, 0, digits.length));
      }
    }
    return new SparseFile(size, numbers.all());
  }

  /** PAX 1.0: the map stands in lines before the data, padded to a block. */
  static SparseFile ofData(long size, TarReader tar) throws IOException {
    var numbers = new Numbers();
    var line = new ByteArrayOutputStream();
    var block = new byte[TarHeader.BLOCK];
    long expected = -1;
    for (int bytes = 0; bytes < MAX_MAP_BYTES; bytes += block.length) {
      tar.readRaw(block, 0, block.length);
      for (byte b : block) {
        if (b != '\n') {
          line.write(b);
          continue;
        }
        long number = TarExtension.decimal(line.toByteArray(), 0, line.size());
        line.reset();
        if (expected < 0) {
          expected = 2 * Math.clamp(number, 0, MAX_PIECES + 1L);
        } else {
          numbers.add(number);
        }
        if (numbers.count() == expected) {
          return new SparseFile(size, numbers.all());
        }
      }
    }
    throw new IOException("The map of a sparse file in a tar archive is too long.");
  }

  /** With its holes. */
  long size() {
    return size;
  }

  /** Reads on, holes as zeros; fewer bytes than asked for at the end. */
  int read(TarReader tar, byte[] into, int from, int length) throws IOException {
    int done = 0;
    while (done < length && at < size) {
      boolean data = piece < pieces.length && at >= pieces[piece];
      long until = data ? pieces[piece] + pieces[piece + 1] : nextPiece();
      int count = (int) Math.min(length - done, until - at);
      if (data) {
        tar.readRaw(into, from + done, count);
      } else {
        Arrays.fill(into, from + done, from + done + count, (byte) 0);
      }
      at += count;
      done += count;
      if (data && at == until) {
        piece += 2;
      }
    }
    return done;
  }

  private long nextPiece() {
    return piece < pieces.length ? pieces[piece] : size;
  }

  /** A growing list of numbers, bounded. */
  private static final class Numbers {
    private long[] numbers = new long[16];
    private int count;

    void add(long number) throws IOException {
      if (count == 2 * MAX_PIECES) {
        throw new IOException("A sparse file in a tar archive has too many pieces.");
      }
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      numbers[count++] = number;
    }

    /** Pieces of 24 bytes each; one whose field is empty ends the list. */
    void add(TarHeader header, int from, int most) throws IOException {
      for (int i = 0; i < most && header.at(from + 24 * i) != 0; i++) {
        add(header.number(from + 24 * i, 12));
        add(header.number(from + 24 * i + 12, 12));
      }
    }

    int count() {
      return count;
    }

    long[] all() {
      return Arrays.copyOf(numbers, count & ~1);
    }
  }
}
