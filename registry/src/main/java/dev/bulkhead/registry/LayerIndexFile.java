package dev.bulkhead.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The bytes of a layer's index in the cache: a mark with the version, the counts, the arrays one
 * after the other, and a checksum over all of it. Another version is read by nobody; the layer is.
 */
final class LayerIndexFile {
  /** "BLK" and the version of the format; to be raised whenever the index changes its meaning. */
  private static final int MARK = 0x424C4B01;

  private static final int HEADER = 6 * 4;
  private static final int CHECKSUM = 4;

  private LayerIndexFile() {}

  static byte[] write(LayerIndex index) {
    var bytes = new byte[(int) size(index)];
    ByteBuffer out = ByteBuffer.wrap(bytes);
    out.putInt(MARK).putInt(bytes.length).putInt(index.count());
    out.putInt(index.modes().length).putInt(index.pool().length).putInt(index.table().length);
    out.asLongBuffer().put(index.sizes());
    out.position(out.position() + 8 * index.count());
    putInts(out, index.parents());
    putInts(out, index.names());
    putInts(out, index.extras());
    putInts(out, index.table());
    putInts(out, index.uids());
    putInts(out, index.gids());
    out.asCharBuffer().put(index.attributes());
    out.position(out.position() + 2 * index.count());
    out.asShortBuffer().put(index.modes());
    out.position(out.position() + 2 * index.modes().length);
    out.put(index.kinds()).put(index.pool());
    out.putInt(checksum(bytes));
    return bytes;
  }

  /**
   * Reads an index.
   *
   * @throws IOException if the bytes are damaged, or of another version
   */
  static LayerIndex read(byte[] bytes) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length < HEADER + CHECKSUM || in.getInt() != MARK || in.getInt() != bytes.length) {
      throw new IOException("It is no index of this version.");
    }
    int count = in.getInt();
    int owners = in.getInt();
    int pool = in.getInt();
    int table = in.getInt();
    if (count < 1
        || owners < 1
        || pool < 1
        || Integer.bitCount(table) != 1
        || size(count, owners, pool, table) != bytes.length
        || in.getInt(bytes.length - CHECKSUM) != checksum(bytes)) {
      throw new IOException("It is damaged.");
    }
    var sizes = new long[count];
    in.asLongBuffer().get(sizes);
    in.position(in.position() + 8 * count);
    int[] parents = ints(in, count);
    int[] names = ints(in, count);
    int[] extras = ints(in, count);
    int[] slots = ints(in, table);
    int[] uids = ints(in, owners);
    int[] gids = ints(in, owners);
    var attributes = new char[count];
    in.asCharBuffer().get(attributes);
    in.position(in.position() + 2 * count);
    var modes = new short[owners];
    in.asShortBuffer().get(modes);
    in.position(in.position() + 2 * owners);
    var kinds = new byte[count];
    var kept = new byte[pool];
    in.get(kinds).get(kept);
    return new LayerIndex(
        count, parents, names, kinds, attributes, sizes, extras, kept, modes, uids, gids, slots);
  }

  /** How many bytes an index takes. */
  static long size(LayerIndex index) {
    return size(index.count(), index.modes().length, index.pool().length, index.table().length);
  }

  private static long size(long count, long owners, long pool, long table) {
    return HEADER
        + CHECKSUM
        + count * (8 + 3 * 4 + 2 + 1)
        + owners * (2 * 4 + 2)
        + pool
        + 4 * table;
  }

  private static void putInts(ByteBuffer out, int[] numbers) {
    out.asIntBuffer().put(numbers);
    out.position(out.position() + 4 * numbers.length);
  }

  private static int[] ints(ByteBuffer in, int count) {
    var numbers = new int[count];
    in.asIntBuffer().get(numbers);
    in.position(in.position() + 4 * count);
    return numbers;
  }

  private static int checksum(byte[] bytes) {
    var sum = new CRC32C();
    sum.update(bytes, 0, bytes.length - CHECKSUM);
    return (int) sum.getValue();
  }
}
