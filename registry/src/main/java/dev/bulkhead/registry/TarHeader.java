package dev.bulkhead.registry;

import java.io.IOException;
import java.util.Arrays;

/**
 * The 512 bytes of a tar header and how its fields are read (POSIX.1-2017, pax, "ustar Interchange
 * Format"; GNU tar manual, "Basic Tar Format"); in doubt as Go's archive/tar reads them, since that
 * is what containerd unpacks with.
 */
final class TarHeader {
  static final int BLOCK = 512;

  private static final int MAGIC = 257;
  private static final int PREFIX = 345;

  private final byte[] block;

  TarHeader(byte[] block) {
    this.block = block;
  }

  /** Whether the block is all zeros, as at the end of an archive. */
  boolean isZero() {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Holds the header against its checksum.
   *
   * @throws IOException if it does not fit
   */
  void verify() throws IOException {
    if (!isVerified()) {
      throw new IOException("A tar header's checksum is wrong.");
    }
  }

  /** Whether the checksum, which some programs computed with signed bytes, fits the header. */
  boolean isVerified() {
    long unsigned = 0;
    long signed = 0;
    for (int i = 0; i < BLOCK; i++) {
      byte b = i >= 148 && i < 156 ? (byte) ' ' : block[i];
      unsigned += b & 0xff;
      signed += b;
    }
    try {
      long stated = number(148, 8);
      return stated == unsigned || stated == signed;
    } catch (IOException noNumber) {
      return false;
    }
  }

  char type() {
    char type = (char) (block[156] & 0xff);
    if (type != 0 && type != '7') {
      return type;
    }
    byte[] name = text(0, 100);
    boolean slash = type == 0 && name.length > 0 && name[name.length - 1] == '/';
    return slash ? TarEntry.DIRECTORY : TarEntry.FILE;
  }

  int mode() throws IOException {
    return (int) (number(100, 8) & 07777);
  }

  long uid() throws IOException {
    return number(108, 8);
  }

  long gid() throws IOException {
    return number(116, 8);
  }

  long size() throws IOException {
    return notNegative(number(124, 12));
  }

  byte[] linkName() {
    return text(157, 100);
  }

  /** The name, with the prefix that the ustar and star formats have for longer ones. */
  byte[] name() {
    byte[] name = text(0, 100);
    byte[] prefix = text(PREFIX, prefixLength());
    if (prefix.length == 0) {
      return name;
    }
    byte[] whole = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
    whole[prefix.length] = '/';
    System.arraycopy(name, 0, whole, prefix.length + 1, name.length);
    return whole;
  }

  private int prefixLength() {
    if (!has(MAGIC, "ustar")) {
      return 0;
    }
    if (has(508, "tar\0")) {
      return 131;
    }
    // GNU tar keeps times there; Go before 1.6 kept a prefix there under GNU's magic.
    return block[MAGIC + 5] == 0 || !isNumber(PREFIX) ? 155 : 0;
  }

  private boolean isNumber(int from) {
    byte first = block[from];
    return first == 0 || first == ' ' || (first >= '0' && first <= '7') || first < 0;
  }

  private boolean has(int from, String expected) {
    for (int i = 0; i < expected.length(); i++) {
      if (block[from + i] != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The bytes of a field up to its first NUL. */
  private byte[] text(int from, int length) {
    int end = from;
    while (end < from + length && block[end] != 0) {
      end++;
    }
    return Arrays.copyOfRange(block, from, end);
  }

  /** A byte of the block, unsigned. */
  int at(int index) {
    return block[index] & 0xff;
  }

  /**
   * A number in octal digits, or in base 256 where the field's first bit is set.
   *
   * @throws IOException if it is neither, or does not fit into 63 bits
   */
  long number(int from, int length) throws IOException {
    return (block[from] & 0x80) != 0 ? binary(from, length) : octal(from, length);
  }

  private long binary(int from, int length) throws IOException {
    boolean negative = (block[from] & 0x40) != 0;
    long value = negative ? -1 : 0;
    for (int i = 0; i < length; i++) {
      int digit = i == 0 ? (negative ? block[from] | 0x80 : block[from] & 0x7f) : block[from + i];
      if (value > Long.MAX_VALUE >> 8 || value < Long.MIN_VALUE >> 8) {
        throw new IOException("A tar header holds a number that is too large.");
      }
      value = (value << 8) | (digit & 0xff);
    }
    return value;
  }

  private long octal(int from, int length) throws IOException {
    int start = from;
    int end = from + length;
    while (start < end && (block[start] == ' ' || block[start] == 0)) {
      start++;
    }
    while (end > start && (block[end - 1] == ' ' || block[end - 1] == 0)) {
      end--;
    }
    long value = 0;
    for (int i = start; i < end && block[i] != 0; i++) {
      int digit = block[i] - '0';
      if (digit < 0 || digit > 7) {
        throw new IOException("A tar header holds a number that is not octal.");
      }
      value = (value << 3) | digit;
    }
    return value;
  }

  static long notNegative(long value) throws IOException {
    if (value < 0) {
      throw new IOException("A tar header states a negative size.");
    }
    return value;
  }
}
