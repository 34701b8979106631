package dev.bulkhead.drill;

import dev.bulkhead.admission.Backend;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.ObjectKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A backend that is harder to lose, where that alone makes everything heal: nothing goes unjudged
 * then.
 *
 * @param titles what to do, each beginning with a verb
 * @param patches commands that do it
 * @param after what every scenario comes to then, simulated again
 */
public record Reinforcement(List<String> titles, List<String> patches, List<Drilled> after) {
  private static final int ENOUGH = 2;

  public Reinforcement {
    titles = List.copyOf(titles);
    patches = List.copyOf(patches);
    after = List.copyOf(after);
  }

  /** How far a backend is reinforced. */
  enum Degree {
    /** Two pods, on different nodes. */
    SPREAD,
    /** Likewise, and nodes of the control plane take them. */
    ON_CONTROL_PLANE
  }

  /**
   * The scene with reinforced backends that heals, the mildest first.
   *
   * @param hooks whose backends are reinforced
   */
  static Optional<Plan> find(Scene scene, Set<Hook> hooks, Predicate<Scene> heals) {
    Set<KubernetesObject> owners = owners(scene, hooks);
    if (owners.isEmpty()) {
      return Optional.empty();
    }
    for (Degree degree : Degree.values()) {
      Scene changed = reinforced(scene, owners, degree);
      if (heals.test(changed)) {
        return Optional.of(new Plan(changed, List.copyOf(owners), degree));
      }
    }
    return Optional.empty();
  }

  /** What was found. */
  record Plan(Scene scene, List<KubernetesObject> owners, Degree degree) {
    Reinforcement with(List<Drilled> after) {
      var titles = new ArrayList<String>();
      var patches = new ArrayList<String>();
      for (KubernetesObject owner : owners) {
        String more =
            degree == Degree.ON_CONTROL_PLANE
                ? ", and let nodes of the control plane take them"
                : "";
        titles.add("Run two pods of %s on different nodes%s".formatted(owner.key(), more));
        scene.works().stream()
            .filter(work -> work.owner().filter(owner::equals).isPresent())
            .findFirst()
            .ifPresent(work -> patches.add(patch(work, owner, degree)));
      }
      return new Reinforcement(titles, patches, after);
    }
  }

  private static Set<KubernetesObject> owners(Scene scene, Set<Hook> hooks) {
    var owners = new LinkedHashSet<KubernetesObject>();
    for (Hook hook : hooks) {
      if (scene.backends().get(hook.destination()) instanceof Backend.Pods pods) {
        pods.pods().stream()
            .map(pod -> pod.owner())
            .filter(owner -> Set.of("Deployment", "StatefulSet").contains(owner.key().kind()))
            .forEach(owners::add);
      }
    }
    return owners;
  }

  private static Scene reinforced(Scene scene, Set<KubernetesObject> owners, Degree degree) {
    List<Scene.Work> works =
        scene.works().stream()
            .map(
                work ->
                    work.owner().filter(owners::contains).isPresent()
                        ? reinforced(work, degree)
                        : work)
            .toList();
    return new Scene(scene.inventory(), scene.callbacks(), scene.spaces(), works, scene.backends());
  }

  private static Scene.Work reinforced(Scene.Work work, Degree degree) {
    Shape shape = work.shape().spreading();
    return new Scene.Work(
        work.owner(),
        work.kind(),
        work.space(),
        work.name(),
        Math.max(ENOUGH, work.replicas()),
        work.share(),
        degree == Degree.ON_CONTROL_PLANE ? shape.tolerating(Cast.CONTROL_PLANE) : shape);
  }

  /** A JSON patch (RFC 6902), which keeps what is there. */
  private static String patch(Scene.Work work, KubernetesObject owner, Degree degree) {
    var operations = new ArrayList<String>();
    operations.add(
        "{\"op\":\"add\",\"path\":\"/spec/replicas\",\"value\":%d}".formatted(work.replicas()));
    operations.add(addition(owner, "topologySpreadConstraints", constraint(owner)));
    if (degree == Degree.ON_CONTROL_PLANE) {
      operations.add(
          addition(
              owner,
              "tolerations",
              "{\"key\":\"node-role.kubernetes.io/control-plane\",\"operator\":\"Exists\"}"));
    }
    ObjectKey key = owner.key();
    return "kubectl -n %s patch %s %s --type=json -p '[%s]'"
        .formatted(
            Patch.word(work.space().name()),
            key.kind().toLowerCase(Locale.ROOT),
            Patch.word(key.name()),
            String.join(",", operations).replace("'", "'\\''"));
  }

  /** Adds to a list of the pod's spec, or makes the list. */
  private static String addition(KubernetesObject owner, String field, String item) {
    boolean isThere = !owner.root().items("spec", "template", "spec", field).isEmpty();
    return "{\"op\":\"add\",\"path\":\"/spec/template/spec/%s%s\",\"value\":%s}"
        .formatted(field, isThere ? "/-" : "", isThere ? item : "[" + item + "]");
  }

  private static String constraint(KubernetesObject owner) {
    String labels =
        owner
            .root()
            .mapping("spec", "selector", "matchLabels")
            .map(Node.Mapping::texts)
            .orElse(Map.of())
            .entrySet()
            .stream()
            .map(label -> Patch.quoted(label.getKey()) + ":" + Patch.quoted(label.getValue()))
            .collect(Collectors.joining(","));
    return "{\"maxSkew\":1,\"topologyKey\":\"kubernetes.io/hostname\","
        + "\"whenUnsatisfiable\":\"DoNotSchedule\",\"labelSelector\":{\"matchLabels\":{"
        + labels
        + "}}}";
  }
}
