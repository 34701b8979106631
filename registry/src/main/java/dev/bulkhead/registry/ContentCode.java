package dev.bulkhead.registry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bytes that stand for a {@link FileContent} in a layer's index and in the cache. */
final class ContentCode {
  private static final int SCRIPT = 1;
  private static final int ELF = 2;
  private static final int TEXT = 3;
  private static final int OTHER = 4;
  private static final byte[] NOTHING = {};

  private ContentCode() {}

  /** The bytes; none for {@link FileContent.Empty}. */
  static byte[] encode(FileContent content) {
    if (content instanceof FileContent.Other(var head)) {
      return other(HexFormat.of().parseHex(head));
    }
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      switch (content) {
        case FileContent.Empty() -> {
          return NOTHING;
        }
        case FileContent.Script(var line) -> {
          out.writeByte(SCRIPT);
          writeText(out, line);
        }
        case FileContent.Text(var text) -> {
          out.writeByte(TEXT);
          writeText(out, text);
        }
        case FileContent.Elf elf -> writeElf(out, elf);
        case FileContent.Other _ -> throw new AssertionError("It was answered above.");
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** The bytes for {@link FileContent.Other}, the commonest. */
  static byte[] other(byte[] head) {
    var code = new byte[2 + head.length];
    code[0] = OTHER;
    code[1] = (byte) head.length;
    System.arraycopy(head, 0, code, 2, head.length);
    return code;
  }

  /** Reads what stands in the pool from there on; 0 is {@link FileContent.Empty}. */
  static FileContent decode(byte[] pool, int at) {
    if (at == 0) {
      return new FileContent.Empty();
    }
    try (var in = new DataInputStream(new ByteArrayInputStream(pool, at, pool.length - at))) {
      return switch (in.readUnsignedByte()) {
        case SCRIPT -> new FileContent.Script(readText(in));
        case TEXT -> new FileContent.Text(readText(in));
        case ELF -> readElf(in);
        default -> new FileContent.Other(HexFormat.of().formatHex(in.readNBytes(in.readByte())));
      };
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  private static void writeElf(DataOutputStream out, FileContent.Elf elf) throws IOException {
    out.writeByte(ELF);
    out.writeShort(elf.machine());
    out.writeByte(elf.bits());
    out.writeBoolean(elf.littleEndian());
    out.writeShort(elf.type());
    String interpreter = elf.interpreter();
    out.writeBoolean(interpreter != null);
    if (interpreter != null) {
      writeText(out, interpreter);
    }
    FileContent.Libraries libraries = elf.libraries();
    out.writeBoolean(libraries != null);
    if (libraries != null) {
      writeTexts(out, libraries.needed());
      writeTexts(out, libraries.rpath());
      writeTexts(out, libraries.runpath());
    }
  }

  private static FileContent readElf(DataInputStream in) throws IOException {
    int machine = in.readUnsignedShort();
    int bits = in.readUnsignedByte();
    boolean littleEndian = in.readBoolean();
    int type = in.readUnsignedShort();
    @Nullable String interpreter = in.readBoolean() ? readText(in) : null;
    FileContent.@Nullable Libraries libraries =
        in.readBoolean()
            ? new FileContent.Libraries(readTexts(in), readTexts(in), readTexts(in))
            : null;
    return new FileContent.Elf(machine, bits, littleEndian, type, interpreter, libraries);
  }

  private static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
    out.writeShort(texts.size());
    for (String text : texts) {
      writeText(out, text);
    }
  }

  private static List<String> readTexts(DataInputStream in) throws IOException {
    int count = in.readUnsignedShort();
    var texts = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      texts.add(readText(in));
    }
    return texts;
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
