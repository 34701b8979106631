package dev.bulkhead.render;

import dev.bulkhead.model.Location;
import dev.bulkhead.render.DocumentBuilder.Sized;
import dev.bulkhead.render.Documents.Duplicate;
import java.util.List;

/** A mapping or sequence whose end the parser has not come to. */
abstract sealed class Frame permits MappingFrame, SequenceFrame {
  final Location at;
  final String anchor;
  private final Spot spot;
  private long weight = 1;
  private int height;

  /**
   * Begins a collection.
   *
   * @param anchor the name by which aliases call it, or the empty string
   */
  Frame(Location at, Spot spot, String anchor) {
    this.at = at;
    this.spot = spot;
    this.anchor = anchor;
  }

  /** Takes the next node in. */
  final void add(Sized child, List<Duplicate> duplicates) throws Refusal {
    weight += child.weight();
    height = Math.max(height, child.height() + 1);
    accept(child, duplicates);
  }

  abstract void accept(Sized child, List<Duplicate> duplicates) throws Refusal;

  /** The finished collection; lines with secret values are added to {@code concealed}. */
  abstract Sized close(int lastLine, Withheld withheld);

  final Sized sized(dev.bulkhead.model.Node node, int lastLine) {
    int first = spot.line();
    return new Sized(node, weight, height, spot, first, Math.max(first, lastLine), false);
  }
}
