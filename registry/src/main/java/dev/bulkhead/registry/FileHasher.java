package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Hashes parts of files, a few at a time, in the order in which they lie there. */
final class FileHasher {
  private static final int BUFFER = 1 << 20;

  /** A file with holes takes time to read and no bytes of the archive. */
  private static final long MOST_IN_HOLES = 1L << 32;

  private FileHasher() {}

  /**
   * A part to be hashed.
   *
   * @param file in which it lies
   * @param digest where it was had already
   */
  record Part(String name, Path file, long offset, long size, @Nullable Digest digest) {
    /**
     * A part that is an entry of a tar archive; what has holes is read at once.
     *
     * @throws IOException with a full sentence where it is malformed
     */
    static Part of(Path archive, String name, TarEntry entry, TarReader tar) throws IOException {
      return new Part(
          name,
          archive,
          tar.offset(),
          entry.size(),
          tar.isSparse() ? sparse(name, entry, tar) : null);
    }

    private static Digest sparse(String name, TarEntry entry, TarReader tar) throws IOException {
      if (entry.size() > MOST_IN_HOLES) {
        throw new IOException(
            "Its %s is a file with holes of %,d bytes, and no more than %,d are read."
                .formatted(name, entry.size(), MOST_IN_HOLES));
      }
      MessageDigest hash = VerifiedBlob.hash(algorithm(name));
      var buffer = new byte[1 << 16];
      for (int count = tar.read(buffer, 0, buffer.length);
          count > 0;
          count = tar.read(buffer, 0, buffer.length)) {
        hash.update(buffer, 0, count);
      }
      return finished(name, hash);
    }
  }

  /**
   * The parts with their digests.
   *
   * @throws IOException with a full sentence where the file is shorter than it was, or unreadable
   */
  static List<HashedArchive.File> hash(Collection<Part> parts) throws IOException {
    int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);
    var factory = Thread.ofPlatform().daemon().name("hashing-", 0).factory();
    try (var executor = Executors.newFixedThreadPool(threads, factory)) {
      var running = new ArrayList<Future<HashedArchive.File>>();
      for (Part part : parts) {
        running.add(executor.submit(() -> hash(part)));
      }
      var files = new ArrayList<HashedArchive.File>();
      for (Future<HashedArchive.File> one : running) {
        files.add(one.get());
      }
      return files;
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException unreadable
          ? unreadable
          : new IOException("Reading it failed: %s.".formatted(failed.getCause()), failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("Reading it was stopped.", stopped);
    }
  }

  private static HashedArchive.File hash(Part part) throws IOException {
    Digest known = part.digest();
    if (known != null) {
      return new HashedArchive.File(part.name(), part.offset(), part.size(), known);
    }
    MessageDigest hash = VerifiedBlob.hash(algorithm(part.name()));
    try (var in = new RandomAccessFile(part.file().toFile(), "r")) {
      in.seek(part.offset());
      var buffer = new byte[(int) Math.min(BUFFER, Math.max(1, part.size()))];
      for (long left = part.size(); left > 0; ) {
        int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (count < 0) {
          throw new IOException("It became shorter while it was read.");
        }
        hash.update(buffer, 0, count);
        left -= count;
      }
    }
    return new HashedArchive.File(
        part.name(), part.offset(), part.size(), finished(part.name(), hash));
  }

  private static String algorithm(String name) {
    return name.startsWith("blobs/sha512/") ? "sha512" : "sha256";
  }

  private static Digest finished(String name, MessageDigest hash) {
    return new Digest(algorithm(name), HexFormat.of().formatHex(hash.digest()));
  }
}
