package dev.bulkhead.diff;

import dev.bulkhead.model.Node;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Values as a sentence quotes them: on one line, and not endless. */
final class Shown {
  private static final int MOST_CHARACTERS = 100;
  private static final int MOST_LISTED = 6;

  private Shown() {}

  /** {@code {app: x, tier: [a, b]}}. */
  static String of(Node node) {
    var text = new StringBuilder();
    append(node, text);
    return bounded(text.toString());
  }

  /** As {@link #of(Node)}, where there is anything. */
  static String of(Optional<Node> node) {
    return node.map(Shown::of).orElse("nothing");
  }

  /** Whether a value is short enough to be quoted whole, and is no text of several lines. */
  static boolean isWhole(Node node) {
    return !of(node).endsWith("…") && !holdsLines(node);
  }

  private static boolean holdsLines(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> scalar.text().indexOf('\n') >= 0;
      case Node.Sequence list -> list.items().stream().anyMatch(Shown::holdsLines);
      case Node.Mapping mapping -> mapping.fields().values().stream().anyMatch(Shown::holdsLines);
    };
  }

  private static void append(Node node, StringBuilder text) {
    if (text.length() > MOST_CHARACTERS) {
      return;
    }
    switch (node) {
      case Node.Scalar scalar -> text.append(scalar.text().isEmpty() ? "\"\"" : scalar.text());
      case Node.Sequence list -> {
        text.append('[');
        String between = "";
        for (Node item : list.items()) {
          text.append(between);
          append(item, text);
          between = ", ";
        }
        text.append(']');
      }
      case Node.Mapping mapping -> {
        text.append('{');
        String between = "";
        for (var field : mapping.fields().entrySet()) {
          text.append(between).append(field.getKey()).append(": ");
          append(field.getValue(), text);
          between = ", ";
        }
        text.append('}');
      }
    }
  }

  /** The text, cut where it is too long for a sentence. */
  static String bounded(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS - 1) + "…";
  }

  /** {@code a, b and c}; of very many the first, and how many more. */
  static String list(Collection<String> items) {
    List<String> all = List.copyOf(items);
    if (all.size() > MOST_LISTED + 1) {
      return "%s and %d more"
          .formatted(String.join(", ", all.subList(0, MOST_LISTED)), all.size() - MOST_LISTED);
    }
    return all.size() < 2
        ? String.join("", all)
        : String.join(", ", all.subList(0, all.size() - 1)) + " and " + all.getLast();
  }
}
