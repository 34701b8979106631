package dev.bulkhead.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What extended headers say of the entry that follows them: PAX records, and GNU's long names.
 * Global headers are no part of it: containerd ignores them.
 */
final class TarExtension {
  private final Map<String, byte[]> records = new HashMap<>();
  private final StringBuilder sparseMap = new StringBuilder();
  private byte @Nullable [] name;
  private byte @Nullable [] linkName;

  void longName(byte[] content) {
    name = TarReader.untilNul(content);
  }

  void longLinkName(byte[] content) {
    linkName = TarReader.untilNul(content);
  }

  /**
   * Reads records of the form {@code 20 path=some/where\n}.
   *
   * @throws IOException if they are malformed
   */
  void readPax(byte[] content) throws IOException {
    int start = 0;
    while (start < content.length && content[start] != 0) {
      int space = indexOf(content, ' ', start, Math.min(content.length, start + 11));
      long length = space < 0 ? -1 : decimal(content, start, space);
      int end = (int) Math.min(Integer.MAX_VALUE, start + length);
      int equals = space < 0 || end > content.length ? -1 : indexOf(content, '=', space + 1, end);
      if (equals < 0 || content[end - 1] != '\n') {
        throw new IOException("A PAX header of a tar archive is malformed.");
      }
      String key = new String(content, space + 1, equals - space - 1, StandardCharsets.UTF_8);
      put(key, Arrays.copyOfRange(content, equals + 1, end - 1));
      start = end;
    }
  }

  private void put(String key, byte[] value) {
    switch (key) {
      case "GNU.sparse.offset", "GNU.sparse.numbytes" -> sparseMap.append(ascii(value)).append(',');
      case "path", "linkpath", "size", "uid", "gid" -> records.put(key, value);
      default -> {
        if (key.startsWith("GNU.sparse.")) {
          records.put(key, value);
        }
      }
    }
  }

  byte[] name(byte[] plain) {
    return or(records.get("GNU.sparse.name"), or(records.get("path"), or(name, plain)));
  }

  byte[] linkName(byte[] plain) {
    return or(records.get("linkpath"), or(linkName, plain));
  }

  long size(long plain) throws IOException {
    return TarHeader.notNegative(number("size", plain));
  }

  long uid(long plain) throws IOException {
    return number("uid", plain);
  }

  long gid(long plain) throws IOException {
    return number("gid", plain);
  }

  /** Whether the entry is a sparse file of one of the three PAX kinds. */
  boolean isSparse() {
    return records.containsKey("GNU.sparse.major")
        || records.containsKey("GNU.sparse.map")
        || !sparseMap.isEmpty();
  }

  /** The sparse file, whose map stands in the records or, from 1.0 on, before the data. */
  SparseFile sparse(TarReader tar) throws IOException {
    long real = number("GNU.sparse.realsize", number("GNU.sparse.size", 0));
    byte[] major = records.get("GNU.sparse.major");
    if (major != null && ascii(major).equals("1")) {
      return SparseFile.ofData(real, tar);
    }
    byte[] map = records.get("GNU.sparse.map");
    return SparseFile.ofMap(real, map == null ? sparseMap.toString() : ascii(map));
  }

  private long number(String key, long otherwise) throws IOException {
    byte[] value = records.get(key);
    if (value == null || value.length == 0) {
      return otherwise;
    }
    return decimal(value, 0, value.length);
  }

  static long decimal(byte[] text, int from, int to) throws IOException {
    try {
      return Long.parseLong(new String(text, from, to - from, StandardCharsets.US_ASCII));
    } catch (NumberFormatException malformed) {
      throw new IOException("A PAX header of a tar archive holds no number.", malformed);
    }
  }

  private static String ascii(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  private static int indexOf(byte[] bytes, char wanted, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** The first where it is given and not empty. */
  private static byte[] or(byte @Nullable [] given, byte[] otherwise) {
    return given != null && given.length > 0 ? given : otherwise;
  }
}
