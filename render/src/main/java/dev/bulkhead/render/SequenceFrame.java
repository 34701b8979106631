package dev.bulkhead.render;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.DocumentBuilder.Sized;
import dev.bulkhead.render.Documents.Duplicate;
import java.util.ArrayList;
import java.util.List;

/** A sequence whose end the parser has not come to. */
final class SequenceFrame extends Frame {
  private final List<Node> items = new ArrayList<>();

  SequenceFrame(Location at, Spot spot, String anchor) {
    super(at, spot, anchor);
  }

  @Override
  void accept(Sized child, List<Duplicate> duplicates) {
    items.add(child.node());
  }

  @Override
  Sized close(int lastLine, Withheld withheld) {
    return sized(new Node.Sequence(items, at), lastLine);
  }
}
