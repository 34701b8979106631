package dev.bulkhead.admission;

/**
 * A request that changes something, as admission sees it.
 *
 * @param namespace where the object lives; for a Namespace its own name; the empty string for other
 *     objects of the cluster
 * @param namespaceLabels the labels of that namespace: for CREATE and UPDATE of a Namespace those
 *     that it is to have, for everything else those that are stored
 * @param object what is to be stored, or the object of the subresource
 * @param oldObject what is stored
 */
public record AdmissionRequest(
    Operation operation,
    Resource resource,
    String namespace,
    String name,
    Labels namespaceLabels,
    Content object,
    Content oldObject,
    User user) {

  /** Whether selectors of namespaces apply: the object is a namespace or lives in one. */
  boolean hasNamespace() {
    return resource.isNamespace() || (resource.namespaced() && !namespace.isEmpty());
  }

  /** {@code UPDATE nodes/status worker-1}. */
  @Override
  public String toString() {
    String where = resource.namespaced() && !namespace.isEmpty() ? " in " + namespace : "";
    return operation + " " + resource + where;
  }
}
