package dev.bulkhead.testkit.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The smallest ELF programs that still are programs (System V ABI, chapters 4 and 5). A static one
 * for x86-64 does run: it ends with status 0.
 */
public final class TinyElf {
  /** {@code e_machine} of x86-64. */
  public static final int X86_64 = 62;

  /** {@code e_machine} of AArch64. */
  public static final int AARCH64 = 183;

  /** {@code e_machine} of the 32-bit x86. */
  public static final int I386 = 3;

  private static final long BASE = 0x400000;

  private final int machine;
  private int bits = 64;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private int type = 2;
  private @Nullable String interpreter;
  private final List<String> needed = new ArrayList<>();
  private @Nullable String rpath;
  private @Nullable String runpath;
  private int padding;
  private int trailing;

  private TinyElf(int machine) {
    this.machine = machine;
  }

  /** A static program for that machine. */
  public static TinyElf program(int machine) {
    return new TinyElf(machine);
  }

  /** A 32-bit file. */
  public TinyElf bits32() {
    bits = 32;
    return this;
  }

  /** Most significant byte first. */
  public TinyElf bigEndian() {
    order = ByteOrder.BIG_ENDIAN;
    return this;
  }

  /** Another {@code e_type}: 3 is a shared object, 1 an object file. */
  public TinyElf type(int number) {
    type = number;
    return this;
  }

  /** A program that asks for that interpreter. */
  public TinyElf interpreter(String path) {
    interpreter = path;
    return this;
  }

  /** A library that it needs. */
  public TinyElf needs(String library) {
    needed.add(library);
    return this;
  }

  /** Its {@code DT_RPATH}. */
  public TinyElf rpath(String paths) {
    rpath = paths;
    return this;
  }

  /** Its {@code DT_RUNPATH}. */
  public TinyElf runpath(String paths) {
    runpath = paths;
    return this;
  }

  /** So many zeros before the dynamic section, and so many after everything. */
  public TinyElf padded(int before, int after) {
    padding = before;
    trailing = after;
    return this;
  }

  /** The file. */
  public byte[] bytes() {
    boolean dynamic = !needed.isEmpty() || rpath != null || runpath != null;
    int headers = 1 + (interpreter == null ? 0 : 1) + (dynamic ? 1 : 0);
    int start = (bits == 64 ? 64 : 52) + headers * (bits == 64 ? 56 : 32);
    var body = new ByteArrayOutputStream();
    // mov eax, 60; xor edi, edi; syscall: exit(0) on Linux.
    body.writeBytes(new byte[] {(byte) 0xb8, 60, 0, 0, 0, 0x31, (byte) 0xff, 0x0f, 0x05});
    int path = start + body.size();
    byte[] asked =
        interpreter == null ? new byte[0] : (interpreter + "\0").getBytes(StandardCharsets.UTF_8);
    body.writeBytes(asked);
    int names = start + body.size();
    var table = new ByteArrayOutputStream();
    table.write(0);
    var tags = new ArrayList<long[]>();
    needed.forEach(library -> tags.add(new long[] {1, name(table, library)}));
    if (rpath != null) {
      tags.add(new long[] {15, name(table, rpath)});
    }
    if (runpath != null) {
      tags.add(new long[] {29, name(table, runpath)});
    }
    body.writeBytes(table.toByteArray());
    tags.add(new long[] {5, BASE + names});
    tags.add(new long[] {10, table.size()});
    tags.add(new long[] {0, 0});
    body.writeBytes(new byte[padding]);
    int section = start + body.size();
    if (dynamic) {
      tags.forEach(tag -> body.writeBytes(words(tag)));
    }
    int end = start + body.size();
    body.writeBytes(new byte[trailing]);
    var file = ByteBuffer.allocate(start + body.size()).order(order);
    header(file, start, headers);
    segment(file, 1, 5, 0, end);
    if (interpreter != null) {
      segment(file, 3, 4, path, asked.length);
    }
    if (dynamic) {
      segment(file, 2, 6, section, end - section);
    }
    return file.put(body.toByteArray()).array();
  }

  private static int name(ByteArrayOutputStream table, String text) {
    int at = table.size();
    table.writeBytes((text + "\0").getBytes(StandardCharsets.UTF_8));
    return at;
  }

  private byte[] words(long... values) {
    var bytes = ByteBuffer.allocate(values.length * bits / 8).order(order);
    for (long value : values) {
      word(bytes, value);
    }
    return bytes.array();
  }

  private void word(ByteBuffer file, long value) {
    if (bits == 64) {
      file.putLong(value);
    } else {
      file.putInt((int) value);
    }
  }

  private void header(ByteBuffer file, int entry, int segments) {
    file.put(new byte[] {0x7f, 'E', 'L', 'F'});
    file.put((byte) (bits == 64 ? 2 : 1));
    file.put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 1 : 2));
    file.put((byte) 1).put(new byte[9]);
    file.putShort((short) type).putShort((short) machine).putInt(1);
    word(file, BASE + entry);
    word(file, bits == 64 ? 64 : 52);
    word(file, 0);
    file.putInt(0);
    file.putShort((short) (bits == 64 ? 64 : 52));
    file.putShort((short) (bits == 64 ? 56 : 32)).putShort((short) segments);
    file.putShort((short) 0).putShort((short) 0).putShort((short) 0);
  }

  private void segment(ByteBuffer file, int kind, int flags, int offset, int length) {
    file.putInt(kind);
    if (bits == 64) {
      file.putInt(flags);
    }
    word(file, offset);
    word(file, BASE + offset);
    word(file, BASE + offset);
    word(file, length);
    word(file, length);
    if (bits == 32) {
      file.putInt(flags);
    }
    word(file, kind == 1 ? 0x1000 : 1);
  }
}
