package dev.bulkhead.airgap.verify.containerd;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A database file of bbolt, read without a lock while others may write it. Pages that a commit can
 * reach are not written to before the next commit has come: what was read is of one state where the
 * last commit is the same afterwards as before.
 */
final class BoltFile implements Closeable {
  private static final int ATTEMPTS = 5;
  private static final int LARGEST_ENTRY = 64 << 20;

  private final FileChannel channel;
  private final long size;

  /** How much more is read at most, in bytes: pages that point to each other have no end. */
  private long budget;

  private BoltFile(FileChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
    this.budget = 8 * size + (1 << 20);
  }

  /** What somebody makes of a database. */
  @FunctionalInterface
  interface Reading<T> {
    T of(BoltBucket root) throws IOException;
  }

  /**
   * Reads something of one state of a database.
   *
   * @throws IOException with a full sentence where it is no database, or changes all the time
   */
  static <T> T read(Path path, Reading<T> reading) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try (var file = new BoltFile(FileChannel.open(path, StandardOpenOption.READ))) {
        Optional<T> read = file.once(reading);
        if (read.isPresent()) {
          return read.get();
        }
      }
    }
    throw new IOException("It was written to whenever it was read, %d times.".formatted(ATTEMPTS));
  }

  /** Empty where a commit came between: then even what seems malformed means nothing. */
  private <T> Optional<T> once(Reading<T> reading) throws IOException {
    BoltMeta before = lastCommit();
    T read;
    try {
      read = reading.of(new BoltBucket(this, before, before.root()));
    } catch (IOException malformed) {
      if (lastCommit().equals(before)) {
        throw malformed;
      }
      return Optional.empty();
    }
    return lastCommit().equals(before) ? Optional.of(read) : Optional.empty();
  }

  /** The head of the last commit. Where the first is damaged, its page's size is not known. */
  private BoltMeta lastCommit() throws IOException {
    Optional<BoltMeta> last = meta(0);
    if (last.isPresent()) {
      Optional<BoltMeta> other = meta(last.get().pageSize());
      return other.filter(meta -> meta.transaction() > last.get().transaction()).orElse(last.get());
    }
    for (int pageSize = 512; pageSize <= 64 << 10; pageSize *= 2) {
      Optional<BoltMeta> second = meta(pageSize);
      if (second.isPresent()) {
        return second.get();
      }
    }
    throw new IOException("It is no database of bbolt, or the heads of it are damaged.");
  }

  private Optional<BoltMeta> meta(long at) throws IOException {
    return at + BoltMeta.LENGTH > size
        ? Optional.empty()
        : BoltMeta.read(bytes(at, BoltMeta.LENGTH).array());
  }

  /**
   * A page, with the pages that it overflows into.
   *
   * @throws IOException where it lies outside the file, or so much was read that pages go in
   *     circles
   */
  BoltPage page(BoltMeta meta, long number) throws IOException {
    if (number < 2 || number >= meta.pages() || number >= size / meta.pageSize()) {
      throw new IOException("Page %d is not in it.".formatted(number));
    }
    long at = number * meta.pageSize();
    long overflow = bytes(at, BoltPage.HEADER).order(meta.order()).getInt(12) & 0xffffffffL;
    long length = (overflow + 1) * meta.pageSize();
    if (length > LARGEST_ENTRY || at + length > size) {
      throw new IOException("Page %d is longer than what there is.".formatted(number));
    }
    budget -= length;
    if (budget < 0) {
      throw new IOException("Its pages lead back to one another.");
    }
    return BoltPage.of(bytes(at, (int) length).order(meta.order()));
  }

  private ByteBuffer bytes(long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, at + bytes.position()) < 0) {
        throw new EOFException("It ended while it was read.");
      }
    }
    return bytes.flip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
