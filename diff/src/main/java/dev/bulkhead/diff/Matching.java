package dev.bulkhead.diff;

import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.ObjectKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The objects of both sides, each old one with the new one that takes its place. */
final class Matching {
  /** What in a name tells the release: {@code crds-0.8.0}, {@code migrate-v2}. */
  private static final Pattern VERSION = Pattern.compile("v?\\d+(?:[.-]\\d+)*");

  private static final Map<String, String> SUCCESSORS =
      Map.of(
          "Deployment", "apps",
          "DaemonSet", "apps",
          "ReplicaSet", "apps",
          "Ingress", "networking.k8s.io",
          "NetworkPolicy", "networking.k8s.io",
          "PodSecurityPolicy", "policy");

  private Matching() {}

  /** What stays the same of an object while its API version moves on. */
  private record Identity(String group, String kind, String namespace, String name) {
    static Identity of(KubernetesObject object, String namespace) {
      ObjectKey key = object.key();
      String group =
          key.group().equals("extensions")
              ? SUCCESSORS.getOrDefault(key.kind(), key.group())
              : key.group();
      return new Identity(
          group, key.kind(), key.namespace().isEmpty() ? namespace : key.namespace(), key.name());
    }

    Identity withoutVersion() {
      return new Identity(group, kind, namespace, VERSION.matcher(name).replaceAll("#"));
    }
  }

  private record Placed(Identity identity, KubernetesObject object) {
    static List<Placed> of(Side side) {
      return side.objects().objects().stream()
          .map(object -> new Placed(Identity.of(object, side.namespace()), object))
          .toList();
    }
  }

  /** Matches by identity, and what is left by the name without the release's version in it. */
  static List<Pair<KubernetesObject>> match(Side before, Side after) {
    List<Pair<Placed>> exact = Pair.match(Placed.of(before), Placed.of(after), Placed::identity);
    Map<Identity, List<Pair<Placed>>> rest = new LinkedHashMap<>();
    var pairs = new ArrayList<Pair<KubernetesObject>>();
    for (Pair<Placed> pair : exact) {
      if (pair instanceof Pair.Kept) {
        pairs.add(objects(pair));
      } else {
        rest.computeIfAbsent(pair.any().identity().withoutVersion(), key -> new ArrayList<>())
            .add(pair);
      }
    }
    rest.values().forEach(alike -> pairs.addAll(renamed(alike)));
    return List.copyOf(pairs);
  }

  private static List<Pair<KubernetesObject>> renamed(List<Pair<Placed>> alike) {
    if (alike.size() == 2
        && alike.getFirst() instanceof Pair.Removed<Placed>(Placed before)
        && alike.getLast() instanceof Pair.Added<Placed>(Placed after)) {
      return List.of(new Pair.Kept<>(before.object(), after.object()));
    }
    return alike.stream().map(Matching::objects).toList();
  }

  private static Pair<KubernetesObject> objects(Pair<Placed> pair) {
    return pair.<KubernetesObject>map(placed -> Optional.of(placed.object())).orElseThrow();
  }
}
