package dev.bulkhead.drill;

import dev.bulkhead.admission.Provider;
import dev.bulkhead.model.KubernetesVersion;
import java.util.List;

/**
 * The cluster that outages are simulated on.
 *
 * @param pools its nodes
 * @param cluster its version
 * @param provider whose cluster it is; the control plane runs elsewhere where no pool is called
 *     {@code control-plane}
 * @param dropsNoEndpoints whether connections to a Service without endpoints are dropped, rather
 *     than refused as kube-proxy does (not verified for any data plane)
 * @param agent what else takes part when a node of the control plane starts
 */
public record Topology(
    List<Pool> pools,
    KubernetesVersion cluster,
    Provider provider,
    boolean dropsNoEndpoints,
    Agent agent) {
  private static final int ZONES = 3;

  public Topology {
    pools = List.copyOf(pools);
  }

  /** Who brings up a node of the control plane, and cordons it meanwhile. */
  public enum Agent {
    /** Nobody but the kubelet. */
    NONE,
    /**
     * Updates Namespace kube-system at its start and exits where that is refused, over and over; it
     * runs the kubelet (open-policy-agent/gatekeeper issue 1296, RKE2 1.20).
     */
    RKE2,
    /**
     * Cordons its node, updates Namespace kube-system, uncordons, and gives up after five tries
     * (derived from projectcapsule/capsule issue 1135).
     */
    GENERIC
  }

  /** Three nodes of a control plane and three workers. */
  public static Topology usual(KubernetesVersion cluster) {
    return new Topology(
        List.of(new Pool(Pool.CONTROL_PLANE, 3, List.of()), new Pool("workers", 3, List.of())),
        cluster,
        Provider.VANILLA,
        false,
        Agent.NONE);
  }

  /** The same with another agent. */
  public Topology with(Agent other) {
    return new Topology(pools, cluster, provider, dropsNoEndpoints, other);
  }

  /** The same with other nodes. */
  public Topology with(List<Pool> others) {
    return new Topology(others, cluster, provider, dropsNoEndpoints, agent);
  }

  /** Whether a cloud's controller initialises its nodes. */
  boolean cloud() {
    return provider != Provider.VANILLA;
  }

  /**
   * Whether nodes get a range of pod addresses; on EKS pods have addresses of the cloud's network.
   */
  boolean podCidrs() {
    return provider != Provider.EKS;
  }

  /** How many nodes there are. */
  public int nodes() {
    return pools.stream().mapToInt(Pool::count).sum();
  }

  /**
   * After how many seconds without a heartbeat a node is marked Unknown: 40, and 50 since 1.32
   * (kubernetes/kubernetes PR 126287).
   */
  int graceSeconds() {
    return cluster.minor() >= 32 ? 50 : 40;
  }

  /** The zone of a pool's nth node, from 1. */
  static String zone(int number) {
    return "zone-" + (char) ('a' + (number - 1) % ZONES);
  }
}
