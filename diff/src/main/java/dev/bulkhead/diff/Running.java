package dev.bulkhead.diff;

import dev.bulkhead.model.Container;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.PodTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A container as an object will run it.
 *
 * @param pod what it stands in
 */
record Running(PodTemplate pod, Container container) {

  /** All containers of an object. */
  static List<Running> of(Optional<KubernetesObject> object) {
    var all = new ArrayList<Running>();
    for (PodTemplate pod : object.map(PodTemplate::of).orElse(List.of())) {
      pod.containers().forEach(container -> all.add(new Running(pod, container)));
    }
    return all;
  }

  /** What tells it from the other containers of the object. */
  String key() {
    return pod.path() + "/" + container.name();
  }

  /** Where its image stands: {@code spec.template.spec.containers[manager].image}. */
  String path() {
    return "%s.%s[%s].image".formatted(pod.path(), container.field(), container.name());
  }

  String image() {
    return container.node().text("image").orElse("");
  }

  Node imageNode() {
    return container.node().get("image").orElse(container.node());
  }

  /** The reference, where it is one. */
  Optional<ImageReference> reference() {
    return ImageReference.read(image()) instanceof ImageReference.Reading.Valid(var reference)
        ? Optional.of(reference)
        : Optional.empty();
  }

  /** Whether the manifest says by itself what is run, or with which arguments. */
  boolean overrides(String field) {
    return !container.node().items(field).isEmpty();
  }

  /** Whether the manifest says by itself as whom it runs. */
  boolean saysUser() {
    return container.node().find("securityContext", "runAsUser").isPresent()
        || pod.spec().find("securityContext", "runAsUser").isPresent();
  }
}
