package dev.bulkhead.airgap.verify.containerd;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The head of a bbolt database: one of the two that a file has (pages 0 and 1). The valid one with
 * the higher transaction is the state of the last commit.
 *
 * @param order of the bytes, that of the machine that writes the file
 * @param pageSize in bytes
 * @param root the page of the outermost bucket
 * @param pages how many are in use; no page has a higher number than this
 * @param transaction the number of the commit
 */
record BoltMeta(ByteOrder order, int pageSize, long root, long pages, long transaction) {
  /** The header of a page and the head after it, in bytes. */
  static final int LENGTH = BoltPage.HEADER + 64;

  private static final int MAGIC = 0xED0CDAED;
  private static final int VERSION = 2;
  private static final int SUMMED = 56;
  private static final long FNV_START = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final int SMALLEST_PAGE = 512;
  private static final int LARGEST_PAGE = 64 << 10;

  /** Reads the head in a page's first bytes; empty where it is none, or damaged. */
  static Optional<BoltMeta> read(byte[] page) {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      ByteBuffer meta = ByteBuffer.wrap(page, BoltPage.HEADER, 64).slice().order(order);
      if (meta.getInt(0) == MAGIC && meta.getInt(4) == VERSION) {
        return Optional.of(meta).filter(BoltMeta::isWhole).flatMap(BoltMeta::of);
      }
    }
    return Optional.empty();
  }

  private static Optional<BoltMeta> of(ByteBuffer meta) {
    int pageSize = meta.getInt(8);
    boolean isSize =
        pageSize >= SMALLEST_PAGE && pageSize <= LARGEST_PAGE && Integer.bitCount(pageSize) == 1;
    return isSize
        ? Optional.of(
            new BoltMeta(
                meta.order(), pageSize, meta.getLong(16), meta.getLong(40), meta.getLong(48)))
        : Optional.empty();
  }

  /** Whether its checksum (FNV-1a, 64 bits) agrees. */
  private static boolean isWhole(ByteBuffer meta) {
    long sum = FNV_START;
    for (int at = 0; at < SUMMED; at++) {
      sum = (sum ^ (meta.get(at) & 0xff)) * FNV_PRIME;
    }
    return sum == meta.getLong(SUMMED);
  }
}
