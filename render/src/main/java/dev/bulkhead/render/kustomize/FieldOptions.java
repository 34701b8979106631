package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a replacement takes a value, or puts it.
 *
 * @param delimiter what stands between the parts of a text; empty where the whole is meant
 * @param index of the part, from 0
 * @param creates whether missing fields are made
 */
record FieldOptions(String delimiter, int index, boolean creates) {
  private static final Set<String> FIELDS = Set.of("delimiter", "index", "create");

  /** Those of a source or a target. */
  static FieldOptions of(Node.Mapping owner) {
    Node options = owner.find("options").orElse(null);
    if (options == null) {
      return new FieldOptions("", 0, false);
    }
    Node.Mapping stated = Shape.require(options, FIELDS);
    return new FieldOptions(
        stated.text("delimiter").orElse(""),
        stated.scalar("index").flatMap(Node.Scalar::integer).orElse(0L).intValue(),
        stated.scalar("create").filter(Node.Scalar::isTrue).isPresent());
  }

  /** The part of a value that a source means. */
  Node part(Node value) {
    if (delimiter.isEmpty()) {
      return value;
    }
    Node.Scalar text = requireText(value);
    String[] parts = parts(text);
    if (index < 0 || index >= parts.length) {
      throw new Refused(
          text.at(),
          "The value has %d parts, and the replacement wants number %d (from 0)."
              .formatted(parts.length, index),
          "Correct the index.");
    }
    return Nodes.text(parts[index], text.at());
  }

  /** What becomes of the value that a target has. */
  Node put(Node there, Node value) {
    Node whole = value;
    if (!delimiter.isEmpty()) {
      var parts = new ArrayList<>(Arrays.asList(parts(requireText(there))));
      String text = requireText(value).text();
      if (index < 0) {
        parts.addFirst(text);
      } else if (index >= parts.size()) {
        parts.add(text);
      } else {
        parts.set(index, text);
      }
      whole = Nodes.text(String.join(delimiter, parts), value.at());
    }
    return there instanceof Node.Scalar old && whole instanceof Node.Scalar text
        ? typed(old, text)
        : whole;
  }

  /** A value keeps its type, so that numbers copied into texts are texts. */
  private static Node typed(Node.Scalar old, Node.Scalar value) {
    return old.type() == Node.Scalar.Type.STRING
        ? Nodes.text(value.text(), value.at())
        : old.type() == value.type() || old.isNull()
            ? value
            : new Node.Scalar(value.text(), old.type(), value.at());
  }

  private String[] parts(Node.Scalar text) {
    return text.text().split(Pattern.quote(delimiter), -1);
  }

  private static Node.Scalar requireText(Node node) {
    if (node instanceof Node.Scalar scalar) {
      return scalar;
    }
    throw new Refused(
        node.at(), "Only a text has parts with a delimiter between.", "Leave out the delimiter.");
  }
}
