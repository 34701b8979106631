package dev.bulkhead.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An immutable, indexed set of Kubernetes objects. A rendered chart, a folder of manifests and a
 * live cluster all come down to this; several can be joined and judged as one cluster.
 */
public final class Inventory {
  private final List<KubernetesObject> objects;
  private final Map<String, List<KubernetesObject>> byKind;

  private Inventory(List<KubernetesObject> objects) {
    this.objects = objects;
    var index = new HashMap<String, List<KubernetesObject>>();
    for (KubernetesObject object : objects) {
      index.computeIfAbsent(object.key().kind(), kind -> new ArrayList<>()).add(object);
    }
    index.replaceAll((kind, members) -> List.copyOf(members));
    this.byKind = Map.copyOf(index);
  }

  /** An inventory of the given objects, in that order. */
  public static Inventory of(Collection<KubernetesObject> objects) {
    return new Inventory(List.copyOf(objects));
  }

  /** An inventory of nothing. */
  public static Inventory empty() {
    return of(List.of());
  }

  /** All objects, in the order of their sources. */
  public List<KubernetesObject> objects() {
    return objects;
  }

  /** The objects of a kind, of whatever API group. */
  public List<KubernetesObject> ofKind(String kind) {
    return byKind.getOrDefault(kind, List.of());
  }

  /**
   * The object of a core kind by name; namespaces match where both are stated, and an unstated one
   * matches any.
   */
  public Optional<KubernetesObject> find(String kind, String namespace, String name) {
    return ofKind(kind).stream()
        .filter(object -> object.key().name().equals(name))
        .filter(
            object ->
                namespace.isEmpty()
                    || object.key().namespace().isEmpty()
                    || object.key().namespace().equals(namespace))
        .findFirst();
  }

  /** The objects of both, this one's first. */
  public Inventory and(Inventory other) {
    return new Inventory(Stream.concat(objects.stream(), other.objects.stream()).toList());
  }
}
