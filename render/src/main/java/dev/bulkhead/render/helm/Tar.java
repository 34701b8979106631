package dev.bulkhead.render.helm;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Chart archives: gzipped tar files (POSIX.1-2001 pax, with GNU's long names). */
final class Tar {
  /** Helm's own limits ({@code pkg/chart/loader/archive.go}): of a chart, and of a file in it. */
  private static final int MAX_ALL = 100 << 20;

  private static final int MAX_ENTRIES = 20_000;
  private static final int BLOCK = 512;

  private Tar() {}

  /**
   * The regular files of an archive, without the folder that all of them lie in.
   *
   * @throws IOException where it is damaged, or larger than Helm allows
   */
  static SortedMap<String, byte[]> read(byte[] packed) throws IOException {
    var files = new TreeMap<String, byte[]>();
    int left = MAX_ALL;
    String longName = null;
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed), 1 << 16)) {
      byte[] header = in.readNBytes(BLOCK);
      for (int entries = 0; header.length == BLOCK && header[0] != 0; entries++) {
        long size = octal(header, 124, 12);
        if (size < 0 || size > left || entries > MAX_ENTRIES) {
          throw new IOException("it unpacks to more than Helm accepts");
        }
        byte[] content = in.readNBytes((int) size);
        if (content.length != size) {
          throw new IOException("it ends in the middle of a file");
        }
        left -= (int) size;
        in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        char type = (char) header[156];
        switch (type) {
          case 'x' -> longName = paxPath(content, longName);
          case 'L' -> longName = text(content, 0, content.length);
          case 'g' -> {}
          default -> {
            if (type == '0' || type == 0) {
              put(files, longName == null ? name(header) : longName, content);
            }
            longName = null;
          }
        }
        header = in.readNBytes(BLOCK);
      }
    }
    return files;
  }

  private static void put(Map<String, byte[]> files, String name, byte[] content)
      throws IOException {
    String path = name.replace('\\', '/');
    int slash = path.indexOf('/');
    if (slash < 0) {
      throw new IOException("\"%s\" does not lie in the chart's folder".formatted(path));
    }
    String inner = path.substring(slash + 1);
    if (inner.startsWith("/") || ("/" + inner + "/").contains("/../")) {
      throw new IOException("\"%s\" leads out of the chart's folder".formatted(path));
    }
    files.put(inner, content);
  }

  private static String name(byte[] header) {
    String name = text(header, 0, 100);
    String prefix = text(header, 257, 5).equals("ustar") ? text(header, 345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  /** The path that a pax header states: lines of {@code length key=value}. */
  private static @Nullable String paxPath(byte[] content, @Nullable String otherwise) {
    String path = otherwise;
    for (String line : new String(content, StandardCharsets.UTF_8).split("\n", -1)) {
      int key = line.indexOf(' ') + 1;
      if (line.startsWith("path=", key)) {
        path = line.substring(key + "path=".length());
      }
    }
    return path;
  }

  private static String text(byte[] bytes, int from, int length) {
    int end = from;
    while (end < from + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  private static long octal(byte[] header, int from, int length) throws IOException {
    String digits = text(header, from, length).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    } catch (NumberFormatException malformed) {
      throw new IOException("a header in it is malformed", malformed);
    }
  }

  /** Packs files below the given folder, not compressed, since they are soon read again. */
  static byte[] write(String folder, Map<String, byte[]> files) throws IOException {
    var bytes = new ByteArrayOutputStream(1 << 16);
    try (var out =
        new GZIPOutputStream(bytes) {
          {
            def.setLevel(Deflater.NO_COMPRESSION);
          }
        }) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        entry(out, folder + "/" + file.getKey(), file.getValue());
      }
      out.write(new byte[2 * BLOCK]);
    }
    return bytes.toByteArray();
  }

  private static void entry(OutputStream out, String name, byte[] content) throws IOException {
    byte[] path = name.getBytes(StandardCharsets.UTF_8);
    if (path.length > 100) {
      block(out, "././@LongLink".getBytes(StandardCharsets.UTF_8), 'L', name.concat("\0"));
      path = new byte[] {'l'};
    }
    header(out, path, '0', content.length);
    padded(out, content);
  }

  private static void block(OutputStream out, byte[] path, char type, String content)
      throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    header(out, path, type, bytes.length);
    padded(out, bytes);
  }

  private static void padded(OutputStream out, byte[] content) throws IOException {
    out.write(content);
    out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
  }

  private static void header(OutputStream out, byte[] path, char type, int size)
      throws IOException {
    byte[] header = new byte[BLOCK];
    System.arraycopy(path, 0, header, 0, path.length);
    put(header, 100, "0000644");
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, "%011o".formatted(size));
    put(header, 136, "00000000000");
    put(header, 148, "        ");
    header[156] = (byte) type;
    put(header, 257, "ustar  ");
    int sum = 0;
    for (byte part : header) {
      sum += part & 0xff;
    }
    put(header, 148, "%06o".formatted(sum));
    header[154] = 0;
    out.write(header);
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
