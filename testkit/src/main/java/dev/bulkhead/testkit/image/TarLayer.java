package dev.bulkhead.testkit.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A layer, entry by entry in the order of the calls. Nothing is added that was not asked for: no
 * parent directories, no normal form of names.
 */
public final class TarLayer {
  private static final int BLOCK = 512;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long uid;
  private long gid;
  private boolean gnu;

  /** An empty layer. */
  public static TarLayer layer() {
    return new TarLayer();
  }

  private TarLayer() {}

  /** Makes all further entries belong to that user and group. */
  public TarLayer owner(long user, long group) {
    uid = user;
    gid = group;
    return this;
  }

  /** Writes names and numbers that do not fit in GNU's way from here on, instead of PAX's. */
  public TarLayer gnu() {
    gnu = true;
    return this;
  }

  /** A directory. */
  public TarLayer directory(String path, int mode) {
    return entry('5', path.endsWith("/") ? path : path + "/", mode, "", new byte[0]);
  }

  /** A regular file. */
  public TarLayer file(String path, int mode, byte[] content) {
    return entry('0', path, mode, "", content);
  }

  /** A regular file with that text. */
  public TarLayer file(String path, int mode, String content) {
    return file(path, mode, content.getBytes(StandardCharsets.UTF_8));
  }

  /** A symbolic link. */
  public TarLayer symlink(String path, String target) {
    return entry('2', path, 0777, target, new byte[0]);
  }

  /** A hard link; the target is a path from the layer's root. */
  public TarLayer hardLink(String path, String target) {
    return entry('1', path, 0644, target, new byte[0]);
  }

  /** A character device. */
  public TarLayer device(String path) {
    return entry('3', path, 0666, "", new byte[0]);
  }

  /** A white-out: lower layers' entry at that path is gone. */
  public TarLayer whiteout(String path) {
    int base = path.lastIndexOf('/') + 1;
    return file(path.substring(0, base) + ".wh." + path.substring(base), 0, "");
  }

  /** An opaque white-out: what lower layers hold in that directory is gone. */
  public TarLayer opaque(String directory) {
    return file(directory.isEmpty() ? ".wh..wh..opq" : directory + "/.wh..wh..opq", 0, "");
  }

  /** Any entry. */
  public TarLayer entry(char type, String path, int mode, String linkName, byte[] content) {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    byte[] link = linkName.getBytes(StandardCharsets.UTF_8);
    var records = new StringBuilder();
    if (name.length > 100) {
      extend(records, 'L', "path", path);
    }
    if (link.length > 100) {
      extend(records, 'K', "linkpath", linkName);
    }
    if (!gnu && (uid > 07777777 || gid > 07777777)) {
      record(records, "uid", Long.toString(uid));
      record(records, "gid", Long.toString(gid));
    }
    if (!records.isEmpty()) {
      pax(records.toString());
    }
    header(type, name, mode, link, content.length);
    data(content);
    return this;
  }

  /** A PAX header for the next entry, with records as they stand. */
  public TarLayer pax(String records) {
    byte[] bytes = records.getBytes(StandardCharsets.UTF_8);
    header(
        'x', "PaxHeaders/x".getBytes(StandardCharsets.US_ASCII), 0644, new byte[0], bytes.length);
    data(bytes);
    return this;
  }

  /** A PAX record with its length before it. */
  public static String paxRecord(String key, String value) {
    var record = new StringBuilder();
    record(record, key, value);
    return record.toString();
  }

  /** A header that claims a size, without data. */
  public TarLayer headerOnly(char type, String path, long size) {
    header(type, path.getBytes(StandardCharsets.UTF_8), 0644, new byte[0], size);
    return this;
  }

  /** Bytes as they stand. */
  public TarLayer raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** The archive, with the two blocks of zeros at its end. */
  public byte[] tar() {
    byte[] entries = out.toByteArray();
    return Arrays.copyOf(entries, entries.length + 2 * BLOCK);
  }

  /** The archive as it stands, without an end. */
  public byte[] unfinished() {
    return out.toByteArray();
  }

  private void extend(StringBuilder records, char type, String key, String value) {
    if (!gnu) {
      record(records, key, value);
      return;
    }
    byte[] bytes = (value + "\0").getBytes(StandardCharsets.UTF_8);
    header(
        type, "././@LongLink".getBytes(StandardCharsets.US_ASCII), 0644, new byte[0], bytes.length);
    data(bytes);
  }

  private static void record(StringBuilder records, String key, String value) {
    int rest = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8).length;
    int length = rest + 1;
    while (Integer.toString(length).length() + rest != length) {
      length++;
    }
    records.append(length).append(' ').append(key).append('=').append(value).append('\n');
  }

  private void header(char type, byte[] name, int mode, byte[] link, long size) {
    var block = new byte[BLOCK];
    System.arraycopy(name, 0, block, 0, Math.min(100, name.length));
    number(block, 100, 8, mode);
    number(block, 108, 8, uid);
    number(block, 116, 8, gid);
    number(block, 124, 12, size);
    number(block, 136, 12, 0);
    block[156] = (byte) type;
    System.arraycopy(link, 0, block, 157, Math.min(100, link.length));
    byte[] magic = (gnu ? "ustar  \0" : "ustar\00000").getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(magic, 0, block, 257, magic.length);
    Arrays.fill(block, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    byte[] checksum = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(checksum, 0, block, 148, checksum.length);
    out.writeBytes(block);
  }

  private void number(byte[] block, int from, int length, long value) {
    String octal = Long.toOctalString(value);
    if (octal.length() < length) {
      String padded = "0".repeat(length - 1 - octal.length()) + octal;
      System.arraycopy(padded.getBytes(StandardCharsets.US_ASCII), 0, block, from, length - 1);
    } else if (gnu) {
      for (int i = 0; i < length; i++) {
        int shift = 8 * (length - 1 - i);
        block[from + i] = shift < 64 ? (byte) (value >> shift) : 0;
      }
      block[from] |= (byte) 0x80;
    }
  }

  private void data(byte[] content) {
    out.writeBytes(content);
    out.writeBytes(new byte[-content.length & (BLOCK - 1)]);
  }
}
