package dev.bulkhead.render.helm;

import dev.bulkhead.model.Node;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes JSON that is also fit for Go's quoted strings and raw strings. */
final class Json {
  private Json() {}

  /** A string in quotes; what is not ASCII, and the backquote, are escaped. */
  static String text(String value) {
    var out = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char letter = value.charAt(i);
      if (letter == '"' || letter == '\\') {
        out.append('\\').append(letter);
      } else if (letter < ' ' || letter > '~' || letter == '`') {
        out.append("\\u%04x".formatted((int) letter));
      } else {
        out.append(letter);
      }
    }
    return out.append('"').toString();
  }

  /** An array of strings. */
  static String texts(List<String> values) {
    return values.stream().map(Json::text).collect(Collectors.joining(",", "[", "]"));
  }

  /** An object of strings. */
  static String object(Map<String, String> values) {
    return values.entrySet().stream()
        .map(entry -> text(entry.getKey()) + ":" + text(entry.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** A whole tree. */
  static String tree(Node node) {
    return switch (node) {
      case Node.Scalar scalar ->
          scalar.type() == Node.Scalar.Type.STRING ? text(scalar.text()) : scalar.text();
      case Node.Sequence list ->
          list.items().stream().map(Json::tree).collect(Collectors.joining(",", "[", "]"));
      case Node.Mapping mapping ->
          mapping.fields().entrySet().stream()
              .map(field -> text(field.getKey()) + ":" + tree(field.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
    };
  }
}
