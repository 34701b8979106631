package dev.bulkhead.registry;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file system in memory onto which layers are unpacked one after the other, in the plainest way
 * that can be thought of: the oracle of {@link LayeredFileSystemPropertyTest}. Either each layer
 * goes into a tree of its own that is then merged, as with overlays, or straight onto the tree.
 */
final class UnpackedTree {
  private Node root = Node.directory(false, "root");

  /** What this layer put there: its own white-outs leave that alone. */
  private final Set<Node> own = Collections.newSetFromMap(new IdentityHashMap<>());

  /** What is done to a layer's tree: one entry. */
  record Op(char type, String path, String arg) {
    @Override
    public String toString() {
      return type + " " + path + (arg.isEmpty() ? "" : " " + arg);
    }
  }

  /** The layer cannot be unpacked. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** A file, link or directory; {@code label} tells it from others. */
  static final class Node {
    char type;
    String label;
    String target = "";
    boolean implied;
    boolean opaque;
    Map<String, Node> children = new TreeMap<>();

    private Node(char type, String label) {
      this.type = type;
      this.label = label;
    }

    static Node directory(boolean implied, String label) {
      var node = new Node('d', label);
      node.implied = implied;
      return node;
    }
  }

  /** Lays a layer over the tree as an overlay does. */
  void overlay(List<Op> layer) throws Refused {
    var upper = new UnpackedTree();
    upper.root.implied = true;
    upper.apply(layer, true);
    root = merged(root, upper.root, this);
  }

  /** Unpacks a layer onto the tree itself. */
  void inPlace(List<Op> layer) throws Refused {
    apply(layer, false);
  }

  private void apply(List<Op> layer, boolean overlay) throws Refused {
    own.clear();
    for (Op op : layer) {
      if (op.type() == 'o') {
        opaque(parent(List.of(op.path().split("/", -1))), overlay);
        continue;
      }
      String[] parts = op.path().split("/", -1);
      Node directory = parent(List.of(parts).subList(0, parts.length - 1));
      String name = parts[parts.length - 1];
      switch (op.type()) {
        case 'w' -> whiteOut(directory, name, overlay);
        default -> put(directory, name, op);
      }
    }
  }

  private void whiteOut(Node directory, String name, boolean overlay) {
    Node there = directory.children.get(name);
    if (!overlay) {
      directory.children.entrySet().removeIf(e -> e.getKey().equals(name) && isLower(e.getValue()));
    } else if (there == null) {
      directory.children.put(name, new Node('w', ""));
    } else if (there.type == 'd') {
      there.opaque = true;
      there.implied = false;
    }
  }

  private boolean isLower(Node node) {
    return !own.contains(node) && node.children.values().stream().allMatch(this::isLower);
  }

  private void opaque(Node there, boolean overlay) {
    if (overlay) {
      there.opaque = true;
    } else {
      there.children.values().removeIf(this::isLower);
    }
  }

  private void put(Node directory, String name, Op op) throws Refused {
    Node there = directory.children.get(name);
    if (op.type() == 'd' && there != null && there.type == 'd') {
      there.label = op.arg();
      there.implied = false;
      return;
    }
    Node made =
        switch (op.type()) {
          case 'h' -> linked(op.arg());
          case 'l' -> {
            var link = new Node('l', op.arg());
            link.target = op.arg();
            yield link;
          }
          default -> new Node(op.type(), op.arg());
        };
    made.opaque = made.type == 'd' && there != null && there.type == 'w';
    directory.children.put(name, made);
    own.add(made);
  }

  /** A hard link to what is there; else to whatever lies below. */
  private Node linked(String path) throws Refused {
    Optional<Node> target = linkTarget(path);
    if (target.isEmpty() || target.get().type == 'w') {
      var below = new Node('h', path);
      below.target = path;
      return below;
    }
    if (target.get().type == 'd') {
      throw new Refused();
    }
    var copy = new Node(target.get().type, target.get().label);
    copy.target = target.get().target;
    return copy;
  }

  /** Links on the way are followed, nothing is made. */
  private Optional<Node> linkTarget(String path) throws Refused {
    int slash = path.lastIndexOf('/');
    var way = new ArrayDeque<Node>(List.of(root));
    List<String> parents = slash < 0 ? List.of() : List.of(path.substring(0, slash).split("/", -1));
    boolean there = walk(parents, way, new int[1], false);
    return there
        ? Optional.ofNullable(way.getLast().children.get(path.substring(slash + 1)))
        : Optional.empty();
  }

  private Node parent(List<String> parts) throws Refused {
    var way = new ArrayDeque<Node>(List.of(root));
    walk(parts, way, new int[1], true);
    return way.getLast();
  }

  private boolean walk(List<String> parts, ArrayDeque<Node> way, int[] links, boolean make)
      throws Refused {
    for (String part : parts) {
      if (part.isEmpty()) {
        continue;
      }
      if (part.equals("..")) {
        if (way.size() > 1) {
          way.removeLast();
        }
        continue;
      }
      Node there = way.getLast().children.get(part);
      if (there != null && there.type == 'l') {
        if (++links[0] > 255) {
          throw new Refused();
        }
        if (there.target.startsWith("/")) {
          way.clear();
          way.add(root);
        }
        if (!walk(List.of(there.target.split("/", -1)), way, links, make)) {
          return false;
        }
      } else if (!make && (there == null || there.type != 'd')) {
        return false;
      } else {
        way.addLast(enter(way.getLast(), part));
      }
    }
    return true;
  }

  private static Node enter(Node directory, String name) throws Refused {
    Node there = directory.children.get(name);
    if (there == null || there.type == 'w') {
      Node made = Node.directory(there == null, "");
      made.opaque = there != null;
      directory.children.put(name, made);
      return made;
    }
    if (there.type != 'd') {
      throw new Refused();
    }
    return there;
  }

  private static @Nullable Node merge(@Nullable Node lower, Node upper, UnpackedTree below) {
    if (upper.type == 'w') {
      return null;
    }
    if (upper.type == 'h') {
      return below.at("/" + upper.target).filter(node -> node.type != 'd').orElse(null);
    }
    return upper.type == 'd' ? merged(lower, upper, below) : upper;
  }

  private static Node merged(@Nullable Node lower, Node upper, UnpackedTree below) {
    boolean onto = lower != null && lower.type == 'd';
    Node node = Node.directory(false, upper.label);
    if (onto && lower != null && upper.implied) {
      node.label = lower.label;
    }
    if (onto && lower != null && !upper.opaque) {
      node.children.putAll(lower.children);
    }
    upper.children.forEach(
        (name, child) -> {
          Node result = merge(node.children.get(name), child, below);
          if (result == null) {
            node.children.remove(name);
          } else {
            node.children.put(name, result);
          }
        });
    return node;
  }

  /** What stands at a path, links not followed. */
  Optional<Node> at(String path) {
    Node node = root;
    for (String part : path.substring(1).split("/", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      Node child = node.type == 'd' ? node.children.get(part) : null;
      if (child == null) {
        return Optional.empty();
      }
      node = child;
    }
    return Optional.of(node);
  }
}
