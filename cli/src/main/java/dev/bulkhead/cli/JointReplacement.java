package dev.bulkhead.cli;

import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Files that are replaced all together, or none of them: each new file, and a copy of the old one,
 * lies beside its place before the first is moved there. Where one cannot be moved, those before it
 * are put back.
 */
final class JointReplacement {
  private static final byte[] NOTHING = {};

  private final Disk disk;
  private final String mark;

  /**
   * Replaces files.
   *
   * @param process tells the files that lie beside from those of another run
   */
  JointReplacement(Disk disk, long process) {
    this.disk = disk;
    this.mark = Long.toString(process);
  }

  /**
   * Replaces the files.
   *
   * @param before the files as they are known; where one is otherwise by now, none is replaced
   * @param after the new bytes of those that are replaced
   * @throws UserError where one of them cannot be replaced, and so none was
   */
  void write(Map<Path, byte[]> before, SortedMap<Path, byte[]> after) {
    var moved = new ArrayList<Path>();
    var files = new ArrayDeque<Path>();
    try {
      for (Path file : after.keySet()) {
        files.push(file);
        stage(file, after.getOrDefault(file, NOTHING));
      }
      for (Path file : after.keySet()) {
        files.push(file);
        requireUnchanged(file, before.getOrDefault(file, NOTHING));
      }
      for (Path file : after.keySet()) {
        files.push(file);
        disk.move(beside(file, "new"), file);
        moved.add(file);
      }
    } catch (IOException failure) {
      throw refusal(files.element(), failure, putBack(moved));
    } finally {
      after.keySet().forEach(this::tidy);
    }
  }

  /** A copy of the old file is overwritten, so that who may read it stays as it was. */
  private void stage(Path file, byte[] after) throws IOException {
    disk.copy(file, beside(file, "old"));
    disk.copy(file, beside(file, "new"));
    disk.overwrite(beside(file, "new"), after);
  }

  private void requireUnchanged(Path file, byte[] before) throws IOException {
    if (!Arrays.equals(disk.read(file), before)) {
      throw new IOException("it was changed in the meantime");
    }
  }

  /** Puts the old files back; those are told of which that fails. */
  private List<Path> putBack(List<Path> moved) {
    var left = new ArrayList<Path>();
    for (Path file : moved.reversed()) {
      try {
        disk.move(beside(file, "old"), file);
      } catch (IOException failure) {
        left.add(file);
      }
    }
    return left;
  }

  private void tidy(Path file) {
    for (String which : List.of("new", "old")) {
      try {
        disk.remove(beside(file, which));
      } catch (IOException _) {
        // A file that was never made, or a disk that has failed already: both were told of.
      }
    }
  }

  private Path beside(Path file, String which) {
    return file.resolveSibling(".%s.%s.%s.part".formatted(file.getFileName(), mark, which));
  }

  private static UserError refusal(Path file, IOException failure, List<Path> left) {
    String cause = "\"%s\" could not be replaced: %s.".formatted(file, IoReason.of(failure));
    return left.isEmpty()
        ? new UserError(
            null,
            cause + " Nothing was changed.",
            "Make the file and its directory writable, and run the command again.",
            failure)
        : new UserError(
            null,
            cause
                + " These were replaced and could not be put back: %s."
                    .formatted(left.stream().map(Path::toString).collect(Collectors.joining(", "))),
            "Restore them with \"git restore\", or run the command again with --dirty.",
            failure);
  }
}
