package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Node;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** JSON byte for byte as Go's {@code encoding/json} writes it: sorted, compact, safe for HTML. */
final class GoJson {
  private GoJson() {}

  /** Writes texts, mappings and nodes. */
  static String write(Object value) {
    var json = new StringBuilder();
    write(value, json);
    return json.toString();
  }

  private static void write(Object value, StringBuilder json) {
    switch (value) {
      case String text -> text(text, json);
      case Node.Scalar scalar when scalar.type() == Node.Scalar.Type.STRING ->
          text(scalar.text(), json);
      case Node.Scalar scalar -> json.append(scalar.text());
      case Node.Mapping mapping -> mapping(mapping.fields(), json);
      case Node.Sequence sequence -> {
        json.append('[');
        String between = "";
        for (Node item : sequence.items()) {
          json.append(between);
          write(item, json);
          between = ",";
        }
        json.append(']');
      }
      case Map<?, ?> map -> mapping(map, json);
      default -> throw new IllegalArgumentException(value.getClass().getName());
    }
  }

  private static void mapping(Map<?, ?> map, StringBuilder json) {
    var sorted = new TreeMap<String, Object>(GoJson::byCodePoints);
    map.forEach((name, value) -> sorted.put((String) name, value));
    json.append('{');
    String between = "";
    for (var entry : sorted.entrySet()) {
      json.append(between);
      text(entry.getKey(), json);
      json.append(':');
      write(entry.getValue(), json);
      between = ",";
    }
    json.append('}');
  }

  /** The order of the texts' bytes in UTF-8. */
  private static int byCodePoints(String one, String other) {
    int[] a = one.codePoints().toArray();
    int[] b = other.codePoints().toArray();
    return Arrays.compare(a, b);
  }

  private static void text(String text, StringBuilder json) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        case '\b' -> json.append("\\b");
        case '\f' -> json.append("\\f");
        case '<', '>', '&', '\u2028', '\u2029' -> escape(c, json);
        default -> {
          if (c < ' ') {
            escape(c, json);
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }

  private static void escape(char c, StringBuilder json) {
    json.append("\\u%04x".formatted((int) c));
  }
}
