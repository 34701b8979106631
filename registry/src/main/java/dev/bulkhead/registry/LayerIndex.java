package dev.bulkhead.registry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one layer says of each path, its white-outs included, in arrays: about 25 bytes an entry
 * beside its name, so that a million entries fit into a small heap. Immutable once built.
 *
 * <p>Node 0 is the root. A node's name, link target and content stand in the pool.
 *
 * @param count of nodes
 * @param parents a node's directory
 * @param names where in the pool a node's name stands: its length in one byte, and then the name
 * @param kinds what a node is, one of the constants, with {@link #OPAQUE} or without
 * @param attributes where in the three attribute tables a node's mode and owner stand
 * @param sizes of files
 * @param extras where in the pool the link target or the content stands; 0 for none
 * @param table a hash table over directory and name, a power of two long; holds node numbers
 */
@SuppressWarnings("ArrayRecordComponent") // arrays for their size; never compared
record LayerIndex(
    int count,
    int[] parents,
    int[] names,
    byte[] kinds,
    char[] attributes,
    long[] sizes,
    int[] extras,
    byte[] pool,
    short[] modes,
    int[] uids,
    int[] gids,
    int[] table) {
  static final int ROOT = 0;

  /** A directory that no entry of the layer states, only the paths of others. */
  static final byte IMPLIED = 0;

  static final byte DIRECTORY = 1;
  static final byte FILE = 2;
  static final byte SYMLINK = 3;
  static final byte SPECIAL = 4;
  static final byte WHITEOUT = 5;

  /** A hard link to something that this layer does not hold. */
  static final byte LINK_BELOW = 6;

  /** Set where what lower layers hold in a directory is hidden. */
  static final byte OPAQUE = 0x40;

  /** What a layer says of a path. */
  enum Says {
    /** It stands here. */
    HERE,
    /** It is a directory, whose owner and mode come from below. */
    IMPLIED_DIRECTORY,
    /** Nothing. */
    NOTHING,
    /** It is gone, and everything under it. */
    REMOVED,
    /** Something on the way is a symbolic link. */
    BEYOND_LINK,
    /** Something on the way is no directory. */
    BEYOND_FILE
  }

  /**
   * The answer to a path.
   *
   * @param node what stands there, or as far as the way led
   * @param hides whether lower layers do not count any more
   */
  record Answer(Says says, int node, boolean hides) {}

  /** What this layer says of a path that is absolute and normal. */
  Answer at(byte[] path) {
    int node = ROOT;
    boolean hides = false;
    int start = 1;
    while (start < path.length) {
      hides |= (kinds[node] & OPAQUE) != 0;
      int end = start;
      while (end < path.length && path[end] != '/') {
        end++;
      }
      int child = child(node, path, start, end);
      if (child < 0) {
        return new Answer(Says.NOTHING, node, hides);
      }
      @Nullable Says way =
          kind(child) == WHITEOUT ? Says.REMOVED : end < path.length ? way(child) : null;
      if (way != null) {
        return new Answer(way, child, true);
      }
      node = child;
      start = end + 1;
    }
    return new Answer(kind(node) == IMPLIED ? Says.IMPLIED_DIRECTORY : Says.HERE, node, hides);
  }

  /** Null where the way leads on. */
  private @Nullable Says way(int node) {
    return switch (kind(node)) {
      case IMPLIED, DIRECTORY -> null;
      case SYMLINK -> Says.BEYOND_LINK;
      default -> Says.BEYOND_FILE;
    };
  }

  byte kind(int node) {
    return (byte) (kinds[node] & ~OPAQUE);
  }

  /** The child of that name, or -1. */
  int child(int node, byte[] name, int from, int to) {
    int slot = slot(table, names, parents, pool, node, name, from, to);
    return table[slot] - 1;
  }

  /** The slot in which the child of that name is, or would be. */
  static int slot(
      int[] table,
      int[] names,
      int[] parents,
      byte[] pool,
      int node,
      byte[] name,
      int from,
      int to) {
    int mask = table.length - 1;
    int slot = hash(node, name, from, to) & mask;
    while (table[slot] != 0) {
      int other = table[slot] - 1;
      int at = names[other];
      if (parents[other] == node
          && (pool[at] & 0xff) == to - from
          && Arrays.equals(pool, at + 1, at + 1 + to - from, name, from, to)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  static int hash(int node, byte[] name, int from, int to) {
    int hash = node * 0x9E3779B9;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + name[i];
    }
    hash ^= hash >>> 15;
    hash *= 0x2C1B3C6D;
    return hash ^ (hash >>> 13);
  }

  /** The entry of a node that stands here. */
  FileEntry entry(int node, String path) {
    int owner = attributes[node];
    byte kind = kind(node);
    return new FileEntry(
        path,
        switch (kind) {
          case DIRECTORY, IMPLIED -> FileEntry.Type.DIRECTORY;
          case FILE -> FileEntry.Type.FILE;
          case SYMLINK -> FileEntry.Type.SYMLINK;
          default -> FileEntry.Type.SPECIAL;
        },
        modes[owner],
        Integer.toUnsignedLong(uids[owner]),
        Integer.toUnsignedLong(gids[owner]),
        sizes[node],
        kind == SYMLINK ? linkTarget(node) : "",
        kind == FILE ? ContentCode.decode(pool, extras[node]) : new FileContent.Empty());
  }

  /** The target of a symbolic link, or of a hard link to a lower layer. */
  String linkTarget(int node) {
    int at = extras[node];
    int length = ((pool[at] & 0xff) << 8) | (pool[at + 1] & 0xff);
    return new String(pool, at + 2, length, StandardCharsets.UTF_8);
  }

  /** The absolute path of a node. */
  String path(int node) {
    var path = new StringBuilder();
    for (int at = node; at != ROOT; at = parents[at]) {
      int name = names[at];
      path.insert(0, new String(pool, name + 1, pool[name] & 0xff, StandardCharsets.UTF_8));
      path.insert(0, '/');
    }
    return path.isEmpty() ? "/" : path.toString();
  }
}
