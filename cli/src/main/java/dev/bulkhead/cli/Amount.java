package dev.bulkhead.cli;

import java.util.Locale;

/** Bytes as people read them. */
final class Amount {
  private Amount() {}

  /** {@code 512 bytes}, {@code 3.4 KiB}, {@code 41.2 MiB}, {@code 60.1 GiB}. */
  static String of(long bytes) {
    if (bytes < 1 << 10) {
      return bytes == 1 ? "1 byte" : bytes + " bytes";
    }
    int unit = bytes < 1 << 20 ? 1 : bytes < 1 << 30 ? 2 : 3;
    return String.format(Locale.ROOT, "%,.1f %s", bytes / (double) (1L << (10 * unit)), unit(unit));
  }

  private static String unit(int power) {
    return switch (power) {
      case 1 -> "KiB";
      case 2 -> "MiB";
      default -> "GiB";
    };
  }
}
