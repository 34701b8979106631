package dev.bulkhead.model;

import java.util.List;

/**
 * One container of a pod, as a view of its tree.
 *
 * @param field the list it stands in: {@code containers}, {@code initContainers}
 */
public record Container(String name, Role role, String field, Node.Mapping node) {
  /** When a container runs. */
  public enum Role {
    MAIN,
    /** Runs to its end before the main containers start. */
    INIT,
    /** An init container with {@code restartPolicy: Always} (KEP-753). */
    SIDECAR
  }

  /** The mounts of the container's volumes. */
  public List<Node.Mapping> volumeMounts() {
    return node.items("volumeMounts").stream()
        .filter(Node.Mapping.class::isInstance)
        .map(Node.Mapping.class::cast)
        .toList();
  }
}
