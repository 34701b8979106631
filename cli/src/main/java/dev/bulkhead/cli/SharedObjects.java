package dev.bulkhead.cli;

import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.ObjectKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Objects that several sources state, of which a cluster keeps one. */
final class SharedObjects {
  private static final int MOST_NAMED = 3;

  private SharedObjects() {}

  /** What makes two objects the same one to a cluster; the version of its API does not matter. */
  private record Identity(String group, String kind, String namespace, String name) {
    static Identity of(ObjectKey key) {
      return new Identity(key.group(), key.kind(), key.namespace(), key.name());
    }
  }

  /** A note for each set of sources that have objects in common. */
  static List<String> notes(List<KubernetesObject> objects) {
    var sources = new LinkedHashMap<Identity, Set<String>>();
    for (KubernetesObject object : objects) {
      if (isNamed(object.key())) {
        sources
            .computeIfAbsent(Identity.of(object.key()), key -> new LinkedHashSet<>())
            .add(object.origin().source());
      }
    }
    var shared = new LinkedHashMap<Set<String>, List<String>>();
    for (Map.Entry<Identity, Set<String>> entry : sources.entrySet()) {
      if (entry.getValue().size() > 1) {
        var one = entry.getKey();
        String name = new ObjectKey("", one.kind(), one.namespace(), one.name()).toString();
        shared.computeIfAbsent(entry.getValue(), key -> new ArrayList<>()).add(name);
      }
    }
    return shared.entrySet().stream().map(both -> note(both.getKey(), both.getValue())).toList();
  }

  /** A name that the API server makes up is never the same. */
  private static boolean isNamed(ObjectKey key) {
    return !key.name().isEmpty() && !key.name().endsWith("*");
  }

  private static String note(Set<String> sources, List<String> names) {
    int rest = names.size() - MOST_NAMED;
    String named = String.join(", ", names.stream().limit(MOST_NAMED).toList());
    return "%s%s %s in each of %s; the cluster keeps what is applied last."
        .formatted(
            named,
            rest > 0 ? " and %d more".formatted(rest) : "",
            names.size() == 1 ? "is" : "are",
            String.join(", ", sources));
  }
}
