package dev.bulkhead.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads as much of a file in a layer as decides whether and how it runs. Keeps one buffer, of at
 * most {@link #PREFIX} bytes, for all files of a layer.
 */
final class ContentSniffer {
  /** As much of an ELF file is looked at from its beginning, in bytes. */
  static final int PREFIX = 4 << 20;

  /** The kernel reads so many bytes of a file to tell how to run it (BINPRM_BUF_SIZE). */
  private static final int HEAD = 256;

  private static final int MAX_TEXT = 64 << 10;
  private static final int OTHER_HEAD = 16;

  private final TarReader tar;
  private byte[] buffer = new byte[MAX_TEXT];

  ContentSniffer(TarReader tar) {
    this.tar = tar;
  }

  /** What is kept of the current entry's content, as {@link ContentCode} writes it. */
  byte[] sniff(TarEntry entry) throws IOException {
    boolean text = entry.size() <= MAX_TEXT && isText(entry.name());
    int length = tar.read(buffer, 0, text ? MAX_TEXT : HEAD);
    if (length == 0) {
      return ContentCode.encode(new FileContent.Empty());
    }
    if (text) {
      String content = new String(buffer, 0, length, StandardCharsets.UTF_8);
      return ContentCode.encode(new FileContent.Text(content));
    }
    if (length >= 2 && buffer[0] == '#' && buffer[1] == '!') {
      return ContentCode.encode(new FileContent.Script(firstLine(length)));
    }
    if (length >= 52
        && buffer[0] == 0x7f
        && buffer[1] == 'E'
        && buffer[2] == 'L'
        && buffer[3] == 'F') {
      return ContentCode.encode(new ElfFile(this, entry.size(), length).read());
    }
    return ContentCode.other(Arrays.copyOf(buffer, Math.min(length, OTHER_HEAD)));
  }

  private String firstLine(int length) {
    int end = 2;
    while (end < length && buffer[end] != '\n') {
      end++;
    }
    return new String(buffer, 2, end - 2, StandardCharsets.UTF_8);
  }

  /** Files that decide who runs what and with which libraries. */
  private static boolean isText(byte[] name) {
    byte[] clean = TarPath.clean(name);
    if (clean.length < "etc/group".length()
        || clean[0] != 'e'
        || clean[1] != 't'
        || clean[2] != 'c') {
      return false;
    }
    String path = new String(clean, StandardCharsets.UTF_8);
    return path.equals("etc/passwd")
        || path.equals("etc/group")
        || path.equals("etc/ld.so.conf")
        || path.startsWith("etc/ld.so.conf.d/")
        || (path.startsWith("etc/ld-musl-") && path.endsWith(".path"));
  }

  /** The buffer, whose beginning holds the file's. */
  byte[] buffer() {
    return buffer;
  }

  /** Reads on until the buffer holds so many bytes of the file; returns how many it then holds. */
  int extend(int have, int wanted) throws IOException {
    if (wanted <= have) {
      return have;
    }
    if (wanted > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(PREFIX, Math.max(wanted, 4 * buffer.length)));
    }
    return have + tar.read(buffer, have, Math.min(wanted, PREFIX) - have);
  }

  /** Reads on past the buffer; nothing of a sparse file, whose holes may be of any length. */
  int read(byte[] into, int from, int length) throws IOException {
    return tar.isSparse() ? 0 : tar.read(into, from, length);
  }
}
