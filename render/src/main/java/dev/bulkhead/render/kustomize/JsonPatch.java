package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Node;
import dev.bulkhead.render.ConcealedLines.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Operations on an object, one after the other (RFC 6902). */
record JsonPatch(List<Operation> operations) {
  private static final Set<String> FIELDS = Set.of("op", "path", "value", "from");

  JsonPatch {
    operations = List.copyOf(operations);
  }

  /**
   * One operation.
   *
   * @param node as it is written
   */
  record Operation(String name, JsonPointer path, Node.Mapping node) {
    static Operation of(Node item) {
      Node.Mapping node = Shape.require(item, FIELDS);
      Node.Scalar path =
          node.scalar("path")
              .orElseThrow(() -> new Refused(node.at(), "The operation has no path.", "Add it."));
      return new Operation(node.text("op").orElse(""), JsonPointer.parse(path), node);
    }

    Node value() {
      return node.get("value")
          .orElseGet(() -> new Node.Scalar("null", Node.Scalar.Type.NULL, node.at()));
    }

    JsonPointer from() {
      return node.scalar("from")
          .map(JsonPointer::parse)
          .orElseThrow(
              () -> new Refused(node.at(), "The operation does not say from where.", "Add it."));
    }

    Node apply(Node root) {
      return switch (name) {
        case "add" -> path.add(root, value());
        case "replace" -> path.replace(root, value());
        case "remove" -> path.remove(root);
        case "copy" -> path.add(root, from().get(root));
        case "move" -> path.add(from().remove(root), from().get(root));
        case "test" -> tested(root);
        default ->
            throw new Refused(
                node.at(), "There is no operation of that name.", "Use add, replace or remove.");
      };
    }

    private Node tested(Node root) {
      if (path.isOfSecret() && root.text("kind").filter("Secret"::equals).isPresent()) {
        throw Shape.unfit(
            node.at(), "The patch tests a Secret's value, which Bulkhead does not keep.");
      }
      if (!GoJson.write(path.get(root)).equals(GoJson.write(value()))) {
        throw new Refused(
            node.at(), "The object is not what the patch tests it to be.", "Correct the patch.");
      }
      return root;
    }
  }

  /** Reads a list of operations. */
  static JsonPatch of(Node.Sequence operations) {
    return new JsonPatch(operations.items().stream().map(Operation::of).toList());
  }

  /** The lines that hold what could be values of Secrets. */
  List<Range> concealed() {
    var ranges = new ArrayList<Range>();
    for (int i = 0; i < operations.size(); i++) {
      if (operations.get(i).path().isOfSecret()) {
        int first = operations.get(i).node().at().line();
        int next =
            i + 1 < operations.size()
                ? operations.get(i + 1).node().at().line()
                : first + 1 + (int) GoJson.write(operations.get(i).value()).lines().count();
        ranges.add(new Range(first, Math.max(first, next)));
      }
    }
    return ranges;
  }

  /** The object after all operations. */
  Node.Mapping apply(Node.Mapping object) {
    Node root = object;
    for (Operation operation : operations) {
      root = operation.apply(root);
      Nodes.requireModest(root, operation.node().at());
    }
    if (root instanceof Node.Mapping mapping) {
      return mapping;
    }
    throw new Refused(root.at(), "The patch leaves no object.", "Correct its paths.");
  }
}
