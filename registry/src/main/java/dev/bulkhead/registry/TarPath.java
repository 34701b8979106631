package dev.bulkhead.registry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

  /**
   * The path as Go's {@code path.Clean} leaves it: a slash at the beginning stays, and so does what
   * leads out of where the path begins.
   */
  static byte[] goClean(byte[] path) {
    boolean isRooted = path.length > 0 && path[0] == '/';
    var parts = new ArrayList<String>();
    for (String part : new String(path, StandardCharsets.ISO_8859_1).split("/", -1)) {
      boolean canGoUp = !parts.isEmpty() && !parts.getLast().equals("..");
      if (part.equals("..") && canGoUp) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".") && !(part.equals("..") && isRooted)) {
        parts.add(part);
      }
    }
    String clean = (isRooted ? "/" : "") + String.join("/", parts);
    return clean.getBytes(StandardCharsets.ISO_8859_1);
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
