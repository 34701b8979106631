package dev.bulkhead.render;

import dev.bulkhead.model.Node;
import dev.bulkhead.render.DocumentBuilder.Sized;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The values that a document's Secrets share with something else in it, by way of anchors and
 * aliases: taken out of the Secret, they would still be shown there.
 */
final class SharedValues {
  private final Set<Node> scalars = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private SharedValues(List<Node> withheld) {
    withheld.forEach(this::collect);
    seen.clear();
  }

  /**
   * Returns if nothing is shared.
   *
   * @param root the document's tree without the values of its Secrets
   * @param names the nodes that are names of fields
   * @param aliases every alias of the document, in order
   * @param withheld what was taken out of the tree
   * @throws Refusal at the first alias that shares a value
   */
  static void refuse(Node root, List<Node> names, List<Sized> aliases, List<Node> withheld)
      throws Refusal {
    var shared = new SharedValues(withheld);
    if (!shared.isIn(root) && names.stream().noneMatch(shared::isIn)) {
      return;
    }
    for (Sized alias : aliases) {
      shared.seen.clear();
      if (shared.isIn(alias.node())) {
        throw new Refusal(
            alias.spot(),
            "An alias makes a value of a Secret part of something else in this document, where it"
                + " could be shown.",
            "Write the value in the Secret alone, and take it from there (valueFrom.secretKeyRef,"
                + " a volume).");
      }
    }
  }

  private void collect(Node node) {
    switch (node) {
      case Node.Scalar scalar -> {
        if (!scalar.isNull() && !scalar.text().isEmpty()) {
          scalars.add(scalar);
        }
      }
      case Node.Mapping mapping when seen.add(mapping) ->
          mapping.fields().values().forEach(this::collect);
      case Node.Sequence sequence when seen.add(sequence) ->
          sequence.items().forEach(this::collect);
      case Node.Mapping _, Node.Sequence _ -> {}
    }
  }

  /** Whether a value is the node or within it; the depth of documents is bounded. */
  private boolean isIn(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> scalars.contains(scalar);
      case Node.Mapping mapping ->
          seen.add(mapping) && mapping.fields().values().stream().anyMatch(this::isIn);
      case Node.Sequence sequence ->
          seen.add(sequence) && sequence.items().stream().anyMatch(this::isIn);
    };
  }
}
