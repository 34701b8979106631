package dev.bulkhead.airgap.k0s;

/**
 * An image that a node must have, and what runs it.
 *
 * @param key where the configuration names it
 * @param image what is pulled
 * @param nodes on which nodes it runs
 * @param pullPolicy {@code IfNotPresent}, {@code Always} or {@code Never}
 * @param applied how it gets to a node
 */
public record ComponentImage(
    ImageKey key, NamedVersion image, Nodes nodes, String pullPolicy, Applied applied) {

  /** On which nodes an image is run. */
  public enum Nodes {
    /** On each that has a kubelet. */
    EVERY,
    /** On some, wherever the scheduler puts it. */
    ANY
  }

  /** By whom a node learns which image to run. */
  public enum Applied {
    /** By objects in the cluster, which the leading controller applies. */
    BY_LEADER,
    /**
     * By the worker configuration of the node's own minor, read when k0s starts on the node: the
     * pause image and the node-local load balancer.
     */
    BY_WORKER_CONFIG
  }
}
