package dev.bulkhead.admission;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.PodTemplate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds who answers: from the Service to the pods that it selects.
 *
 * @param inventory what the sources show
 */
public record Backends(Inventory inventory) {
  /** Kinds whose pods stay; those of a release's hooks (tests above all) end. */
  private static final Set<String> LASTING =
      Set.of(
          "Deployment", "DaemonSet", "StatefulSet", "ReplicaSet", "ReplicationController", "Pod");

  /** Who answers calls to a destination. */
  public Backend of(Destination destination) {
    return switch (destination) {
      case Destination.ServiceName service -> of(service);
      case Destination.Url url ->
          new Backend.Elsewhere(url, "it is reached by a URL, at host %s".formatted(url.host()));
      case Destination.Unstated none ->
          new Backend.Elsewhere(none, "its clientConfig names neither a service nor a URL");
    };
  }

  private Backend of(Destination.ServiceName destination) {
    Optional<KubernetesObject> found =
        inventory
            .find("Service", destination.namespace(), destination.name())
            .filter(service -> service.key().group().isEmpty());
    if (found.isEmpty()) {
      return holdsWorkloads(destination.namespace())
          ? new Backend.ServiceMissing(destination)
          : new Backend.Elsewhere(
              destination,
              "the sources hold neither %s nor a workload of that namespace"
                  .formatted(destination));
    }
    return of(destination, found.get());
  }

  private Backend of(Destination.ServiceName destination, KubernetesObject service) {
    Map<String, String> selector =
        service.root().mapping("spec", "selector").map(Node.Mapping::texts).orElse(Map.of());
    if (selector.isEmpty()) {
      return new Backend.Elsewhere(
          destination,
          "%s has no selector, so its endpoints are made by hand".formatted(destination));
    }
    List<PodTemplate> pods =
        inventory.objects().stream()
            .filter(object -> isWorkload(object, destination.namespace()))
            .flatMap(object -> PodTemplate.of(object).stream())
            .filter(pod -> labels(pod).entrySet().containsAll(selector.entrySet()))
            .toList();
    if (!pods.isEmpty()) {
      return new Backend.Pods(destination, service, pods);
    }
    return holdsWorkloads(destination.namespace())
        ? new Backend.Unselected(destination, service)
        : new Backend.Elsewhere(
            destination, "the sources hold no workload that %s selects".formatted(destination));
  }

  /** The labels of a workload's pods. */
  public static Map<String, String> labels(PodTemplate pod) {
    return pod.template().mapping("metadata", "labels").map(Node.Mapping::texts).orElse(Map.of());
  }

  private boolean holdsWorkloads(String namespace) {
    return inventory.objects().stream().anyMatch(object -> isWorkload(object, namespace));
  }

  /** Whether Helm runs it at an event of a release, be it rendered already or not. */
  private static boolean isOfRelease(KubernetesObject object) {
    return object.origin().hook().isHook() || object.annotations().containsKey("helm.sh/hook");
  }

  private static boolean isWorkload(KubernetesObject object, String namespace) {
    return LASTING.contains(object.key().kind())
        && !isOfRelease(object)
        && PodTemplate.isWorkload(object)
        && (object.key().namespace().isEmpty()
            || namespace.isEmpty()
            || object.key().namespace().equals(namespace));
  }
}
