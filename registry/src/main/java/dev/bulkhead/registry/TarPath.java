package dev.bulkhead.registry;

import java.util.Arrays;

/** The lexical form of paths in archives; nothing leads out of the root. */
final class TarPath {
  private TarPath() {}

  /**
   * The path from the root without a slash at its ends, without {@code .} and {@code ..}: empty for
   * the root itself.
   */
  static byte[] clean(byte[] path) {
    var clean = new byte[path.length + 1];
    int length = 0;
    int start = 0;
    while (start < path.length) {
      int end = start;
      while (end < path.length && path[end] != '/') {
        end++;
      }
      if (isUp(path, start, end)) {
        do {
          length = Math.max(0, length - 1);
        } while (length > 0 && clean[length] != '/');
      } else if (!isNothing(path, start, end)) {
        if (length > 0) {
          clean[length++] = '/';
        }
        System.arraycopy(path, start, clean, length, end - start);
        length += end - start;
      }
      start = end + 1;
    }
    return Arrays.copyOf(clean, length);
  }

  /** Where the last part of a clean path begins. */
  static int base(byte[] clean) {
    int base = clean.length;
    while (base > 0 && clean[base - 1] != '/') {
      base--;
    }
    return base;
  }

  static boolean isUp(byte[] path, int start, int end) {
    return end - start == 2 && path[start] == '.' && path[start + 1] == '.';
  }

  static boolean isNothing(byte[] path, int start, int end) {
    return end == start || (end - start == 1 && path[start] == '.');
  }
}
