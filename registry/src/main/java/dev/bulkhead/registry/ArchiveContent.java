package dev.bulkhead.registry;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The files of a tar archive, read where they lie: one pass over the headers finds them, nothing is
 * unpacked. A compressed archive is streamed anew, up to the file, each time one is opened.
 */
final class ArchiveContent implements LocalContent {
  /** More entries than that make no layout. */
  static final int MAX_ENTRIES = 100_000;

  /** Links to links are followed no further; docker save links a layer to its double. */
  private static final int MAX_LINKS = 8;

  private final Path archive;
  private final boolean compressed;
  private final Map<String, Place> places;

  private ArchiveContent(Path archive, boolean compressed, Map<String, Place> places) {
    this.archive = archive;
    this.compressed = compressed;
    this.places = places;
  }

  /** Where a file lies, or, as a link, what it stands for. */
  private record Place(long offset, long size, @Nullable String link) {}

  /**
   * Finds the files of an archive.
   *
   * @throws IOException with a full sentence if it is no readable tar archive
   */
  static ArchiveContent read(Path archive) throws IOException {
    boolean compressed;
    try (var head = Files.newInputStream(archive)) {
      byte[] magic = head.readNBytes(Compression.MAGIC);
      compressed = Compression.of(magic, magic.length) != Compression.NONE;
    }
    try (var bytes = stream(archive, compressed)) {
      requireTar(bytes.readNBytes(TarHeader.BLOCK));
    }
    try (var bytes = stream(archive, compressed)) {
      return new ArchiveContent(archive, compressed, places(new TarReader(bytes, !compressed)));
    }
  }

  /** Whether it is an archive at all is told apart from whether it is whole. */
  private static void requireTar(byte[] block) throws IOException {
    boolean tar = block.length == TarHeader.BLOCK;
    if (tar) {
      var header = new TarHeader(block);
      tar = header.isZero() || header.isVerified();
    }
    if (!tar) {
      throw new IOException(
          block.length == 0 ? "It is empty." : "It is neither a directory nor a tar archive.");
    }
  }

  private static InputStream stream(Path archive, boolean compressed) throws IOException {
    var raw = Files.newInputStream(archive);
    try {
      return compressed ? Compression.uncompressed(raw) : raw;
    } catch (IOException unreadable) {
      raw.close();
      throw unreadable;
    }
  }

  private static Map<String, Place> places(TarReader tar) throws IOException {
    var places = new HashMap<String, Place>();
    int count = 0;
    for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
      if (++count > MAX_ENTRIES) {
        throw new IOException("It has more than %,d entries.".formatted(MAX_ENTRIES));
      }
      String name = normal("", new String(entry.name(), StandardCharsets.UTF_8));
      String link = new String(entry.linkName(), StandardCharsets.UTF_8);
      switch (entry.type()) {
        case TarEntry.FILE -> places.put(name, new Place(tar.offset(), entry.size(), null));
        case TarEntry.HARD_LINK -> places.put(name, new Place(0, 0, normal("", link)));
        case TarEntry.SYMLINK -> places.put(name, new Place(0, 0, normal(parent(name), link)));
        default -> {}
      }
    }
    return places;
  }

  private static String parent(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('/')));
  }

  /** The name from the archive's root; no {@code ..} leads out of it. */
  private static String normal(String from, String name) {
    var parts = new ArrayList<String>();
    for (String part : (name.startsWith("/") ? name : from + "/" + name).split("/", -1)) {
      if (part.equals("..")) {
        if (!parts.isEmpty()) {
          parts.removeLast();
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }

  private @Nullable Place place(String name) {
    Place place = places.get(name);
    for (int i = 0; i < MAX_LINKS && place != null && place.link() != null; i++) {
      place = places.get(place.link());
    }
    return place == null || place.link() != null ? null : place;
  }

  @Override
  public boolean isCompressed() {
    return compressed;
  }

  @Override
  public OptionalLong size(String name) {
    Place place = place(name);
    return place == null ? OptionalLong.empty() : OptionalLong.of(place.size());
  }

  @Override
  public InputStream open(String name) throws IOException {
    Place place = place(name);
    if (place == null) {
      throw new IOException("%s holds no %s.".formatted(archive, name));
    }
    var bytes = stream(archive, compressed);
    try {
      bytes.skipNBytes(place.offset());
      return new BufferedInputStream(new Part(bytes, place.size()), 1 << 16);
    } catch (IOException unreadable) {
      bytes.close();
      throw unreadable;
    }
  }

  /** The next so many bytes of a stream. */
  private static final class Part extends InputStream {
    private final InputStream in;
    private long left;

    Part(InputStream in, long size) {
      this.in = in;
      this.left = size;
    }

    @Override
    public int read() throws IOException {
      int next = left > 0 ? in.read() : -1;
      left -= next < 0 ? 0 : 1;
      return next;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (left == 0) {
        return length == 0 ? 0 : -1;
      }
      int count = in.read(into, from, (int) Math.min(length, left));
      left -= Math.max(0, count);
      return count;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
