package dev.bulkhead.registry;

import dev.bulkhead.registry.http.BlockStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A stream that a thread of its own reads a few buffers ahead, so that hashing, inflating and
 * looking at what was inflated go on side by side. A failure comes where the stream would have
 * failed.
 */
final class ReadAhead extends BlockStream {
  private static final int BUFFERS = 4;
  private static final int SIZE = 1 << 18;

  private final InputStream in;
  private final BlockingQueue<Chunk> full = new ArrayBlockingQueue<>(BUFFERS);
  private final BlockingQueue<Chunk> empty = new ArrayBlockingQueue<>(BUFFERS);
  private final Thread reader;
  private @Nullable Chunk current;
  private int position;

  /** One buffer; a length below zero is the end, a failure is what ended it. */
  private static final class Chunk {
    private final byte[] bytes = new byte[SIZE];
    private int length;
    private @Nullable IOException failure;
  }

  ReadAhead(InputStream in) {
    this.in = in;
    for (int i = 0; i < BUFFERS; i++) {
      empty.add(new Chunk());
    }
    this.reader = Thread.ofPlatform().daemon().name("layer-ahead").start(this::readAll);
  }

  private void readAll() {
    try {
      boolean more = true;
      while (more) {
        Chunk chunk = empty.take();
        try {
          chunk.length = fill(chunk.bytes);
        } catch (IOException failure) {
          chunk.failure = failure;
        } catch (RuntimeException | Error broken) {
          chunk.failure = new IOException("Reading it failed: %s".formatted(broken), broken);
        }
        more = chunk.failure == null && chunk.length >= 0;
        full.put(chunk);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Full buffers make fewer hand-overs; a length below zero is the end. */
  private int fill(byte[] bytes) throws IOException {
    int filled = 0;
    while (filled < SIZE) {
      int count = in.read(bytes, filled, SIZE - filled);
      if (count < 0) {
        return filled == 0 ? -1 : filled;
      }
      filled += count;
    }
    return filled;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    Chunk chunk = chunk();
    if (chunk.failure != null) {
      throw chunk.failure;
    }
    if (chunk.length < 0) {
      return -1;
    }
    int count = Math.min(length, chunk.length - position);
    System.arraycopy(chunk.bytes, position, into, from, count);
    position += count;
    return count;
  }

  /** The chunk that holds what comes next; the last one stays. */
  private Chunk chunk() throws IOException {
    Chunk chunk = current;
    boolean last = chunk != null && (chunk.failure != null || chunk.length < 0);
    if (chunk != null && (last || position < chunk.length)) {
      return chunk;
    }
    try {
      if (chunk != null) {
        empty.put(chunk);
      }
      Chunk next = full.take();
      current = next;
      position = 0;
      return next;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Reading it was stopped.");
    }
  }

  @Override
  public void close() throws IOException {
    reader.interrupt();
    try {
      reader.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    in.close();
  }
}
