package dev.bulkhead.variants;

import dev.bulkhead.model.Node;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.YamlReader;
import java.util.ArrayList;
import java.util.List;

/** The values that a user has set, by their paths as {@code --set} writes them. */
public final class GivenPaths {
  private GivenPaths() {}

  /** The paths that an option's text sets: {@code a.b=1,c={x,y}} sets {@code a.b} and {@code c}. */
  public static List<String> ofAssignments(String text) {
    var paths = new ArrayList<String>();
    for (String assignment : split(text)) {
      int equals = assignment.indexOf('=');
      if (equals > 0) {
        String path = assignment.substring(0, equals);
        int bracket = path.indexOf('[');
        paths.add(bracket < 0 ? path : path.substring(0, bracket));
      }
    }
    return paths;
  }

  /** The paths of the values of a file: of its leaves, and of the mappings that are empty. */
  public static List<String> ofFile(String yaml) {
    var paths = new ArrayList<String>();
    for (Node root : YamlReader.read(yaml, Placement.of("values")).roots()) {
      collect(root, "", paths);
    }
    return paths;
  }

  private static void collect(Node node, String path, List<String> paths) {
    if (node instanceof Node.Mapping mapping && !mapping.fields().isEmpty()) {
      mapping
          .fields()
          .forEach(
              (name, value) ->
                  collect(
                      value,
                      path.isEmpty()
                          ? ValuePath.escaped(name)
                          : path + "." + ValuePath.escaped(name),
                      paths));
    } else if (!path.isEmpty()) {
      paths.add(path);
    }
  }

  /** Splits at commas that are neither escaped nor within braces. */
  private static List<String> split(String text) {
    var parts = new ArrayList<String>();
    var part = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        part.append(c).append(text.charAt(++i));
        continue;
      }
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (c == ',' && depth <= 0) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }
}
