package dev.bulkhead.admission;

import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.PodTemplate;
import java.util.List;

/** Who answers what the API server calls out to. */
public sealed interface Backend {
  /** Where calls go to. */
  Destination destination();

  /**
   * Pods of workloads that the sources show.
   *
   * @param service the Service
   * @param pods what it selects, at least one
   */
  record Pods(Destination.ServiceName destination, KubernetesObject service, List<PodTemplate> pods)
      implements Backend {
    public Pods {
      pods = List.copyOf(pods);
    }

    /** The namespace that they run in. */
    public String namespace() {
      return destination.namespace();
    }
  }

  /**
   * The Service selects none of the workloads that the sources show, though they show some there.
   */
  record Unselected(Destination.ServiceName destination, KubernetesObject service)
      implements Backend {}

  /** The sources show workloads of that namespace, but no Service of that name. */
  record ServiceMissing(Destination.ServiceName destination) implements Backend {}

  /**
   * Not among what the sources show: a URL, a Service of another release, or pods that an operator
   * makes.
   *
   * @param why a clause with the values: {@code the sources hold no workload of namespace x}
   */
  record Elsewhere(Destination destination, String why) implements Backend {}
}
