package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The regular files of a tar archive, each with the digest of what it holds: every byte is read
 * once, nothing is unpacked, and what is kept in memory is a line per file.
 *
 * <p>Names are as containerd's importer reads them (core/images/archive/importer.go): cleaned as
 * Go's {@code path.Clean} does, of two files of one name the later counts, hard links count not at
 * all.
 */
public final class HashedArchive {
  /** More entries than that make no archive of images. */
  static final int MAX_ENTRIES = ArchiveContent.MAX_ENTRIES;

  /** One without a file. */
  public static final HashedArchive EMPTY =
      new HashedArchive(Path.of(""), Map.of(), Map.of(), null);

  /** blobs, the algorithm, the blob. */
  private static final int FOLDER_DEPTH = 3;

  private final Path path;
  private final Map<String, File> files;
  private final Map<String, String> symlinks;
  private final @Nullable String fault;

  private HashedArchive(
      Path path, Map<String, File> files, Map<String, String> symlinks, @Nullable String fault) {
    this.path = path;
    this.files = Collections.unmodifiableMap(files);
    this.symlinks = Collections.unmodifiableMap(symlinks);
    this.fault = fault;
  }

  /**
   * A regular file of the archive.
   *
   * @param name cleaned
   * @param offset where in the archive its content begins, in bytes
   * @param size in bytes
   * @param digest of its content, by the algorithm that its name tells, or else SHA-256
   */
  public record File(String name, long offset, long size, Digest digest) {}

  /** How an archive as a whole is compressed. */
  public enum Wrapping {
    /** It is not. */
    NONE("nothing", "cat"),
    /** gzip: {@code 1f 8b}. */
    GZIP("gzip (1f 8b)", "gunzip -c"),
    /** zstd: {@code 28 b5 2f fd}. */
    ZSTD("zstd (28 b5 2f fd)", "zstd -dc"),
    /** bzip2: {@code 42 5a 68}. */
    BZIP2("bzip2 (42 5a 68)", "bzip2 -dc"),
    /** xz: {@code fd 37 7a 58 5a 00}. */
    XZ("xz (fd 37 7a 58 5a 00)", "xz -dc");

    private final String title;
    private final String program;

    Wrapping(String title, String program) {
      this.title = title;
      this.program = program;
    }

    /** Its name, and the bytes by which it is known. */
    public String title() {
      return title;
    }

    /** What a person can do to have the file without it, beginning with a verb. */
    public String remedy(Path file) {
      return "Run `%s %s > %s` and deliver that file."
          .formatted(program, shellWord(file.toString()), shellWord(plain(file)));
    }

    /** What the file may be called when it is not compressed: never as it is called now. */
    private static String plain(Path file) {
      String name = file.toString();
      String plain = name.replaceFirst("\\.(gz|zst|bz2|xz|tgz|tzst|tbz2|txz)$", "");
      if (plain.equals(name)) {
        return name.replaceFirst("\\.tar$", "") + ".plain.tar";
      }
      return plain.endsWith(".tar") ? plain : plain + ".tar";
    }

    /** A file's name as a shell takes it for one word. */
    private static String shellWord(String name) {
      return name.matches("[\\w./:@%+=,-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
    }
  }

  private static final byte[] BZIP2_MAGIC = {0x42, 0x5a, 0x68};
  private static final byte[] XZ_MAGIC = {(byte) 0xfd, 0x37, 0x7a, 0x58, 0x5a, 0};

  /** bzip2's mark, a digit, and the mark of the first block; tar begins with a name instead. */
  private static boolean isBzip2(byte[] head) {
    return startsWith(head, BZIP2_MAGIC) && head.length > 5 && head[4] == 0x31 && head[5] == 0x41;
  }

  private static boolean startsWith(byte[] head, byte[] magic) {
    return head.length >= magic.length
        && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
  }

  /**
   * How a file is compressed, by its first bytes.
   *
   * @throws IOException where it cannot be read
   */
  public static Wrapping wrapping(Path archive) throws IOException {
    try (var in = Files.newInputStream(archive)) {
      byte[] head = in.readNBytes(XZ_MAGIC.length);
      return switch (Compression.of(head, head.length)) {
        case NONE -> isBzip2(head) ? Wrapping.BZIP2 : plainOrXz(head);
        case GZIP -> Wrapping.GZIP;
        case ZSTD -> Wrapping.ZSTD;
      };
    }
  }

