package dev.bulkhead.admission;

import dev.bulkhead.model.Node;

/** The object of a request, new or old, as far as it is known. */
public sealed interface Content {
  /** There is none: the new object of a DELETE, the old one of a CREATE. */
  record None() implements Content {}

  /** An object without metadata, such as the options of {@code exec}; no selector selects it. */
  record Bare() implements Content {}

  /** An object of which the labels are known, and nothing else. */
  record Labelled(Labels labels) implements Content {}

  /** An object that is known in full. */
  record Whole(Labels labels, Node.Mapping root) implements Content {}

  /** Whether an object selector selects it. */
  default Truth isSelectedBy(Selector selector) {
    return switch (this) {
      case None _, Bare _ -> Truth.Decided.NO;
      case Labelled(var labels) -> selector.selects(labels);
      case Whole(var labels, var _) -> selector.selects(labels);
    };
  }
}
