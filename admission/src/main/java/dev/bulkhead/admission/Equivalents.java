package dev.bulkhead.admission;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.ServedApis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Under which groups and versions a cluster serves the same objects (apiserver {@code
 * pkg/endpoints/discovery}: the equivalent resource registry knows what is served, nothing else).
 */
public final class Equivalents {
  private final KubernetesVersion cluster;
  private final ServedApis served;
  private final Map<String, List<String>> custom;
  private final Map<Key, List<Resource>> known = new ConcurrentHashMap<>();

  private record Key(String group, String version, String name, String subresource) {}

  private Equivalents(KubernetesVersion cluster, Map<String, List<String>> custom) {
    this.cluster = cluster;
    this.served = ServedApis.bundled();
    this.custom = custom;
  }

  /** What a cluster of that version serves with these custom resources. */
  public static Equivalents of(KubernetesVersion cluster, Inventory inventory) {
    var custom = new HashMap<String, List<String>>();
    for (KubernetesObject crd : inventory.ofKind("CustomResourceDefinition")) {
      var versions = new ArrayList<String>();
      for (Node version : crd.root().items("spec", "versions")) {
        if (version.scalar("served").filter(Node.Scalar::isTrue).isPresent()) {
          version.text("name").ifPresent(versions::add);
        }
      }
      crd.root()
          .text("spec", "names", "plural")
          .ifPresent(
              plural ->
                  custom.put(
                      plural + "." + crd.root().text("spec", "group").orElse(""),
                      List.copyOf(versions)));
    }
    return new Equivalents(cluster, custom);
  }

  /** The same resource under its other groups and versions. */
  List<Resource> of(Resource resource) {
    var key =
        new Key(resource.group(), resource.version(), resource.name(), resource.subresource());
    return known.computeIfAbsent(key, any -> find(resource));
  }

  /** A kind of an unknown group has nothing to do with Kubernetes' own kind of that name. */
  private List<Resource> find(Resource resource) {
    List<String> versions = custom.get(resource.name() + "." + resource.group());
    if (versions != null) {
      return versions.stream()
          .filter(version -> !version.equals(resource.version()))
          .map(version -> resource.as(resource.group(), version))
          .toList();
    }
    String own =
        resource.group().isEmpty()
            ? resource.version()
            : resource.group() + "/" + resource.version();
    if (served.find(own, resource.kind()).isEmpty()) {
      return List.of();
    }
    var others = new ArrayList<Resource>();
    for (ServedApis.Api api : served.of(resource.kind(), cluster)) {
      int slash = api.version().indexOf('/');
      String group = slash < 0 ? "" : api.version().substring(0, slash);
      String version = api.version().substring(slash + 1);
      if (!group.equals(resource.group()) || !version.equals(resource.version())) {
        others.add(resource.as(group, version));
      }
    }
    return List.copyOf(others);
  }
}
