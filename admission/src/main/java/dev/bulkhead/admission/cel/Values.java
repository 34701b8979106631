package dev.bulkhead.admission.cel;

import dev.bulkhead.model.Node;
import dev.cel.common.values.NullValue;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values as expressions see them. */
public final class Values {
  /** The null of CEL. */
  public static final Object NULL = NullValue.NULL_VALUE;

  private Values() {}

  /** What stands in a manifest; explicit nulls of mappings are left out, as the API server does. */
  public static Object of(Node node) {
    return switch (node) {
      case Node.Mapping mapping -> of(mapping);
      case Node.Sequence sequence -> sequence.items().stream().map(Values::of).toList();
      case Node.Scalar scalar -> of(scalar);
    };
  }

  private static Map<String, Object> of(Node.Mapping mapping) {
    var values = new LinkedHashMap<String, Object>();
    mapping
        .fields()
        .forEach(
            (name, node) -> {
              if (!(node instanceof Node.Scalar scalar && scalar.isNull())) {
                values.put(name, of(node));
              }
            });
    return values;
  }

  private static Object of(Node.Scalar scalar) {
    return switch (scalar.type()) {
      case STRING -> scalar.text();
      case INTEGER -> scalar.integer().<Object>map(number -> number).orElse(scalar.text());
      case FLOAT -> Double.valueOf(scalar.text());
      case BOOLEAN -> scalar.isTrue();
      case NULL -> NULL;
    };
  }
}
