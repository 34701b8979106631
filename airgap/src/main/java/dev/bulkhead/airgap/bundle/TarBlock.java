package dev.bulkhead.airgap.bundle;

import java.nio.charset.StandardCharsets;

/**
 * The header of one entry of a tar archive (POSIX.1-2017, pax, "ustar Interchange Format"), without
 * anything that differs from machine to machine: nobody's file, made at the beginning of time.
 */
final class TarBlock {
  static final int SIZE = 512;

  /** The largest size that eleven octal digits hold; beyond it the field is binary (GNU tar). */
  private static final long MAX_OCTAL = 077777777777L;

  private TarBlock() {}

  static byte[] file(String name, long size) {
    return header(name, size, '0', 0644);
  }

  static byte[] folder(String name) {
    return header(name, 0, '5', 0755);
  }

  private static byte[] header(String name, long size, char type, int mode) {
    var block = new byte[SIZE];
    byte[] text = name.getBytes(StandardCharsets.US_ASCII);
    if (text.length > 155) {
      throw new IllegalArgumentException("The name \"%s\" is too long.".formatted(name));
    }
    putName(block, text);
    put(block, 100, "%07o".formatted(mode));
    put(block, 108, "0000000");
    put(block, 116, "0000000");
    putSize(block, size);
    put(block, 136, "00000000000");
    put(block, 148, "        ");
    block[156] = (byte) type;
    put(block, 257, "ustar");
    put(block, 263, "00");
    put(block, 329, "0000000");
    put(block, 337, "0000000");
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    put(block, 148, "%06o".formatted(sum));
    block[154] = 0;
    return block;
  }

  /** A name of more than 100 characters is cut at its last slash (the name of a SHA-512 is one). */
  private static void putName(byte[] block, byte[] text) {
    int slash = text.length;
    if (text.length > 100) {
      for (slash = text.length - 1; slash >= 0 && text[slash] != '/'; slash--) {}
      System.arraycopy(text, 0, block, 345, slash);
      System.arraycopy(text, slash + 1, block, 0, text.length - slash - 1);
      return;
    }
    System.arraycopy(text, 0, block, 0, text.length);
  }

  private static void putSize(byte[] block, long size) {
    if (size <= MAX_OCTAL) {
      put(block, 124, "%011o".formatted(size));
      return;
    }
    block[124] = (byte) 0x80;
    for (int i = 0; i < 8; i++) {
      block[135 - i] = (byte) (size >>> (8 * i));
    }
  }

  private static void put(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }
}
