package dev.bulkhead.airgap.verify.containerd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A bucket of a bbolt database: keys with values, or with buckets of their own. */
final class BoltBucket {
  /** A bucket's own header: its page, and a counter. */
  private static final int HEADER = 16;

  /** Trees of pages are no deeper, however large a database is. */
  private static final int DEEPEST = 32;

  private final BoltFile file;
  private final BoltMeta meta;
  private final long root;
  private final @Nullable BoltPage inline;

  /** The bucket whose tree begins with that page. */
  BoltBucket(BoltFile file, BoltMeta meta, long root) {
    this(file, meta, root, null);
  }

  private BoltBucket(BoltFile file, BoltMeta meta, long root, @Nullable BoltPage inline) {
    this.file = file;
    this.meta = meta;
    this.root = root;
    this.inline = inline;
  }

  /** Hears of what a bucket holds. */
  interface Visitor {
    /** Of a value. */
    default void value(String key, ByteBuffer value) throws IOException {}

    /** Of a bucket. */
    default void bucket(String key, BoltBucket bucket) throws IOException {}
  }

  /** Tells of all that it holds, in the order of the keys. */
  void each(Visitor visitor) throws IOException {
    each(inline == null ? file.page(meta, root) : inline, visitor, 0);
  }

  private void each(BoltPage page, Visitor visitor, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new IOException("Its pages lead back to one another.");
    }
    for (int i = 0; i < page.count(); i++) {
      if (page.isBranch()) {
        each(file.page(meta, page.child(i)), visitor, depth + 1);
        continue;
      }
      String key = new String(page.key(i), StandardCharsets.UTF_8);
      if (page.isBucket(i)) {
        visitor.bucket(key, inner(page.value(i)));
      } else {
        visitor.value(key, page.value(i));
      }
    }
  }

  /** What is small lies in the value itself. */
  private BoltBucket inner(ByteBuffer value) throws IOException {
    if (value.limit() < HEADER) {
      throw new IOException("A bucket is shorter than its header.");
    }
    long page = value.getLong(0);
    return page == 0
        ? new BoltBucket(file, meta, 0, BoltPage.of(rest(value)))
        : new BoltBucket(file, meta, page, null);
  }

  private static ByteBuffer rest(ByteBuffer value) {
    return value.slice(HEADER, value.limit() - HEADER).order(value.order());
  }

  /** The bucket of a key; an empty one where there is none. */
  BoltBucket bucket(String name) throws IOException {
    var found = new AtomicReference<>(empty());
    each(
        new Visitor() {
          @Override
          public void bucket(String key, BoltBucket bucket) {
            if (key.equals(name)) {
              found.set(bucket);
            }
          }
        });
    return found.get();
  }

  /** The value of a key as text; the empty string where there is none. */
  String text(String name) throws IOException {
    var found = new AtomicReference<>("");
    each(
        new Visitor() {
          @Override
          public void value(String key, ByteBuffer value) {
            if (key.equals(name)) {
              found.set(StandardCharsets.UTF_8.decode(value.duplicate()).toString());
            }
          }
        });
    return found.get();
  }

  private BoltBucket empty() throws IOException {
    ByteBuffer leaf = ByteBuffer.allocate(BoltPage.HEADER).order(meta.order());
    return new BoltBucket(file, meta, 0, BoltPage.of(leaf.putShort(8, (short) 2)));
  }
}
