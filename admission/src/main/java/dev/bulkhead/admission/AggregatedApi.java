package dev.bulkhead.admission;

import dev.bulkhead.model.KubernetesObject;
import java.util.Optional;

/**
 * A group and version that another API server answers for (an APIService with a service). While
 * that is away, every request to it fails with 503, discovery is incomplete, and no namespace of
 * the cluster can be deleted.
 *
 * @param service the object
 */
public record AggregatedApi(
    KubernetesObject service, String group, String version, Destination destination) {

  static Optional<AggregatedApi> of(KubernetesObject object) {
    var root = object.root();
    return root.mapping("spec", "service")
        .flatMap(Destination.ServiceName::of)
        .map(
            destination ->
                new AggregatedApi(
                    object,
                    root.text("spec", "group").orElse(""),
                    root.text("spec", "version").orElse(""),
                    destination));
  }

  /** {@code v1beta1.metrics.k8s.io}. */
  @Override
  public String toString() {
    return version + "." + group;
  }
}
