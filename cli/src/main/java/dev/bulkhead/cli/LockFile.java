package dev.bulkhead.cli;

import dev.bulkhead.model.Location;
import dev.bulkhead.release.ReleaseLock;
import dev.bulkhead.release.ReleaseLockFile;
import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The release.lock at the top of a work tree. */
record LockFile(Path path) {
  private static final long LONGEST = 16 << 20;

  static LockFile in(Path worktree) {
    return new LockFile(worktree.resolve(ReleaseLock.NAME));
  }

  /**
   * What it says; a record of nothing where there is no such file.
   *
   * @throws UserError where it cannot be read, or is none
   */
  ReleaseLockFile read() {
    if (!Files.exists(path)) {
      return ReleaseLockFile.of(path.toString(), "");
    }
    if (!Files.isRegularFile(path) || Files.isSymbolicLink(path)) {
      throw new UserError(
          "%s is no ordinary file.".formatted(path), "Move away what is in its place.");
    }
    try {
      if (Files.size(path) > LONGEST) {
        throw new UserError(
            "%s is longer than 16 MiB.".formatted(path), "Remove old releases from it.");
      }
      return ReleaseLockFile.of(path.toString(), Files.readString(path, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UserError(
          Location.somewhereIn(path.toString()),
          "%s cannot be read: %s.".formatted(path, IoReason.of(unreadable)),
          "Check the file and its permissions.",
          unreadable);
    }
  }

  /** Replaces it as a whole. */
  void write(String text) {
    try {
      Replacement.of(path).write(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException unwritable) {
      throw new UserError(
          null,
          "%s cannot be written: %s.".formatted(path, IoReason.of(unwritable)),
          "Check the folder's permissions.",
          unwritable);
    }
  }
}
