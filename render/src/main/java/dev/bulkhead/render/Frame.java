package dev.bulkhead.render;

import dev.bulkhead.model.Location;
import dev.bulkhead.render.DocumentBuilder.Sized;
import dev.bulkhead.render.Documents.Duplicate;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** A mapping or sequence whose end the parser has not come to. */
abstract sealed class Frame permits MappingFrame, SequenceFrame {
  final Location at;
  final String anchor;
  private final Mark mark;
  private final int first;
  private long weight = 1;
  private int height;

  /**
   * Begins a collection.
   *
   * @param first the line of the text, from 1
   * @param anchor the name by which aliases call it, or the empty string
   */
  Frame(Location at, Mark mark, int first, String anchor) {
    this.at = at;
    this.mark = mark;
    this.first = first;
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
    return new Sized(node, weight, height, mark, first, Math.max(first, lastLine), false);
  }
}
