package dev.bulkhead.registry.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a request brings along: a manifest, a blob, or the rest of one. It is read as it is sent.
 */
final class Payload {
  private final String mediaType;
  private final Blob blob;
  private final long offset;
  private final boolean isSmall;
  private final AtomicLong sent = new AtomicLong();
  private volatile CompletableFuture<Void> ending = new CompletableFuture<>();

  private Payload(String mediaType, Blob blob, long offset, boolean isSmall) {
    this.mediaType = mediaType;
    this.blob = blob;
    this.offset = offset;
    this.isSmall = isSmall;
  }

  /** Bytes at hand, which can be sent again at no cost. */
  static Payload of(String mediaType, byte[] bytes) {
    return new Payload(
        mediaType, new Blob(bytes.length, () -> new ByteArrayInputStream(bytes)), 0, true);
  }

  /** A blob from that byte on; whoever repeats it asks first how much had come. */
  static Payload of(Blob blob, long offset) {
    return new Payload("application/octet-stream", blob, offset, false);
  }

  /**
   * Content to be sent.
   *
   * @param size in bytes
   * @param source opens it at its beginning; the stream fails at its end where it is not what it
   *     should be
   */
  record Blob(long size, Source source) {}

  /** Opens content at its beginning. */
  @FunctionalInterface
  interface Source {
    InputStream open() throws IOException;
  }

  String mediaType() {
    return mediaType;
  }

  long offset() {
    return offset;
  }

  /** How many bytes are sent. */
  long length() {
    return blob.size() - offset;
  }

  boolean isSmall() {
    return isSmall;
  }

  /** How many bytes have been handed over so far. */
  long sent() {
    return sent.get();
  }

  /** Opens what is sent; what lies before it is read, so that the whole is verified. */
  InputStream open() {
    sent.set(0);
    var end = new CompletableFuture<Void>();
    ending = end;
    try {
      InputStream stream = blob.source().open();
      stream.skipNBytes(offset);
      return new Counted(stream, end);
    } catch (IOException unreadable) {
      end.completeExceptionally(unreadable);
      return InputStream.nullInputStream();
    }
  }

  /**
   * Makes sure that all that was sent was what it should be.
   *
   * @throws IOException if it was not, or was not read to its end
   */
  void requireWhole(long waitMillis) throws IOException, InterruptedException {
    try {
      ending.get(waitMillis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException cause ? cause : new IOException(failed);
    } catch (TimeoutException unread) {
      throw new IOException("It was not read to its end.", unread);
    }
  }

  /** Why it could not be read, if that is so. */
  boolean isUnreadable() {
    return ending.isCompletedExceptionally();
  }

  private final class Counted extends BlockStream {
    private final InputStream stream;
    private final CompletableFuture<Void> end;

    Counted(InputStream stream, CompletableFuture<Void> end) {
      this.stream = stream;
      this.end = end;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      try {
        int count = stream.read(into, from, length);
        if (count < 0) {
          end.complete(null);
        }
        sent.addAndGet(Math.max(count, 0));
        return count;
      } catch (IOException failed) {
        end.completeExceptionally(failed);
        throw failed;
      }
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }
}
