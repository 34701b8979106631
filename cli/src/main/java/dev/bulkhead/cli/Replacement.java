package dev.bulkhead.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Objects;

/**
 * A file that is replaced as a whole: its readers see what was there before, or all that comes
 * after. What is no ordinary file (a pipe, {@code /dev/stdout}) is written to as it is.
 */
record Replacement(Path target) {
  /** Something that writes. */
  @FunctionalInterface
  interface Writer {
    void write(OutputStream out) throws IOException;
  }

  static Replacement of(Path target) {
    return new Replacement(target.toAbsolutePath());
  }

  void write(Writer content) throws IOException {
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.WRITE)) {
        content.write(out);
      }
      return;
    }
    // A link stays a link; what it points at is replaced.
    Path real = Files.exists(target, LinkOption.NOFOLLOW_LINKS) ? resolved() : target;
    Path directory = Objects.requireNonNull(real.getParent(), "the file is absolute");
    Path beside =
        directory.resolve(
            ".%s.%d.part".formatted(real.getFileName(), ProcessHandle.current().pid()));
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(beside), 1 << 16)) {
        permit(beside, real);
        content.write(out);
      }
      move(beside, real);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** Lets those read and write it who could before: what only its owner may read stays so. */
  private static void permit(Path beside, Path real) throws IOException {
    var view = Files.getFileAttributeView(beside, PosixFileAttributeView.class);
    if (view != null && Files.exists(real)) {
      view.setPermissions(Files.getPosixFilePermissions(real));
    }
  }

  private Path resolved() throws IOException {
    return Files.exists(target) ? target.toRealPath() : target;
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
