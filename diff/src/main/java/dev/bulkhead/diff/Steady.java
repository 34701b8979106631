package dev.bulkhead.diff;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What two renders of the same chart have in common. What differs between them (generated
 * passwords, certificates, dates, names) says nothing about an upgrade.
 */
public final class Steady {
  /** What stands for a value that is another one each time. */
  static final String ANEW = "(made anew each time)";

  private Steady() {}

  /**
   * The objects of one render, with what the other has otherwise made the same for all renders.
   * Objects that the other lacks altogether are left as they are.
   */
  public static Inventory of(Inventory one, Inventory other) {
    var twins = new Twins(other.objects());
    return Inventory.of(
        one.objects().stream()
            .map(object -> twins.of(object).map(twin -> common(object, twin)).orElse(object))
            .toList());
  }

  /** Finds an object's counterpart: by its name, else by its turn among those of its file. */
  private static final class Twins {
    private record Turn(String kind, String path, int number) {}

    private final LinkedHashMap<Object, KubernetesObject> byKey = new LinkedHashMap<>();
    private final LinkedHashMap<Turn, KubernetesObject> byTurn = new LinkedHashMap<>();
    private final LinkedHashMap<Turn, Integer> turns = new LinkedHashMap<>();

    Twins(List<KubernetesObject> objects) {
      objects.forEach(object -> byKey.put(object.key(), object));
      objects.forEach(object -> byTurn.put(turnOf(object), object));
      turns.clear();
    }

    Optional<KubernetesObject> of(KubernetesObject object) {
      var turn = turnOf(object);
      return Optional.ofNullable(byKey.get(object.key()))
          .or(() -> Optional.ofNullable(byTurn.get(turn)));
    }

    private Turn turnOf(KubernetesObject object) {
      var first = new Turn(object.key().kind(), object.origin().path(), 0);
      return new Turn(first.kind(), first.path(), turns.merge(first, 1, Integer::sum));
    }
  }

  private static KubernetesObject common(KubernetesObject object, KubernetesObject twin) {
    Node.Mapping root = common(object.root(), twin.root());
    return KubernetesObject.of(named(object, twin, root), object.origin());
  }

  /** A name that is made anew is called as a generated one is: {@code job-*}. */
  private static Node.Mapping named(
      KubernetesObject object, KubernetesObject twin, Node.Mapping root) {
    String name = object.key().name();
    if (name.equals(twin.key().name()) || root.mapping("metadata").isEmpty()) {
      return root;
    }
    int same = 0;
    while (same < Math.min(name.length(), twin.key().name().length())
        && name.charAt(same) == twin.key().name().charAt(same)) {
      same++;
    }
    Node.Mapping metadata = root.mapping("metadata").orElseThrow();
    var text =
        new Node.Scalar(name.substring(0, same) + "*", Node.Scalar.Type.STRING, metadata.at());
    return with(root, "metadata", with(metadata, "name", text));
  }

  private static Node.Mapping with(Node.Mapping mapping, String field, Node value) {
    var fields = new LinkedHashMap<>(mapping.fields());
    fields.put(field, value);
    return new Node.Mapping(fields, mapping.keys(), mapping.at());
  }

  private static Node common(Node node, @Nullable Node twin) {
    return switch (node) {
      case Node.Scalar scalar ->
          twin instanceof Node.Scalar other && scalar.text().equals(other.text())
              ? scalar
              : anew(scalar);
      case Node.Mapping mapping when twin instanceof Node.Mapping other -> common(mapping, other);
      case Node.Sequence list when twin instanceof Node.Sequence other -> common(list, other);
      case Node.Mapping mapping -> anew(mapping);
      case Node.Sequence list -> anew(list);
    };
  }

  private static Node.Mapping common(Node.Mapping mapping, Node.Mapping twin) {
    var fields = new LinkedHashMap<String, Node>();
    mapping
        .fields()
        .forEach((name, value) -> fields.put(name, common(value, twin.fields().get(name))));
    return new Node.Mapping(fields, mapping.keys(), mapping.at());
  }

  private static Node common(Node.Sequence list, Node.Sequence twin) {
    var items = new ArrayList<Node>();
    for (Node item : list.items()) {
      Node other = items.size() < twin.items().size() ? twin.items().get(items.size()) : null;
      items.add(common(item, other));
    }
    return new Node.Sequence(items, list.at());
  }

  private static Node anew(Node node) {
    return new Node.Scalar(ANEW, Node.Scalar.Type.STRING, node.at());
  }
}
