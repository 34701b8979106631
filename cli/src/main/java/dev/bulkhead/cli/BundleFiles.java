package dev.bulkhead.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells bundles from whatever else is named on a command line. */
final class BundleFiles {
  private static final int TAR_MAGIC = 257;

  private BundleFiles() {}

  /**
   * Whether a file is a tar archive that is not compressed, or one that is compressed and called a
   * bundle: packaged charts are compressed archives, too.
   */
  static boolean isArchive(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (var in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(TAR_MAGIC + 5);
      boolean isTar =
          head.length == TAR_MAGIC + 5
              && new String(head, TAR_MAGIC, 5, StandardCharsets.US_ASCII).equals("ustar");
      String name = String.valueOf(file.getFileName());
      return isTar || name.endsWith(".tar") || name.contains(".tar.");
    } catch (IOException unreadable) {
      return false;
    }
  }
}
