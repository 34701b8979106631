package dev.bulkhead.airgap.bundle;

import dev.bulkhead.model.Digest;
import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that comes into being beside its final place: as long as the whole from the beginning,
 * with holes where nothing is yet, and a journal of what is there. The final name belongs to a
 * whole file alone.
 */
public final class PartialFile {
  private final Path target;
  private final Path file;
  private final Path journal;
  private final Set<Digest> claimed = new HashSet<>();
  private boolean isResumed;

  /** The file that is to be there in the end. */
  public PartialFile(Path target) {
    this.target = target.toAbsolutePath();
    this.file = beside(this.target, ".partial");
    this.journal = beside(this.target, ".partial.journal");
  }

  /** What a write came to grief on: the disk, not where the bytes come from. */
  public static final class Unwritable extends IOException {
    private static final long serialVersionUID = 1L;

    Unwritable(String message, IOException cause) {
      super(message, cause);
    }
  }

  private static Path beside(Path target, String ending) {
    return target.resolveSibling(
        Objects.requireNonNull(target.getFileName(), "the target is a file") + ending);
  }

  /** Where it comes into being, for a person who asks. */
  public Path file() {
    return file;
  }

  /**
   * Opens it for a plan. What a run with another plan left is of no use and goes.
   *
   * @throws UserError where it cannot be made, or another run is writing it
   */
  FileChannel open(TarPlan plan) throws IOException {
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException refused) {
      throw new UserError(
          null,
          "%s cannot be written: %s.".formatted(file, IoReason.of(refused)),
          "Choose another place with -o, or make its folder writable.",
          refused);
    }
    try {
      requireAlone(channel);
      read(plan, channel);
      return channel;
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  private void requireAlone(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      if (lock != null) {
        return;
      }
    } catch (OverlappingFileLockException sameProcess) {
      // told below
    }
    throw new UserError(
        "%s is being written by another run.".formatted(file),
        "Let it come to its end, or choose another place with -o.");
  }

  private void read(TarPlan plan, FileChannel channel) throws IOException {
    String head = plan.fingerprint().toString();
    List<String> lines =
        Files.exists(journal) ? Files.readAllLines(journal, StandardCharsets.UTF_8) : List.of();
    isResumed = !lines.isEmpty() && lines.getFirst().equals(head);
    if (isResumed) {
      lines.stream().skip(1).flatMap(line -> Digest.parse(line).stream()).forEach(claimed::add);
    } else {
      channel.truncate(0);
      Files.writeString(journal, head + "\n");
    }
    // One byte at the very end makes it as long as the whole; the rest are holes.
    if (channel.size() < plan.size()) {
      channel.write(ByteBuffer.allocate(1), plan.size() - 1);
    }
  }

  /** Whether an earlier run says that it has fetched that blob. */
  boolean claims(Digest digest) {
    return claimed.contains(digest);
  }

  /**
   * Makes sure that so many more bytes have room. Nothing is asked where an earlier run has
   * written: part of what is missing has its room already, and nobody tells how much.
   *
   * @throws UserError where they have not; nothing is left then
   */
  void requireSpace(long needed) throws IOException {
    long available = Files.getFileStore(file).getUsableSpace();
    if (!isResumed && available < needed) {
      Files.deleteIfExists(file);
      Files.deleteIfExists(journal);
      throw new UserError(
          "%s needs %s more on its disk, and %s are free."
              .formatted(target, amount(needed), amount(available)),
          "Make room, or choose a place on another disk with -o.");
    }
  }

  /** Notes that a blob is there, whole and verified. */
  synchronized void note(Digest digest) throws IOException {
    try {
      Files.writeString(journal, digest + "\n", StandardOpenOption.APPEND);
    } catch (IOException failed) {
      throw unwritable(failed);
    }
  }

  /** Why it could not be written on. */
  Unwritable unwritable(IOException failed) {
    return new Unwritable(
        "%s could not be written on: %s.".formatted(file, IoReason.of(failed)), failed);
  }

  /** Gives the whole file its final name. */
  void finish() throws IOException {
    try {
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException notHere) {
      Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.deleteIfExists(journal);
    try (var folder =
        FileChannel.open(
            Objects.requireNonNull(target.getParent(), "it is absolute"),
            StandardOpenOption.READ)) {
      folder.force(true);
    } catch (IOException unsupported) {
      // Some systems open no folders; the file itself is on the disk.
    }
  }

  private static String amount(long bytes) {
    return String.format(Locale.ROOT, "%,.1f MiB", bytes / (double) (1 << 20));
  }
}
