package dev.bulkhead.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;

/** What is printed with its places noted down is read back with the same places. */
class PrintedTreesTest {
  private static final String FILE = "f";
  private static final String LETTERS = "ab0 :#-'\"\\\n\té😀{}[],&*!|>%@`~";

  /** A tree without places, and how it is to be written. */
  private sealed interface Sketch {
    record Leaf(String text, Style style) implements Sketch {}

    record Flow(java.util.List<Sketch> items) implements Sketch {}

    record Block(java.util.Map<String, Sketch> fields) implements Sketch {}
  }

  private enum Style {
    NUMBER,
    DOUBLE,
    SINGLE
  }

  @Test
  void a_printed_tree_is_read_as_it_was_and_every_place_is_right() {
    Property.forAll(21, 1500, sketch(3), PrintedTreesTest::check);
  }

  @Test
  void json_is_read_the_same() {
    Property.forAll(
        22,
        500,
        sketch(3),
        sketch -> {
          var printer = new Printer(true);
          Node expected = printer.print(sketch, 0);
          assertThat(YamlReader.read(printer.text(), Placement.of(FILE)).roots())
              .containsExactly(expected);
        });
  }

  private static void check(Sketch sketch) {
    var printer = new Printer(false);
    Node expected = printer.print(sketch, 0);

    var read = YamlReader.read(printer.text(), Placement.of(FILE));

    assertThat(read.problems()).isEmpty();
    assertThat(read.roots()).as(printer.text()).containsExactly(expected);
  }

  private static Gen<Sketch> sketch(int depth) {
    Gen<Sketch> leaf =
        choices -> {
          Style style = Gen.of(Style.NUMBER, Style.DOUBLE, Style.SINGLE).draw(choices);
          String text =
              switch (style) {
                case NUMBER -> Integer.toString(Gen.between(1, 999).draw(choices));
                case DOUBLE -> Gen.text(LETTERS, 8).draw(choices);
                case SINGLE -> Gen.text(LETTERS, 8).draw(choices).replaceAll("[\n\t ]", "");
              };
          return new Sketch.Leaf(text, style);
        };
    if (depth == 0) {
      return leaf;
    }
    Gen<Sketch> flow = choices -> new Sketch.Flow(sketch(0).listOfUpTo(3).draw(choices));
    Gen<Sketch> block =
        choices -> {
          var fields = new LinkedHashMap<String, Sketch>();
          for (String name : Gen.of("a", "b c", "é", "😀x").listOfUpTo(4).draw(choices)) {
            fields.put(name, sketch(depth - 1).draw(choices));
          }
          return new Sketch.Block(fields);
        };
    return Gen.oneOf(leaf, flow, block);
  }

  /** Writes a sketch and notes where each node comes to stand. */
  private static final class Printer {
    private final StringBuilder out = new StringBuilder();
    private final boolean json;
    private int line = 1;
    private int column = 1;

    Printer(boolean json) {
      this.json = json;
    }

    String text() {
      return out.toString();
    }

    private void write(String text) {
      out.append(text);
      text.codePoints()
          .forEach(
              c -> {
                column = c == '\n' ? 1 : column + 1;
                line += c == '\n' ? 1 : 0;
              });
    }

    private Location here() {
      return Location.exact(FILE, line, column);
    }

    Node print(Sketch sketch, int indent) {
      return switch (sketch) {
        case Sketch.Leaf leaf -> leaf(leaf);
        case Sketch.Flow flow -> flow(flow, indent);
        case Sketch.Block block when json || block.fields().isEmpty() -> object(block, indent);
        case Sketch.Block block -> block(block, indent);
      };
    }

    private Node leaf(Sketch.Leaf leaf) {
      Location at = here();
      boolean number = leaf.style() == Style.NUMBER;
      if (number) {
        write(leaf.text());
      } else if (leaf.style() == Style.SINGLE && !json) {
        write("'" + leaf.text().replace("'", "''") + "'");
      } else {
        write(quoted(leaf.text()));
      }
      var type = number ? Node.Scalar.Type.INTEGER : Node.Scalar.Type.STRING;
      return new Node.Scalar(leaf.text(), type, at);
    }

    private static String quoted(String text) {
      return '"'
          + text.replace("\\", "\\\\")
              .replace("\"", "\\\"")
              .replace("\n", "\\n")
              .replace("\t", "\\t")
          + '"';
    }

    private Node flow(Sketch.Flow flow, int indent) {
      Location at = here();
      var items = new java.util.ArrayList<Node>();
      write("[");
      for (Sketch item : flow.items()) {
        write(items.isEmpty() ? "" : ", ");
        items.add(print(item, indent));
      }
      write("]");
      return new Node.Sequence(items, at);
    }

    private Node object(Sketch.Block block, int indent) {
      Location at = here();
      var fields = new LinkedHashMap<String, Node>();
      var keys = new LinkedHashMap<String, Location>();
      write("{");
      block
          .fields()
          .forEach(
              (name, value) -> {
                write((fields.isEmpty() ? "" : ",") + "\n\t\t");
                keys.put(name, here());
                write(quoted(name) + "\t:\t");
                fields.put(name, print(value, indent));
              });
      write("}");
      return new Node.Mapping(fields, keys, at);
    }

    private Node block(Sketch.Block block, int indent) {
      var fields = new LinkedHashMap<String, Node>();
      var keys = new LinkedHashMap<String, Location>();
      Location at = null;
      for (var field : block.fields().entrySet()) {
        if (!out.isEmpty()) {
          write("\n");
        }
        write(" ".repeat(indent));
        at = at == null ? here() : at;
        keys.put(field.getKey(), here());
        write(field.getKey() + ": ");
        fields.put(field.getKey(), print(field.getValue(), indent + 2));
      }
      return new Node.Mapping(fields, keys, java.util.Objects.requireNonNull(at));
    }
  }
}
