package dev.bulkhead.drill;

import dev.bulkhead.admission.Backend;
import dev.bulkhead.admission.Destination;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.model.PodTemplate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Who answers calls of the API server.
 *
 * @param destination where the calls go to
 * @param hooks that are called there, in the order of their calls
 * @param workloads whose pods answer, as far as the sources show them
 */
public record Backing(Destination destination, List<Hook> hooks, List<Served> workloads) {
  public Backing {
    hooks = List.copyOf(hooks);
    workloads = List.copyOf(workloads);
  }

  /**
   * A workload whose pods answer.
   *
   * @param kind {@code Deployment}, {@code StatefulSet} or {@code DaemonSet}
   * @param replicas how many pods are asked for; of a DaemonSet one
   */
  public record Served(String kind, String namespace, String name, int replicas) {
    /** Whether the number of its pods can be set. */
    public boolean isScalable() {
      return kind.equals("Deployment") || kind.equals("StatefulSet");
    }
  }

  /** All of a scene, in the order of their names. */
  static List<Backing> of(Scene scene) {
    var all = new ArrayList<Backing>();
    scene
        .backends()
        .forEach(
            (destination, backend) ->
                all.add(
                    new Backing(
                        destination,
                        scene.callbacks().hooks().stream()
                            .filter(hook -> hook.destination().equals(destination))
                            .toList(),
                        backend instanceof Backend.Pods pods
                            ? pods.pods().stream().map(pod -> served(scene, pods, pod)).toList()
                            : List.of())));
    all.sort(Comparator.comparing(backing -> backing.destination().toString()));
    return all;
  }

  private static Served served(Scene scene, Backend.Pods pods, PodTemplate pod) {
    var key = pod.owner().key();
    int replicas =
        scene.works().stream()
            .filter(work -> work.owner().filter(pod.owner()::equals).isPresent())
            .mapToInt(Scene.Work::replicas)
            .findFirst()
            .orElse(1);
    return new Served(
        key.kind(), pods.namespace(), key.name(), key.kind().equals("DaemonSet") ? 1 : replicas);
  }
}
