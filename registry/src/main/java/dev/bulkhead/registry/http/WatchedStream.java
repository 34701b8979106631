package dev.bulkhead.registry.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A body that must make progress: when reading it has waited for a whole window and fewer than a
 * least number of bytes came, it is cut. Time in which nobody reads does not count.
 */
final class WatchedStream extends BlockStream {
  private static final long IDLE = -1;

  private final InputStream body;
  private final String host;
  private final long window;
  private final int least;
  private final Deadline deadline;
  private @Nullable Thread watcher;

  private long readingSince = IDLE;
  private long waited;
  private long came;
  private boolean closed;
  private @Nullable RegistryTrouble cut;

  private WatchedStream(InputStream body, String host, Limits limits, Deadline deadline) {
    this.body = body;
    this.host = host;
    this.window = limits.progressWindow().toNanos();
    this.least = limits.progressBytes();
    this.deadline = deadline;
  }

  /** Watches a body from now on, until it ends or is closed. */
  static WatchedStream over(InputStream body, String host, Limits limits, Deadline deadline) {
    var stream = new WatchedStream(body, host, limits, deadline);
    stream.watcher = Thread.ofVirtual().name("body of " + host).start(stream::watch);
    return stream;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    begin();
    int count = 0;
    try {
      count = body.read(buffer, offset, length);
      if (count < 0) {
        stopWatching();
      }
      return count;
    } catch (IOException broken) {
      throw trouble(broken);
    } finally {
      end(Math.max(count, 0));
    }
  }

  private synchronized void begin() throws IOException {
    if (cut != null) {
      throw cut;
    }
    readingSince = System.nanoTime();
  }

  private synchronized void end(int count) {
    waited += System.nanoTime() - readingSince;
    came += count;
    readingSince = IDLE;
    if (came >= least) {
      waited = 0;
      came = 0;
    }
  }

  private synchronized RegistryTrouble trouble(IOException broken) {
    if (cut != null) {
      return cut;
    }
    return Troubles.of(broken, host, deadline.whole());
  }

  private void watch() {
    try {
      while (look()) {
        Thread.sleep(Duration.ofNanos(Math.max(window / 4, 1_000_000)));
      }
    } catch (InterruptedException stopped) {
      return;
    }
    if (isCut()) {
      closeBody();
    }
  }

  private synchronized boolean isCut() {
    return cut != null;
  }

  /** Whether all is well. */
  private synchronized boolean look() {
    if (closed) {
      return false;
    }
    if (deadline.left().isZero()) {
      cut = deadline.passed("an answer of " + host);
      return false;
    }
    long waiting = readingSince == IDLE ? 0 : System.nanoTime() - readingSince;
    if (readingSince != IDLE && waited + waiting >= window) {
      cut =
          new RegistryTrouble(
              RegistryTrouble.Kind.TIMEOUT,
              "%s sent fewer than %d bytes of an answer in %s."
                  .formatted(host, least, Words.duration(Duration.ofNanos(window))),
              "Check the connection to %s, or try again later.".formatted(host));
      return false;
    }
    return true;
  }

  private void closeBody() {
    try {
      body.close();
    } catch (IOException alreadyBroken) {
      return;
    }
  }

  private void stopWatching() {
    synchronized (this) {
      closed = true;
    }
    if (watcher != null) {
      watcher.interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    stopWatching();
    body.close();
  }
}
