package dev.bulkhead.registry;

import dev.bulkhead.registry.FileSystem.Finding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files of upper layers that come to lie elsewhere where a node unpacks layers in place: a
 * directory that a layer only implies is, there, the link that a lower layer has in its place
 * (containerd's applyNaive resolves parents with fs.RootPath).
 */
final class MovedFiles {
  private static final int MAX_LINKS = 40;

  private final Layers layers;
  private @Nullable List<Move> moves;

  MovedFiles(Layers layers) {
    this.layers = layers;
  }

  /** The layers of one image, lowest first. */
  interface Layers {
    int count();

    LayerIndex index(int layer) throws UnreadableLayer;

    /** What stands at a path in the layers below that one, laid over each other. */
    Finding below(int layer, String path) throws UnreadableLayer;
  }

  /** One layer's directory that in-place unpacking takes for another. */
  record Move(int layer, String from, String to) {}

  /** The move that would bring something to that path. */
  Optional<Move> to(String path) throws UnreadableLayer {
    for (Move move : moves()) {
      if (path.equals(move.to()) || path.startsWith(move.to() + "/")) {
        String original = move.from() + path.substring(move.to().length());
        if (holds(layers.index(move.layer()), original) && !hiddenFrom(move.layer(), path)) {
          return Optional.of(move);
        }
      }
    }
    return Optional.empty();
  }

  private boolean hiddenFrom(int layer, String path) throws UnreadableLayer {
    byte[] way = path.getBytes(StandardCharsets.UTF_8);
    for (int i = layer; i < layers.count(); i++) {
      if (layers.index(i).at(way).hides()) {
        return true;
      }
    }
    return false;
  }

  private synchronized List<Move> moves() throws UnreadableLayer {
    List<Move> known = moves;
    if (known == null) {
      var found = new ArrayList<Move>();
      for (int i = 1; i < layers.count(); i++) {
        add(i, found);
      }
      known = List.copyOf(found);
      moves = known;
    }
    return known;
  }

  private void add(int number, List<Move> found) throws UnreadableLayer {
    LayerIndex layer = layers.index(number);
    var moved = new BitSet();
    for (int node = 1; node < layer.count(); node++) {
      boolean within = moved.get(layer.parents()[node]);
      moved.set(node, within);
      if (within || layer.kind(node) != LayerIndex.IMPLIED) {
        continue;
      }
      String from = layer.path(node);
      if (isLink(number, from) && says(layer, from) == LayerIndex.Says.IMPLIED_DIRECTORY) {
        moved.set(node);
        found.add(new Move(number, from, resolve(number, from)));
      }
    }
  }

  private boolean isLink(int number, String path) throws UnreadableLayer {
    return layers.below(number, path) instanceof Finding.Present(var entry, _) && entry.isSymlink();
  }

  private static boolean holds(LayerIndex layer, String path) {
    return switch (says(layer, path)) {
      case HERE, IMPLIED_DIRECTORY -> true;
      case NOTHING, REMOVED, BEYOND_LINK, BEYOND_FILE -> false;
    };
  }

  private static LayerIndex.Says says(LayerIndex layer, String path) {
    return layer.at(path.getBytes(StandardCharsets.UTF_8)).says();
  }

  /** Follows all links on the way and at its end; what does not exist is taken as it stands. */
  private String resolve(int number, String path) throws UnreadableLayer {
    var rest = new ArrayDeque<>(List.of(path.split("/", -1)));
    var done = new ArrayList<String>();
    int links = 0;
    while (!rest.isEmpty()) {
      String part = rest.removeFirst();
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      if (part.equals("..")) {
        if (!done.isEmpty()) {
          done.removeLast();
        }
        continue;
      }
      done.add(part);
      if (links < MAX_LINKS
          && layers.below(number, "/" + String.join("/", done))
              instanceof Finding.Present(var entry, _)
          && entry.isSymlink()) {
        links++;
        follow(entry.linkTarget(), rest, done);
      }
    }
    return "/" + String.join("/", done);
  }

  private static void follow(String target, Deque<String> rest, List<String> done) {
    done.removeLast();
    if (target.startsWith("/")) {
      done.clear();
    }
    for (String part : List.of(target.split("/", -1)).reversed()) {
      rest.addFirst(part);
    }
  }
}
