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
final class LayeredFileSystem implements FileSystem {
  private static final int MAX_LINKS_BELOW = 16;

  private final List<LayerSource> sources;
  private final Layers layers;

  /**
   * A file system.
   *
   * @param sources lowest first
   */
  LayeredFileSystem(List<LayerSource> sources, Layers layers) {
    this.sources = List.copyOf(sources);
    this.layers = layers;
  }

  @Override
  public Finding find(String path) {
    try {
      return find(path, sources.size() - 1, 0);
    } catch (UnreadableLayer unreadable) {
      return unreadable.finding();
    }
  }

  /** What stands at a path in the lowest layers up to that one. */
  private Finding find(String path, int top, int links) throws UnreadableLayer {
    byte[] way = path.equals("/") ? new byte[] {'/'} : path.getBytes(StandardCharsets.UTF_8);
    int implied = -1;
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
          return implied >= 0 ? made(path, implied) : beyondLink(top, i, layer.path(answer.node()));
        }
        case NOTHING, REMOVED, BEYOND_FILE -> {}
      }
      if (answer.hides()) {
        break;
      }
    }
    return implied >= 0 ? made(path, implied) : new Finding.Absent();
  }

  private Finding here(String path, int at, LayerIndex layer, Answer answer, int links)
      throws UnreadableLayer {
    int node = answer.node();
    if (layer.kind(node) != LayerIndex.LINK_BELOW) {
      return new Finding.Present(layer.entry(node, path), digest(at));
    }
    if (links >= MAX_LINKS_BELOW || at == 0) {
      return new Finding.Absent();
    }
    Finding linked = find("/" + layer.linkTarget(node), at - 1, links + 1);
    return linked instanceof Finding.Present(var entry, _)
        ? new Finding.Present(renamed(entry, path), digest(at))
        : linked;
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
        : made(path, implied);
  }

  /** A directory that nobody states: unpacking makes it. */
  private Finding made(String path, int at) {
    var directory =
        new FileEntry(path, FileEntry.Type.DIRECTORY, 0755, 0, 0, 0, "", new FileContent.Empty());
    return new Finding.Present(directory, digest(at));
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
    return new Finding.Absent();
  }

  private static Finding disputed(String link, Digest upper, Digest lower) {
    return new Finding.Unknown(
        ("Layer %s holds files under %s without stating that directory, and layer %s holds a"
                + " symbolic link there: what else lies in it differs between nodes, as their"
                + " snapshotters follow the link or hide it.")
            .formatted(upper, link, lower),
        "Build the image so that its upper layer states %s itself.".formatted(link));
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

  /** A layer that may hold the answer cannot be read. */
  private static final class UnreadableLayer extends Exception {
    private static final long serialVersionUID = 1L;

    private final String layer;

    UnreadableLayer(LayerSource source, IOException cause) {
      super(cause);
      this.layer = "%s in %s".formatted(source.digest(), source.store().where());
    }

    Finding finding() {
      return new Finding.Unknown(
          "Layer %s could not be read. %s"
              .formatted(
                  layer,
                  getCause() instanceof IOException cause ? ImageAssembler.message(cause) : ""),
          "Supply a readable copy of the image with --images PATH.");
    }
  }
}
