package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;
import dev.bulkhead.registry.LayerIndex.Answer;
import dev.bulkhead.registry.LayerIndex.Says;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The layers of an image laid over each other as an overlay does it, which is how nodes do it by
 * default: containerd unpacks each layer into a directory of its own, and the kernel merges them.
 * There a directory that only the paths of a layer's entries imply hides a symbolic link of a lower
 * layer. Snapshotters that unpack in place (native, btrfs, zfs) follow the link instead. Where the
 * two come to different answers, nothing is claimed.
 */
final class LayeredFileSystem implements FileSystem, MovedFiles.Layers {
  private static final int MAX_LINKS_BELOW = 16;

  private final List<LayerSource> sources;
  private final Layers layers;
  private final MovedFiles moved;
  private final List<Digest> fromTheTop;

  /**
   * A file system.
   *
   * @param sources lowest first
   */
  LayeredFileSystem(List<LayerSource> sources, Layers layers) {
    this.sources = List.copyOf(sources);
    this.layers = layers;
    this.moved = new MovedFiles(this);
    this.fromTheTop = this.sources.reversed().stream().map(LayerSource::digest).toList();
  }

  @Override
  public int count() {
    return sources.size();
  }

  @Override
  public LayerIndex index(int layer) throws UnreadableLayer {
    return layer(layer, layer);
  }

  @Override
  public Finding below(int layer, String path) throws UnreadableLayer {
    return find(path, layer - 1, 0);
  }

  @Override
  public Finding find(String path) {
    if (path.equals("/")) {
      return root();
    }
    try {
      Finding finding = find(path, sources.size() - 1, 0);
      return finding instanceof Finding.Absent absent ? whereNotMoved(path, absent) : finding;
    } catch (UnreadableLayer unreadable) {
      return unreadable.finding();
    }
  }

  /** Snapshotters make the root themselves; entries for it do not count. */
  private Finding root() {
    int top = sources.size() - 1;
    return made("/", top < 0 ? VerifiedBlob.sha256(new byte[0]) : digest(top));
  }

  /** What stands at a path in the lowest layers up to that one. */
  private Finding find(String path, int top, int links) throws UnreadableLayer {
    byte[] way = path.getBytes(StandardCharsets.UTF_8);
    int implied = -1;
    int lowest = 0;
    for (int i = top; i >= 0; i--) {
      LayerIndex layer = layer(i, top);
      Answer answer = layer.at(way);
      switch (answer.says()) {
        case HERE -> {
          return implied < 0
              ? here(path, i, layer, answer, links)
              : merged(path, i, layer, answer, implied);
        }
        case IMPLIED_DIRECTORY -> implied = implied < 0 ? i : implied;
        case BEYOND_LINK -> {
          return implied >= 0
              ? made(path, digest(implied))
              : beyondLink(top, i, layer.path(answer.node()));
        }
        case NOTHING, REMOVED, BEYOND_FILE -> {}
      }
      if (answer.hides()) {
        lowest = i;
        break;
      }
    }
    return implied >= 0 ? made(path, digest(implied)) : absent(lowest);
  }

  private Finding here(String path, int at, LayerIndex layer, Answer answer, int links)
      throws UnreadableLayer {
    int node = answer.node();
    if (layer.kind(node) != LayerIndex.LINK_BELOW) {
      return new Finding.Present(layer.entry(node, path), digest(at));
    }
    if (links >= MAX_LINKS_BELOW || at == 0) {
      return absent(at);
    }
    Finding linked = find("/" + layer.linkTarget(node), at - 1, links + 1);
    if (linked instanceof Finding.Present(var entry, _)) {
      return entry.isDirectory()
          ? absent(at)
          : new Finding.Present(renamed(entry, path), digest(at));
    }
    return linked;
  }

  private static FileEntry renamed(FileEntry entry, String path) {
    return new FileEntry(
        path,
        entry.type(),
        entry.mode(),
        entry.uid(),
        entry.gid(),
        entry.size(),
        entry.linkTarget(),
        entry.content());
  }

  /** A directory implied above takes owner and mode from the one below. */
  private Finding merged(String path, int at, LayerIndex layer, Answer answer, int implied) {
    return layer.kind(answer.node()) == LayerIndex.DIRECTORY
        ? new Finding.Present(layer.entry(answer.node(), path), digest(at))
        : made(path, digest(implied));
  }

  /** A directory that nobody states: unpacking makes it. */
  private Finding made(String path, Digest layer) {
    var directory =
        new FileEntry(path, FileEntry.Type.DIRECTORY, 0755, 0, 0, 0, "", new FileContent.Empty());
    return new Finding.Present(directory, layer);
  }

  /**
   * A lower layer has a link on the way. Where the layer above it merely implies a directory in its
   * place, what lies behind the link depends on the node.
   */
  private Finding beyondLink(int top, int at, String link) throws UnreadableLayer {
    byte[] way = link.getBytes(StandardCharsets.UTF_8);
    for (int i = at + 1; i <= top; i++) {
      Says says = layer(i, top).at(way).says();
      if (says == Says.IMPLIED_DIRECTORY) {
        return disputed(link, digest(i), digest(at));
      }
      if (says != Says.NOTHING) {
        break;
      }
    }
    return absent(at);
  }

  /** Nothing was found down to that layer, which is the lowest or hides what is below it. */
  private Finding absent(int lowest) {
    return new Finding.Absent(fromTheTop.subList(0, fromTheTop.size() - lowest));
  }

  private static Finding disputed(String link, Digest upper, Digest lower) {
    return new Finding.Unknown(
        ("Layer %s holds files under %s without stating that directory, and layer %s holds a"
                + " symbolic link there: what else lies in it differs between nodes, as their"
                + " snapshotters follow the link or hide it.")
            .formatted(upper, link, lower),
        "Build the image so that its upper layer states %s itself.".formatted(link));
  }

  /** Nothing stands there, unless a node unpacks in place and an upper layer's files come there. */
  private Finding whereNotMoved(String path, Finding.Absent absent) throws UnreadableLayer {
    var move = moved.to(path);
    return move.isPresent() ? disputed(move.get()) : absent;
  }

  private Finding disputed(MovedFiles.Move move) {
    return new Finding.Unknown(
        ("Layer %s holds files under %s without stating that directory, and a lower layer holds a"
                + " symbolic link to %s there: whether they come to lie in %s differs between"
                + " nodes, as their snapshotters follow the link or hide it.")
            .formatted(digest(move.layer()), move.from(), move.to(), move.to()),
        "Build the image so that the layer holds them under %s.".formatted(move.to()));
  }

  private Digest digest(int layer) {
    return sources.get(layer).digest();
  }

  private LayerIndex layer(int number, int top) throws UnreadableLayer {
    if (number > 0 && number < top) {
      layers.readAhead(sources.get(number - 1));
    }
    LayerSource source = sources.get(number);
    try {
      return layers.index(source);
    } catch (IOException unreadable) {
      throw new UnreadableLayer(source, unreadable);
    }
  }
}
