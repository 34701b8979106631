package dev.bulkhead.variants;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What values are when nobody sets them: a chart's own values go before those of its subcharts. */
final class Defaults {
  private final List<ChartPart> parts;

  /**
   * @param parts each before those that it holds
   */
  Defaults(List<ChartPart> parts) {
    this.parts = List.copyOf(parts);
  }

  /** What a value is when nobody sets it. */
  sealed interface Default {
    /**
     * It is stated.
     *
     * @param at where its name stands
     */
    record Given(Node node, Location at) implements Default {}

    /** It is not stated, or stated to be null, which takes it away. */
    record Absent() implements Default {}

    /** Something that has no fields stands where it should lie. */
    record Blocked() implements Default {}
  }

  /** The default of a value. */
  Default of(ValuePath path) {
    for (ChartPart part : parts) {
      ValuePath local = part.local(path).orElse(null);
      Default found = local == null ? null : in(part.values(), local);
      if (found != null) {
        return found;
      }
    }
    return new Default.Absent();
  }

  /** The default in one file; null where the file does not decide it. */
  private static @Nullable Default in(Node.Mapping values, ValuePath path) {
    Node node = values;
    Location at = values.at();
    for (String name : path.names()) {
      if (!(node instanceof Node.Mapping mapping)) {
        return new Default.Blocked();
      }
      Node inner = mapping.fields().get(name);
      if (inner == null) {
        return null;
      }
      if (inner instanceof Node.Scalar scalar && scalar.isNull()) {
        return new Default.Absent();
      }
      at = mapping.keyAt(name);
      node = inner;
    }
    return new Default.Given(node, at);
  }
}
