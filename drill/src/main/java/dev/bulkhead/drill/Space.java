package dev.bulkhead.drill;

import dev.bulkhead.admission.Labels;

/**
 * A namespace of the simulated cluster.
 *
 * @param index its place among all of them
 * @param assumed why it is there though no source shows it: {@code it is selected by hooks of
 *     capsule}; the empty string where it always is, or a source shows it
 */
record Space(int index, String name, Labels labels, String assumed) {
  static final String SYSTEM = "kube-system";
  static final String NODE_LEASE = "kube-node-lease";

  /** The label that the API server itself gives each namespace. */
  static final String NAME_LABEL = "kubernetes.io/metadata.name";

  /** Whether ordinary workloads run there: it is the one for them, or hooks select it. */
  boolean isOfTenants() {
    return name.equals(Scene.ORDINARY) || !assumed.isEmpty();
  }

  @Override
  public String toString() {
    return name;
  }
}
