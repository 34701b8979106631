package dev.bulkhead.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header of an ELF file and what its program headers name (System V ABI, chapters 4 and 5; the
 * kernel's fs/binfmt_elf.c), read while the file streams past: whatever lies before what was read
 * already is lost, unless it is in the first bytes, which are kept.
 */
final class ElfFile {
  private static final int PT_LOAD = 1;
  private static final int PT_DYNAMIC = 2;
  private static final int PT_INTERP = 3;
  private static final long DT_NEEDED = 1;
  private static final long DT_STRTAB = 5;
  private static final long DT_STRSZ = 10;
  private static final long DT_RPATH = 15;
  private static final long DT_RUNPATH = 29;
  private static final int MAX_PATH = 4096;
  private static final int MAX_HEADERS = 1 << 16;
  private static final int MAX_DYNAMIC = 1 << 16;
  private static final int MAX_NEEDED = 1000;
  private static final int SKIP = 1 << 16;

  private final ContentSniffer file;
  private final long size;
  private int have;
  private long at;
  private boolean wide;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  /** A file of which the sniffer's buffer holds the beginning. */
  ElfFile(ContentSniffer file, long size, int have) {
    this.file = file;
    this.size = size;
    this.have = have;
    this.at = have;
  }

  /** A program header, as far as it matters. */
  private record Segment(int type, long offset, long address, long length) {}

  FileContent read() throws IOException {
    byte[] head = file.buffer();
    wide = head[4] == 2;
    order = head[5] == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ByteBuffer header = ByteBuffer.wrap(head, 0, have).order(order);
    int type = header.getShort(16) & 0xffff;
    int machine = header.getShort(18) & 0xffff;
    List<Segment> segments = wide && have < 64 ? List.of() : segments(header);
    @Nullable String interpreter = interpreter(segments);
    FileContent.@Nullable Libraries libraries = interpreter == null ? null : libraries(segments);
    return new FileContent.Elf(
        machine, wide ? 64 : 32, order == ByteOrder.LITTLE_ENDIAN, type, interpreter, libraries);
  }

  private List<Segment> segments(ByteBuffer header) throws IOException {
    long offset = wide ? header.getLong(32) : header.getInt(28) & 0xffffffffL;
    int each = header.getShort(wide ? 54 : 42) & 0xffff;
    int count = header.getShort(wide ? 56 : 44) & 0xffff;
    if (each < (wide ? 56 : 32) || count == 0 || (long) each * count > MAX_HEADERS) {
      return List.of();
    }
    ByteBuffer table = region(offset, each * count);
    var segments = new ArrayList<Segment>();
    for (int i = 0; table != null && i < count; i++) {
      segments.add(segment(table, i * each));
    }
    return segments;
  }

  private Segment segment(ByteBuffer table, int from) {
    return wide
        ? new Segment(
            table.getInt(from),
            table.getLong(from + 8),
            table.getLong(from + 16),
            table.getLong(from + 32))
        : new Segment(
            table.getInt(from),
            table.getInt(from + 4) & 0xffffffffL,
            table.getInt(from + 8) & 0xffffffffL,
            table.getInt(from + 16) & 0xffffffffL);
  }

  private @Nullable String interpreter(List<Segment> segments) throws IOException {
    for (Segment segment : segments) {
      if (segment.type() == PT_INTERP && segment.length() > 0 && segment.length() <= MAX_PATH) {
        ByteBuffer path = region(segment.offset(), (int) segment.length());
        return path == null ? null : text(path, 0);
      }
    }
    return null;
  }

  private FileContent.@Nullable Libraries libraries(List<Segment> segments) throws IOException {
    for (Segment segment : segments) {
      if (segment.type() == PT_DYNAMIC && segment.length() <= MAX_DYNAMIC) {
        keepPrefix(segment.offset());
        ByteBuffer dynamic = region(segment.offset(), (int) segment.length());
        return dynamic == null ? null : libraries(dynamic, segments);
      }
    }
    return null;
  }

  /** Names come first in a file, the section that points to them later. */
  private void keepPrefix(long until) throws IOException {
    int wanted = (int) Math.min(Math.min(size, ContentSniffer.PREFIX), Math.max(until, have));
    extend(wanted);
  }

  private FileContent.@Nullable Libraries libraries(ByteBuffer dynamic, List<Segment> segments)
      throws IOException {
    var needed = new ArrayList<Long>();
    long rpath = -1;
    long runpath = -1;
    long table = -1;
    long length = -1;
    int word = wide ? 8 : 4;
    for (int i = 0; i + 2 * word <= dynamic.limit(); i += 2 * word) {
      long tag = word(dynamic, i);
      long value = word(dynamic, i + word);
      if (tag == 0) {
        break;
      }
      if (tag == DT_NEEDED && needed.size() < MAX_NEEDED) {
        needed.add(value);
      }
      table = tag == DT_STRTAB ? value : table;
      length = tag == DT_STRSZ ? value : length;
      rpath = tag == DT_RPATH ? value : rpath;
      runpath = tag == DT_RUNPATH ? value : runpath;
    }
    ByteBuffer names = names(segments, table, length);
    if (names == null) {
      return null;
    }
    return named(names, needed, runpath < 0 ? rpath : -1, runpath);
  }

  private static FileContent.@Nullable Libraries named(
      ByteBuffer names, List<Long> needed, long rpath, long runpath) {
    var libraries = new ArrayList<String>();
    for (long name : needed) {
      if (name < 0 || name >= names.limit()) {
        return null;
      }
      libraries.add(text(names, (int) name));
    }
    if (rpath >= names.limit() || runpath >= names.limit()) {
      return null;
    }
    return new FileContent.Libraries(libraries, paths(names, rpath), paths(names, runpath));
  }

  private static List<String> paths(ByteBuffer names, long at) {
    return at < 0 ? List.of() : List.of(text(names, (int) at).split(":", -1));
  }

  /** The table of names, where the segment that holds its address puts it. */
  private @Nullable ByteBuffer names(List<Segment> segments, long address, long length)
      throws IOException {
    if (address < 0 || length <= 0 || length > ContentSniffer.PREFIX) {
      return null;
    }
    for (Segment segment : segments) {
      long within = address - segment.address();
      if (segment.type() == PT_LOAD && within >= 0 && within < segment.length()) {
        return region(segment.offset() + within, (int) length);
      }
    }
    return null;
  }

  private long word(ByteBuffer bytes, int at) {
    return wide ? bytes.getLong(at) : bytes.getInt(at) & 0xffffffffL;
  }

  /** Part of the file; null where it is not in it, or was passed already. */
  private @Nullable ByteBuffer region(long offset, int length) throws IOException {
    if (offset < 0 || length < 0 || offset > size - length) {
      return null;
    }
    if (offset + length <= ContentSniffer.PREFIX && at == have) {
      extend((int) offset + length);
    }
    if (offset + length <= have) {
      return ByteBuffer.wrap(file.buffer(), (int) offset, length).slice().order(order);
    }
    return at <= offset ? further(offset, length) : null;
  }

  private @Nullable ByteBuffer further(long offset, int length) throws IOException {
    var skipped = new byte[SKIP];
    while (at < offset) {
      int count = file.read(skipped, 0, (int) Math.min(SKIP, offset - at));
      if (count == 0) {
        return null;
      }
      at += count;
    }
    var bytes = new byte[length];
    int count = file.read(bytes, 0, length);
    at += count;
    return count < length ? null : ByteBuffer.wrap(bytes).order(order);
  }

  private void extend(int wanted) throws IOException {
    if (at == have && wanted > have) {
      have = file.extend(have, wanted);
      at = have;
    }
  }

  /** The text up to its NUL. */
  private static String text(ByteBuffer bytes, int from) {
    int end = from;
    while (end < bytes.limit() && end - from < MAX_PATH && bytes.get(end) != 0) {
      end++;
    }
    var text = new byte[end - from];
    bytes.get(from, text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
