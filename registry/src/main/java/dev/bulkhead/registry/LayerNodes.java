package dev.bulkhead.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The growing arrays of a layer's index, bounded by the limits. */
final class LayerNodes {
  /** A link's target, PATH_MAX of Linux. */
  private static final int MAX_TEXT = 4096;

  /** Entries from which on an index counts as large. */
  private static final int LARGE = 1 << 17;

  private final LayerLimits limits;
  private final Map<Attributes, Integer> known = new HashMap<>();
  private int count;
  private int[] parents = new int[64];
  private int[] names = new int[64];
  private byte[] kinds = new byte[64];
  private char[] attributes = new char[64];
  private long[] sizes = new long[64];
  private int[] extras = new int[64];
  private byte[] pool = new byte[4096];
  private int pooled = 1;
  private int[] table = new int[256];
  private short[] modes = new short[16];
  private int[] uids = new int[16];
  private int[] gids = new int[16];

  private record Attributes(int mode, int uid, int gid) {}

  /** Nodes with a root that no entry states: mode 0755, owned by root. */
  LayerNodes(LayerLimits limits) throws IOException {
    this.limits = limits;
    set(add(), LayerIndex.IMPLIED, owner(0755, 0, 0), 0, 0);
  }

  byte kind(int node) {
    return (byte) (kinds[node] & ~LayerIndex.OPAQUE);
  }

  boolean isDirectory(int node) {
    return kind(node) == LayerIndex.DIRECTORY || kind(node) == LayerIndex.IMPLIED;
  }

  boolean isOpaque(int node) {
    return (kinds[node] & LayerIndex.OPAQUE) != 0;
  }

  int parent(int node) {
    return parents[node];
  }

  /** The child of that name, or -1. */
  int child(int node, byte[] name) {
    return table[slot(node, name)] - 1;
  }

  private int slot(int node, byte[] name) {
    return LayerIndex.slot(table, names, parents, pool, node, name, 0, name.length);
  }

  /** A new node of that name, in place of an older one, whose children are gone with it. */
  int fresh(int directory, byte[] name) throws IOException {
    int slot = slot(directory, name);
    if (table[slot] != 0) {
      int node = add();
      parents[node] = directory;
      names[node] = names[table[slot] - 1];
      table[slot] = node + 1;
      return node;
    }
    int at = reserve(1 + name.length);
    pool[at] = (byte) name.length;
    System.arraycopy(name, 0, pool, at + 1, name.length);
    int node = add();
    parents[node] = directory;
    names[node] = at;
    table[slot] = node + 1;
    if (2 * count > table.length) {
      rehash();
    }
    return node;
  }