  private static Wrapping plainOrXz(byte[] head) {
    return startsWith(head, XZ_MAGIC) ? Wrapping.XZ : Wrapping.NONE;
  }

  /**
   * Reads an archive to its end, or to where it is malformed.
   *
   * @throws IOException where the file itself cannot be read
   */
  public static HashedArchive read(Path archive) throws IOException {
    var symlinks = new LinkedHashMap<String, String>();
    var parts = new LinkedHashMap<String, FileHasher.Part>();
    String fault = null;
    try (var bytes = Files.newInputStream(archive)) {
      scan(archive, new TarReader(bytes, true), parts, symlinks);
    } catch (TarFault malformed) {
      fault = malformed.sentence;
    }
    long end = Files.size(archive);
    parts.values().removeIf(part -> part.digest() == null && part.offset() + part.size() > end);
    var files = new LinkedHashMap<String, File>();
    FileHasher.hash(parts.values()).forEach(file -> files.put(file.name(), file));
    return new HashedArchive(archive, files, symlinks, fault);
  }

  /** What ends a scan, told apart from a disk that cannot be read. */
  private static final class TarFault extends IOException {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    TarFault(IOException malformed) {
      super(malformed);
      sentence = ImageAssembler.message(malformed);
    }
  }

  /**
   * The files of a folder, as if they were an archive's; links out of it or within it are not
   * followed.
   *
   * @throws IOException where one of them cannot be read, or there are too many
   */
  public static HashedArchive readFolder(Path folder) throws IOException {
    var parts = new ArrayList<FileHasher.Part>();
    try (var files = Files.walk(folder, FOLDER_DEPTH)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          if (parts.size() == MAX_ENTRIES) {
            throw new IOException("It has more than %,d files.".formatted(MAX_ENTRIES));
          }
          String name = folder.relativize(file).toString().replace('\\', '/');
          parts.add(new FileHasher.Part(name, file, 0, Files.size(file), null));
        }
      }
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
    var files = new LinkedHashMap<String, File>();
    FileHasher.hash(parts).forEach(file -> files.put(file.name(), file));
    return new HashedArchive(folder, files, Map.of(), null);
  }

  private static void scan(
      Path archive, TarReader tar, Map<String, FileHasher.Part> parts, Map<String, String> symlinks)
      throws TarFault {
    try {
      int count = 0;
      for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
        if (++count > MAX_ENTRIES) {
          throw new IOException("It has more than %,d entries.".formatted(MAX_ENTRIES));
        }
        String name = new String(TarPath.goClean(entry.name()), StandardCharsets.UTF_8);
        switch (entry.type()) {
          case TarEntry.FILE -> parts.put(name, FileHasher.Part.of(archive, name, entry, tar));
          case TarEntry.SYMLINK ->
              symlinks.put(name, new String(entry.linkName(), StandardCharsets.UTF_8));
          default -> {}
        }
      }
    } catch (IOException malformed) {
      throw new TarFault(malformed);
    }
  }

  /** Why the archive was not read to its end, a full sentence; empty where it was. */
  public Optional<String> fault() {
    return Optional.ofNullable(fault);
  }

  /** All regular files, in the order in which they stand there. */
  public Collection<File> files() {
    return files.values();
  }

  /** The file of that name, symbolic links followed. */
  public Optional<File> file(String name) {
    File file = files.get(name);
    String link = symlinks.get(name);
    if (file != null || link == null) {
      return Optional.ofNullable(file);
    }
    int slash = name.lastIndexOf('/');
    String target = link.startsWith("/") || slash < 0 ? link : name.substring(0, slash + 1) + link;
    byte[] clean = TarPath.goClean(target.getBytes(StandardCharsets.UTF_8));
    return Optional.ofNullable(files.get(new String(clean, StandardCharsets.UTF_8)));
  }

  /**
   * Opens a file's content as it lies in the archive; nothing holds it against its digest.
   *
   * @throws IOException where the archive cannot be read any more
   */
  public InputStream open(File file) throws IOException {
    boolean isFolder = Files.isDirectory(path);
    var bytes = Files.newInputStream(isFolder ? path.resolve(file.name()) : path);
    try {
      bytes.skipNBytes(file.offset());
      return new LimitedStream(bytes, file.size());
    } catch (IOException unreadable) {
      bytes.close();
      throw unreadable;
    }
  }
}
