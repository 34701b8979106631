package dev.bulkhead.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Trees for tests, from Java's own maps and lists. */
final class Trees {
  private static final Location AT = Location.exact("f", 1, 1);

  private Trees() {}

  static KubernetesObject object(Map<String, Object> fields) {
    return KubernetesObject.of((Node.Mapping) node(fields), Origin.of("s", "f"));
  }

  static Node node(@Nullable Object value) {
    return switch (value) {
      case null -> new Node.Scalar("null", Node.Scalar.Type.NULL, AT);
      case Map<?, ?> map -> {
        var fields = new LinkedHashMap<String, Node>();
        map.forEach((name, child) -> fields.put(String.valueOf(name), node(child)));
        yield new Node.Mapping(fields, AT);
      }
      case List<?> list -> {
        var items = new ArrayList<Node>();
        list.forEach(item -> items.add(node(item)));
        yield new Node.Sequence(items, AT);
      }
      case Boolean bool -> new Node.Scalar(bool.toString(), Node.Scalar.Type.BOOLEAN, AT);
      case Integer number -> new Node.Scalar(number.toString(), Node.Scalar.Type.INTEGER, AT);
      default -> new Node.Scalar(value.toString(), Node.Scalar.Type.STRING, AT);
    };
  }
}
