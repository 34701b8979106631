package dev.bulkhead.cli;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** What replacing files asks of the disk. */
interface Disk {
  /** The bytes of an ordinary file; what is none cannot be read. */
  byte[] read(Path file) throws IOException;

  /** Makes a copy of a file with its permissions. */
  void copy(Path from, Path to) throws IOException;

  /** Writes other bytes into a file that is there, and has them on the disk. */
  void overwrite(Path file, byte[] bytes) throws IOException;

  /** Puts a file in the place of another at once. */
  void move(Path from, Path to) throws IOException;

  /** Removes a file if it is there. */
  void remove(Path file) throws IOException;

  /** The disk itself. */
  Disk REAL =
      new Disk() {
        @Override
        public byte[] read(Path file) throws IOException {
          if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("it is no ordinary file");
          }
          return Files.readAllBytes(file);
        }

        @Override
        public void copy(Path from, Path to) throws IOException {
          Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
        }

        @Override
        public void overwrite(Path file, byte[] bytes) throws IOException {
          Files.write(
              file,
              bytes,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.SYNC);
        }

        @Override
        public void move(Path from, Path to) throws IOException {
          try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
          } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
          }
        }

        @Override
        public void remove(Path file) throws IOException {
          Files.deleteIfExists(file);
        }
      };
}
