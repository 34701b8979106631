package dev.bulkhead.check;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Manifests written out in a test, read with their places; enough of YAML for that. */
final class Manifests {
  private static final String FILE = "test.yaml";

  private Manifests() {}

  static Inventory inventory(String yaml) {
    var settings = LoadSettings.builder().setUseMarks(true).build();
    var objects = new ArrayList<KubernetesObject>();
    for (var document : new Compose(settings).composeAllFromString(yaml)) {
      if (node(document) instanceof Node.Mapping root) {
        objects.add(KubernetesObject.of(root, Origin.of(FILE, FILE)));
      }
    }
    return Inventory.of(objects);
  }

  private static Node node(org.snakeyaml.engine.v2.nodes.Node written) {
    var mark = written.getStartMark().orElseThrow();
    var at = Location.exact(FILE, mark.getLine() + 1, mark.getColumn() + 1);
    return switch (written) {
      case MappingNode mapping -> {
        var fields = new LinkedHashMap<String, Node>();
        mapping
            .getValue()
            .forEach(
                field ->
                    fields.put(
                        ((ScalarNode) field.getKeyNode()).getValue(), node(field.getValueNode())));
        yield new Node.Mapping(fields, at);
      }
      case SequenceNode sequence ->
          new Node.Sequence(sequence.getValue().stream().map(Manifests::node).toList(), at);
      case ScalarNode scalar -> new Node.Scalar(scalar.getValue(), type(scalar.getTag()), at);
      default -> throw new IllegalArgumentException(List.of(written).toString());
    };
  }

  private static Node.Scalar.Type type(Tag tag) {
    if (tag.equals(Tag.INT)) {
      return Node.Scalar.Type.INTEGER;
    }
    if (tag.equals(Tag.BOOL)) {
      return Node.Scalar.Type.BOOLEAN;
    }
    return tag.equals(Tag.NULL) ? Node.Scalar.Type.NULL : Node.Scalar.Type.STRING;
  }
}
