package dev.bulkhead.render;

import dev.bulkhead.model.Node;
import dev.bulkhead.render.ConcealedLines.Range;
import java.util.LinkedHashMap;
import java.util.List;

/** Takes the values out of Secrets as soon as they are read, so that nothing can ever show them. */
final class SecretValues {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private SecretValues() {}

  /**
   * A field that holds values, should its mapping turn out to be a Secret.
   *
   * @param first its value's first line in the text, from 1
   * @param last its value's last line
   */
  record Field(String name, int first, int last) {}

  /** Whether a field of that name holds values if its mapping is a Secret. */
  static boolean mayHold(String name) {
    return name.equals("data") || name.equals("stringData") || name.equals("metadata");
  }

  /** The mapping itself, or a Secret without its values; the lines they stood on are added. */
  static Node.Mapping remove(Node.Mapping mapping, List<Field> fields, List<Range> concealed) {
    if (!isSecret(mapping)) {
      return mapping;
    }
    var emptied = new LinkedHashMap<>(mapping.fields());
    emptied.computeIfPresent("data", (name, node) -> emptied(node));
    emptied.computeIfPresent("stringData", (name, node) -> emptied(node));
    emptied.computeIfPresent("metadata", (name, node) -> withoutLastApplied(node));
    for (Field field : fields) {
      if (!field.name().equals("metadata")
          || mapping.find("metadata", "annotations", LAST_APPLIED).isPresent()) {
        concealed.add(new Range(field.first(), field.last()));
      }
    }
    return new Node.Mapping(emptied, mapping.keys(), mapping.at());
  }

  private static boolean isSecret(Node.Mapping mapping) {
    return mapping.text("kind").filter("Secret"::equals).isPresent();
  }

  private static Node emptied(Node node) {
    if (!(node instanceof Node.Mapping mapping)) {
      return new Node.Scalar("", Node.Scalar.Type.STRING, node.at());
    }
    var fields = new LinkedHashMap<String, Node>();
    mapping
        .fields()
        .forEach(
            (name, value) ->
                fields.put(name, new Node.Scalar("", Node.Scalar.Type.STRING, value.at())));
    return new Node.Mapping(fields, mapping.keys(), mapping.at());
  }

  private static Node withoutLastApplied(Node metadata) {
    if (!(metadata instanceof Node.Mapping mapping)
        || !(mapping.fields().get("annotations") instanceof Node.Mapping annotations)
        || !annotations.fields().containsKey(LAST_APPLIED)) {
      return metadata;
    }
    var kept = new LinkedHashMap<>(annotations.fields());
    kept.remove(LAST_APPLIED);
    var fields = new LinkedHashMap<>(mapping.fields());
    fields.put("annotations", new Node.Mapping(kept, annotations.keys(), annotations.at()));
    return new Node.Mapping(fields, mapping.keys(), mapping.at());
  }
}
