package dev.bulkhead.check.zoo;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a manifest's tree of maps, lists and scalars. */
final class Nodes {
  private static final Location AT = Location.somewhereIn("zoo.yaml");

  private Nodes() {}

  static Node.Mapping mapping(Map<?, ?> map) {
    var fields = new LinkedHashMap<String, Node>();
    map.forEach((key, value) -> fields.put(key.toString(), of(value)));
    return new Node.Mapping(fields, AT);
  }

  private static Node of(Object value) {
    return switch (value) {
      case Map<?, ?> map -> mapping(map);
      case List<?> list -> new Node.Sequence(list.stream().map(Nodes::of).toList(), AT);
      case Number number -> scalar(number, Node.Scalar.Type.INTEGER);
      case Boolean bool -> scalar(bool, Node.Scalar.Type.BOOLEAN);
      default -> scalar(value, Node.Scalar.Type.STRING);
    };
  }

  private static Node scalar(Object value, Node.Scalar.Type type) {
    return new Node.Scalar(value.toString(), type, AT);
  }
}