  private void rehash() {
    int[] old = table;
    table = new int[2 * old.length];
    int mask = table.length - 1;
    for (int entry : old) {
      if (entry != 0) {
        int node = entry - 1;
        int at = names[node];
        int slot = LayerIndex.hash(parents[node], pool, at + 1, at + 1 + (pool[at] & 0xff)) & mask;
        while (table[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        table[slot] = entry;
      }
    }
  }

  private int add() throws IOException {
    if (count >= limits.entries()) {
      throw new IOException("It has more than %,d entries.".formatted(limits.entries()));
    }
    if (count == parents.length) {
      int size = Math.min(limits.entries(), count + (count >> 1));
      parents = Arrays.copyOf(parents, size);
      names = Arrays.copyOf(names, size);
      kinds = Arrays.copyOf(kinds, size);
      attributes = Arrays.copyOf(attributes, size);
      sizes = Arrays.copyOf(sizes, size);
      extras = Arrays.copyOf(extras, size);
    }
    return count++;
  }

  /** Says what a node is. */
  void set(int node, int kind, int owner, long size, int extra) {
    kinds[node] = (byte) kind;
    attributes[node] = (char) owner;
    sizes[node] = size;
    extras[node] = extra;
  }

  /** Makes a directory of a node that may have been implied; white-outs of it stay. */
  void stateDirectory(int node, int owner) {
    kinds[node] = (byte) (LayerIndex.DIRECTORY | (kinds[node] & LayerIndex.OPAQUE));
    attributes[node] = (char) owner;
  }

  void makeOpaque(int node) {
    kinds[node] |= LayerIndex.OPAQUE;
  }

  /** Makes a node another name of the same file. */
  void copy(int from, int to) {
    set(to, kinds[from], attributes[from], sizes[from], extras[from]);
  }

  /** The place of a mode and owner in their tables. */
  int owner(int mode, long uid, long gid) throws IOException {
    if (uid < 0 || gid < 0 || uid > 0xffffffffL || gid > 0xffffffffL) {
      throw new IOException("It holds an entry owned by %d:%d.".formatted(uid, gid));
    }
    var wanted = new Attributes(mode, (int) uid, (int) gid);
    Integer place = known.get(wanted);
    if (place != null) {
      return place;
    }
    int next = known.size();
    if (next > Character.MAX_VALUE) {
      throw new IOException("Its entries have more than 65,536 different owners and modes.");
    }
    if (next == modes.length) {
      modes = Arrays.copyOf(modes, 2 * next);
      uids = Arrays.copyOf(uids, 2 * next);
      gids = Arrays.copyOf(gids, 2 * next);
    }
    modes[next] = (short) mode;
    uids[next] = (int) uid;
    gids[next] = (int) gid;
    known.put(wanted, next);
    return next;
  }

  /** Keeps a text with its length before it. */
  int keepText(byte[] text) throws IOException {
    if (text.length >= MAX_TEXT) {
      throw new IOException(
          "It holds a link whose target has %,d bytes; Linux allows 4,095.".formatted(text.length));
    }
    int at = reserve(2 + text.length);
    pool[at] = (byte) (text.length >> 8);
    pool[at + 1] = (byte) text.length;
    System.arraycopy(text, 0, pool, at + 2, text.length);
    return at;
  }

  /** The text kept for a node. */
  byte[] text(int node) {
    int at = extras[node];
    int length = ((pool[at] & 0xff) << 8) | (pool[at + 1] & 0xff);
    return Arrays.copyOfRange(pool, at + 2, at + 2 + length);
  }

  /** Keeps what {@link ContentCode} wrote; 0 for nothing. */
  int keep(byte[] content) throws IOException {
    if (content.length == 0) {
      return 0;
    }
    int at = reserve(content.length);
    System.arraycopy(content, 0, pool, at, content.length);
    return at;
  }

  private int reserve(int length) throws IOException {
    int at = pooled;
    if (length > limits.kept() - at) {
      throw new IOException(
          "Its names, links and the heads of its files take more than %,d bytes."
              .formatted(limits.kept()));
    }
    if (at + length > pool.length) {
      int size = Math.max(at + length, pool.length + (pool.length >> 1));
      pool = Arrays.copyOf(pool, Math.min(limits.kept(), size));
    }
    pooled += length;
    return at;
  }

  /** A name for messages. */
  String name(int node) {
    int at = names[node];
    return new String(pool, at + 1, pool[at] & 0xff, StandardCharsets.UTF_8);
  }

  boolean isLarge() {
    return count > LARGE || pooled > 32 * LARGE;
  }

  /** The index; each array gives way to its trimmed copy in turn. */
  LayerIndex index() {
    parents = Arrays.copyOf(parents, count);
    names = Arrays.copyOf(names, count);
    kinds = Arrays.copyOf(kinds, count);
    attributes = Arrays.copyOf(attributes, count);
    sizes = Arrays.copyOf(sizes, count);
    extras = Arrays.copyOf(extras, count);
    pool = Arrays.copyOf(pool, pooled);
    modes = Arrays.copyOf(modes, known.size());
    uids = Arrays.copyOf(uids, known.size());
    gids = Arrays.copyOf(gids, known.size());
    return new LayerIndex(
        count, parents, names, kinds, attributes, sizes, extras, pool, modes, uids, gids, table);
  }
}
