package dev.bulkhead.cli;

import dev.bulkhead.registry.HashedArchive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells bundles from whatever else is named on a command line. */
final class BundleFiles {
  private static final int HEAD = 512;
  private static final int TAR_MAGIC = 257;

  private BundleFiles() {}

  /**
   * Whether a path is the folder of an OCI layout, a tar archive, or what can be meant for nothing
   * else: a file that is compressed as no chart is, or is no text. Packaged charts are compressed
   * with gzip; an archive that is so, too, is known by its name.
   */
  static boolean isBundle(Path path) {
    if (!Files.isRegularFile(path)) {
      return Files.isRegularFile(path.resolve("oci-layout"));
    }
    try (var in = Files.newInputStream(path)) {
      byte[] head = in.readNBytes(HEAD);
      return switch (HashedArchive.wrapping(path)) {
        case GZIP -> String.valueOf(path.getFileName()).contains(".tar.");
        case ZSTD, BZIP2, XZ -> true;
        case NONE -> isTar(head) || isBinary(head) || path.toString().endsWith(".tar");
      };
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static boolean isTar(byte[] head) {
    return head.length == HEAD
        && new String(head, TAR_MAGIC, 5, StandardCharsets.US_ASCII).equals("ustar");
  }

  private static boolean isBinary(byte[] head) {
    for (byte each : head) {
      if (each == 0) {
        return true;
      }
    }
    return false;
  }
}
