package dev.bulkhead.render;

import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.UserError;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A packaged chart: a gzipped tar file with everything under one folder, as {@code helm package}
 * writes it. It is unpacked in memory and never to disk.
 */
final class ChartArchive {
  private static final String CHART_FILE = "Chart.yaml";

  /** A few kilobytes may well be packed a thousandfold; only beyond this is it suspicious. */
  private static final long UNSUSPICIOUS_BYTES = 16L * 1024 * 1024;

  private static final long MAX_RATIO = 200;
  private static final String REPACK = "Package the chart again with \"helm package\".";

  private final String name;
  private final TreeLimits limits;
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  private ChartArchive(String name, TreeLimits limits) {
    this.name = name;
    this.limits = limits;
  }

  /**
   * The chart's files, and what was left out of them.
   *
   * @param notes a full sentence each
   */
  record Unpacked(SourceTree tree, List<String> notes) {}

  /** Whether bytes begin as gzip does (RFC 1952, section 2.3.1). */
  static boolean isGzip(byte[] bytes) {
    return bytes.length > 2 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
  }

  /**
   * Unpacks a chart.
   *
   * @throws UserError where this is no chart, or one that no tool of good will has packed
   */
  static Unpacked unpack(String name, InputStream packed, TreeLimits limits) {
    var archive = new ChartArchive(name, limits);
    try {
      archive.readAll(packed);
    } catch (IOException broken) {
      throw new UserError(
          null,
          "The archive %s cannot be unpacked: %s.".formatted(name, IoReason.of(broken)),
          REPACK,
          broken);
    }
    return archive.chart();
  }

  private void readAll(InputStream packed) throws IOException {
    var compressed = new Counted(packed);
    var content = new Bounded(new GZIPInputStream(compressed, 1 << 16), compressed);
    try (var tar = new TarArchiveInputStream(new BufferedInputStream(content, 1 << 16), "UTF-8")) {
      int entries = 0;
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (++entries > limits.maxEntries()) {
          throw new IOException("it has more than %d entries".formatted(limits.maxEntries()));
        }
        add(entry, tar);
      }
    } catch (IllegalArgumentException badHeader) {
      throw new IOException("it has a damaged header", badHeader);
    }
  }

  private void add(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
    if (entry.isDirectory() || entry.isGlobalPaxHeader() || entry.isPaxHeader()) {
      return;
    }
    String path = safe(entry.getName());
    if (!entry.isFile() || entry.isSymbolicLink() || entry.isLink()) {
      notes.add("The entry %s of %s is no plain file and was passed over.".formatted(path, name));
      return;
    }
    byte[] bytes = BoundedRead.stream(tar, limits.maxFileBytes());
    if (files.put(path, bytes) != null) {
      throw new IOException("it holds %s twice".formatted(path));
    }
  }

  /** An entry's path without {@code ./}; one that would lead out of the archive is refused. */
  private String safe(String written) throws IOException {
    String path = written.startsWith("./") ? written.substring(2) : written;
    String[] parts = path.split("/", -1);
    boolean trick =
        path.isEmpty()
            || path.indexOf('\\') >= 0
            || path.indexOf('\0') >= 0
            || path.indexOf(':') == 1
            || parts.length > limits.maxDepth();
    for (String part : parts) {
      trick |= part.isEmpty() || part.equals(".") || part.equals("..");
    }
    if (trick) {
      throw new IOException("the path of an entry is not accepted (\"%s\")".formatted(path));
    }
    return path;
  }

  private Unpacked chart() {
    Set<String> roots = new TreeSet<>();
    for (String path : files.keySet()) {
      int slash = path.indexOf('/');
      if (slash > 0 && path.substring(slash + 1).equals(CHART_FILE)) {
        roots.add(path.substring(0, slash + 1));
      }
    }
    if (roots.size() != 1) {
      throw new UserError(
          roots.isEmpty()
              ? "The archive %s holds no chart: there is no NAME/Chart.yaml in it.".formatted(name)
              : "The archive %s holds several charts: %s."
                  .formatted(name, String.join(", ", roots)),
          roots.isEmpty()
              ? "Name a packaged chart, a chart's folder, or YAML files."
              : "Package each chart by itself with \"helm package\".");
    }
    String root = roots.iterator().next();
    var chart = new LinkedHashMap<String, byte[]>();
    files.forEach(
        (path, bytes) -> {
          if (path.startsWith(root)) {
            chart.put(path.substring(root.length()), bytes);
          }
        });
    return new Unpacked(new MemoryTree(name, chart), List.copyOf(notes));
  }

  /** Counts what is read. */
  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count += Math.max(read, 0);
      return read;
    }
  }

  /** Ends with an error where the content is too large, in itself or for what it is packed in. */
  private final class Bounded extends FilterInputStream {
    private final Counted packed;
    private long count;

    Bounded(InputStream in, Counted packed) {
      super(in);
      this.packed = packed;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      passed(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      passed(Math.max(read, 0));
      return read;
    }

    private void passed(int bytes) throws IOException {
      count += bytes;
      if (count > limits.maxTotalBytes()) {
        throw new BoundedRead.TooLarge(limits.maxTotalBytes());
      }
      if (count > UNSUSPICIOUS_BYTES && count / MAX_RATIO > packed.count) {
        throw new IOException("it unpacks to more than %d times its size".formatted(MAX_RATIO));
      }
    }
  }
}
