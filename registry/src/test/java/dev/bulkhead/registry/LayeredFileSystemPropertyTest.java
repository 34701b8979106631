package dev.bulkhead.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.registry.FileSystem.Finding;
import dev.bulkhead.registry.UnpackedTree.Op;
import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import dev.bulkhead.testkit.image.TarLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Any stack of layers comes to what unpacking them one after the other comes to. */
class LayeredFileSystemPropertyTest {
  private static final List<String> NAMES = List.of("a", "b", "c");

  private static final Gen<String> PATH =
      Gen.between(1, 3)
          .flatMap(
              depth ->
                  choices -> {
                    var path = new ArrayList<String>();
                    for (int i = 0; i < depth; i++) {
                      path.add(NAMES.get(choices.below(NAMES.size())));
                    }
                    return String.join("/", path);
                  });

  private static final Gen<String> TARGET =
      Gen.oneOf(PATH, PATH.map(path -> "/" + path), PATH.map(path -> "../" + path));

  private static final Gen<Op> OP =
      choices -> {
        char type = "fdlwoh".charAt(choices.below(6));
        String path = PATH.draw(choices);
        return switch (type) {
          case 'l' -> new Op(type, path, TARGET.draw(choices));
          case 'h' -> new Op(type, path, PATH.draw(choices));
          case 'w', 'o' -> new Op(type, path, "");
          default -> new Op(type, path, String.valueOf(1 + choices.below(500)));
        };
      };

  private static final Gen<List<List<Op>>> STACK = OP.listOfUpTo(6).listOfUpTo(4);

  @Test
  void a_stack_of_layers_comes_to_what_an_overlay_of_them_comes_to() {
    Property.forAll(20261121, 5_000, STACK, LayeredFileSystemPropertyTest::compare);
  }

  private static void compare(List<List<Op>> stack) {
    var overlay = new UnpackedTree();
    var inPlace = new UnpackedTree();
    boolean unpacksInPlace = true;
    for (List<Op> layer : stack) {
      try {
        overlay.overlay(layer);
      } catch (UnpackedTree.Refused refused) {
        assertThat(fileSystem(stack).find("/no/such/path")).isInstanceOf(Finding.Unknown.class);
        return;
      }
      try {
        inPlace.inPlace(layer);
      } catch (UnpackedTree.Refused refused) {
        unpacksInPlace = false;
      }
    }
    FileSystem files = fileSystem(stack);
    for (String path : paths()) {
      Optional<UnpackedTree> other = unpacksInPlace ? Optional.of(inPlace) : Optional.empty();
      compare(path, files.find(path), overlay, other);
    }
  }

  private static void compare(
      String path, Finding finding, UnpackedTree overlay, Optional<UnpackedTree> inPlace) {
    Optional<UnpackedTree.Node> expected = overlay.at(path);
    switch (finding) {
      case Finding.Present(var entry, _) -> {
        assertThat(expected).as(path).isPresent();
        assertThat(described(entry)).as(path).isEqualTo(described(expected.get()));
      }
      case Finding.Absent _ -> assertThat(expected).as(path).isEmpty();
      case Finding.Unknown unknown -> {
        assertThat(expected).as("%s: %s", path, unknown.reason()).isEmpty();
        assertThat(inPlace.isEmpty() || differ(overlay, inPlace.get()))
            .as("%s: %s", path, unknown.reason())
            .isTrue();
      }
    }
  }

  /** Whether the two ways of unpacking come to different trees. */
  private static boolean differ(UnpackedTree overlay, UnpackedTree inPlace) {
    return paths().stream().anyMatch(path -> type(overlay, path) != type(inPlace, path));
  }

  private static char type(UnpackedTree tree, String path) {
    return tree.at(path).map(node -> node.type).orElse('-');
  }

  private static String described(FileEntry entry) {
    return switch (entry.type()) {
      case DIRECTORY -> "d " + entry.uid();
      case FILE -> "f " + entry.uid();
      case SYMLINK -> "l " + entry.linkTarget();
      case SPECIAL -> "special";
    };
  }

  private static String described(UnpackedTree.Node node) {
    String label = node.label.isEmpty() || node.label.equals("root") ? "0" : node.label;
    return node.type + " " + label;
  }

  private static FileSystem fileSystem(List<List<Op>> stack) {
    var store = new MemoryStore();
    var sources = stack.stream().map(layer -> store.layer(tar(layer))).toList();
    return new LayeredFileSystem(sources, Layers.uncached());
  }

  private static byte[] tar(List<Op> layer) {
    var tar = TarLayer.layer();
    for (Op op : layer) {
      switch (op.type()) {
        case 'f' -> tar.owner(Long.parseLong(op.arg()), 0).file(op.path(), 0755, "x");
        case 'd' -> tar.owner(Long.parseLong(op.arg()), 0).directory(op.path(), 0755);
        case 'l' -> tar.symlink(op.path(), op.arg());
        case 'h' -> tar.hardLink(op.path(), op.arg());
        case 'w' -> tar.whiteout(op.path());
        default -> tar.opaque(op.path());
      }
    }
    return tar.tar();
  }

  private static List<String> paths() {
    var paths = new ArrayList<String>(List.of("/"));
    for (String one : NAMES) {
      paths.add("/" + one);
      for (String two : NAMES) {
        paths.add("/" + one + "/" + two);
        NAMES.forEach(three -> paths.add("/" + one + "/" + two + "/" + three));
      }
    }
    return paths;
  }
}
