package dev.bulkhead.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Builds a layer's index entry by entry, as containerd unpacks a layer into the upper directory of
 * an overlay (pkg/archive/tar.go, applyNaive with OverlayConvertWhiteout): later entries replace
 * earlier ones, links of the same layer are followed on the way to an entry, and nothing leads out
 * of the root. What cannot be unpacked is refused with a full sentence.
 */
final class LayerIndexBuilder {
  /** PATH_MAX and NAME_MAX of Linux; what is longer cannot be unpacked. */
  private static final int MAX_PATH = 4096;

  private static final int MAX_NAME = 255;

  /** As containerd's fs.RootPath (containerd/continuity, fs/path.go). */
  private static final int MAX_LINKS = 255;

  private static final byte[] WHITEOUT = ".wh.".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] META = ".wh..wh.".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] OPAQUE = ".wh..wh..opq".getBytes(StandardCharsets.US_ASCII);

  private final LayerNodes nodes;
  private int linksFollowed;

  LayerIndexBuilder(LayerLimits limits) throws IOException {
    this.nodes = new LayerNodes(limits);
  }

  /**
   * Adds an entry.
   *
   * @param content of a file, as {@link ContentCode} writes it; empty for anything else
   * @throws IOException if the entry cannot be unpacked, or the index grows out of bounds
   */
  void add(TarEntry entry, byte[] content) throws IOException {
    if (entry.type() == TarEntry.GLOBAL_HEADER) {
      return;
    }
    byte[] path = checked(TarPath.clean(entry.name()));
    if (path.length == 0) {
      return;
    }
    linksFollowed = 0;
    int base = TarPath.base(path);
    byte[] name = Arrays.copyOfRange(path, base, path.length);
    int directory = directory(LayerIndex.ROOT, path, Math.max(0, base - 1), true);
    if (startsWith(name, WHITEOUT)) {
      whiteOut(directory, name);
    } else {
      put(directory, name, entry, content);
    }
  }

  /** Whether the index takes so much memory that a second such one should wait. */
  boolean isLarge() {
    return nodes.isLarge();
  }

  LayerIndex build() {
    return nodes.index();
  }

  private static byte[] checked(byte[] path) throws IOException {
    if (path.length >= MAX_PATH) {
      throw new IOException(
          "It holds a path of %,d bytes; Linux allows 4,095.".formatted(path.length));
    }
    return path;
  }

  private void put(int directory, byte[] name, TarEntry entry, byte[] content) throws IOException {
    int owner = nodes.owner(entry.mode(), entry.uid(), entry.gid());
    switch (entry.type()) {
      case TarEntry.DIRECTORY -> putDirectory(directory, name, owner);
      case TarEntry.HARD_LINK -> putHardLink(directory, name, entry, owner);
      case TarEntry.FILE -> {
        int kept = nodes.keep(content);
        nodes.set(fresh(directory, name), LayerIndex.FILE, owner, entry.size(), kept);
      }
      case TarEntry.SYMLINK -> {
        int target = nodes.keepText(entry.linkName());
        nodes.set(fresh(directory, name), LayerIndex.SYMLINK, owner, 0, target);
      }
      case TarEntry.CHARACTER_DEVICE, TarEntry.BLOCK_DEVICE, TarEntry.FIFO ->
          nodes.set(fresh(directory, name), LayerIndex.SPECIAL, owner, 0, 0);
      default ->
          throw new IOException(
              "It holds an entry of unknown type %d.".formatted((int) entry.type()));
    }
  }

  private int fresh(int directory, byte[] name) throws IOException {
    if (name.length > MAX_NAME) {
      throw new IOException(
          "It holds a name of %,d bytes; Linux allows 255.".formatted(name.length));
    }
    return nodes.fresh(directory, name);
  }

  private void putDirectory(int directory, byte[] name, int owner) throws IOException {
    int node = nodes.child(directory, name);
    if (node >= 0 && nodes.isDirectory(node)) {
      nodes.stateDirectory(node, owner);
      return;
    }
    boolean hides = node >= 0 && nodes.kind(node) == LayerIndex.WHITEOUT;
    int kind = LayerIndex.DIRECTORY | (hides ? LayerIndex.OPAQUE : 0);
    nodes.set(fresh(directory, name), kind, owner, 0, 0);
  }

  private void putHardLink(int directory, byte[] name, TarEntry entry, int owner)
      throws IOException {
    byte[] target = checked(TarPath.clean(entry.linkName()));
    int base = TarPath.base(target);
    int within = directory(LayerIndex.ROOT, target, Math.max(0, base - 1), false);
    int linked =
        within < 0 ? -1 : nodes.child(within, Arrays.copyOfRange(target, base, target.length));
    if (target.length == 0 || (linked >= 0 && nodes.isDirectory(linked))) {
      throw new IOException("It holds a hard link to a directory.");
    }
    if (linked < 0 || nodes.kind(linked) == LayerIndex.WHITEOUT) {
      int below = nodes.keepText(target);
      nodes.set(fresh(directory, name), LayerIndex.LINK_BELOW, owner, 0, below);
    } else if (linked != nodes.child(directory, name)) {
      nodes.copy(linked, fresh(directory, name));
    }
  }

  private void whiteOut(int directory, byte[] name) throws IOException {
    if (Arrays.equals(name, OPAQUE)) {
      nodes.makeOpaque(directory);
      return;
    }
    if (startsWith(name, META)) {
      return;
    }
    byte[] hidden = Arrays.copyOfRange(name, WHITEOUT.length, name.length);
    if (hidden.length == 0 || TarPath.clean(hidden).length == 0) {
      throw new IOException(
          "It holds a white-out of no name, \"%s\"."
              .formatted(new String(name, StandardCharsets.UTF_8)));
    }
    int node = nodes.child(directory, hidden);
    if (node < 0) {
      nodes.set(fresh(directory, hidden), LayerIndex.WHITEOUT, 0, 0, 0);
    } else if (nodes.isDirectory(node)) {
      if (nodes.kind(node) == LayerIndex.IMPLIED) {
        nodes.stateDirectory(node, nodes.owner(0755, 0, 0));
      }
      nodes.makeOpaque(node);
    }
  }

  /**
   * The directory at a path, links followed within the root.
   *
   * @param create whether what is missing on the way is made; else -1 where it is missing
   */
  private int directory(int from, byte[] way, int length, boolean create) throws IOException {
    int node = length > 0 && way[0] == '/' ? LayerIndex.ROOT : from;
    int start = 0;
    while (start < length && node >= 0) {
      int end = start;
      while (end < length && way[end] != '/') {
        end++;
      }
      if (TarPath.isUp(way, start, end)) {
        node = nodes.parent(node);
      } else if (!TarPath.isNothing(way, start, end)) {
        node = step(node, Arrays.copyOfRange(way, start, end), create);
      }
      start = end + 1;
    }
    return node;
  }

  private int step(int node, byte[] name, boolean create) throws IOException {
    int child = nodes.child(node, name);
    if (child < 0 || nodes.kind(child) == LayerIndex.WHITEOUT) {
      return create ? imply(node, name, child >= 0) : -1;
    }
    if (nodes.isDirectory(child)) {
      return child;
    }
    if (nodes.kind(child) == LayerIndex.SYMLINK) {
      if (++linksFollowed > MAX_LINKS) {
        throw new IOException("It places an entry behind more than 255 links.");
      }
      byte[] target = nodes.text(child);
      return directory(node, target, target.length, create);
    }
    if (!create) {
      return -1;
    }
    throw new IOException(
        "It places an entry under \"%s\", which is no directory.".formatted(nodes.name(child)));
  }

  /** In place of a white-out the directory is new; else owner and mode come from below. */
  private int imply(int node, byte[] name, boolean replacesWhiteout) throws IOException {
    int made = fresh(node, name);
    int kind = replacesWhiteout ? LayerIndex.DIRECTORY | LayerIndex.OPAQUE : LayerIndex.IMPLIED;
    nodes.set(made, kind, nodes.owner(0755, 0, 0), 0, 0);
    return made;
  }

  private static boolean startsWith(byte[] name, byte[] prefix) {
    return name.length >= prefix.length
        && Arrays.equals(name, 0, prefix.length, prefix, 0, prefix.length);
  }
}
