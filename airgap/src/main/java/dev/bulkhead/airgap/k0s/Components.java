package dev.bulkhead.airgap.k0s;

import dev.bulkhead.airgap.k0s.ComponentImage.Applied;
import dev.bulkhead.airgap.k0s.ComponentImage.Nodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a release with a configuration runs on nodes with Linux, from the components that k0s itself
 * deploys (k0s, pkg/component/controller). What {@code k0s airgap list-images} prints is more: it
 * names images of components that are switched off.
 */
public final class Components {
  private static final String IF_NOT_PRESENT = "IfNotPresent";

  private final ClusterConfig config;
  private final NodeFlags flags;
  private final Map<ImageKey, NamedVersion> images;
  private final String usualPolicy;
  private final List<ComponentImage> needed = new ArrayList<>();

  private Components(ClusterConfig config, K0sRelease release, NodeFlags flags) {
    this.config = config;
    this.flags = flags;
    this.images = config.effectiveImages(release);
    this.usualPolicy = config.defaultPullPolicy().orElse(IF_NOT_PRESENT);
  }

  /** The images that are run, in the order in which a node comes to need them. */
  public static List<ComponentImage> of(ClusterConfig config, K0sRelease release, NodeFlags flags) {
    var components = new Components(config, release, flags);
    components.collect();
    return List.copyOf(components.needed);
  }

  private void collect() {
    if (!flags.ownContainerd()) {
      // The container runtime pulls it by itself, whatever the policy says.
      boolean configurable = images.containsKey(ImageKey.PAUSE);
      add(
          configurable ? ImageKey.PAUSE : ImageKey.BUILTIN_PAUSE,
          Nodes.EVERY,
          IF_NOT_PRESENT,
          Applied.BY_WORKER_CONFIG);
    }
    var balancer = config.loadBalancer();
    if (balancer.enabled()) {
      add(
          balancer.proxy(),
          Nodes.EVERY,
          balancer.pullPolicy().orElse(usualPolicy),
          Applied.BY_WORKER_CONFIG);
    }
    collectNetwork();
    if (!flags.single() && flags.runs("konnectivity-server")) {
      add(ImageKey.KONNECTIVITY, Nodes.EVERY, usualPolicy);
    }
    if (flags.runs("coredns")) {
      add(ImageKey.COREDNS, Nodes.ANY, usualPolicy);
    }
    if (flags.runs("metrics-server")) {
      add(ImageKey.METRICS_SERVER, Nodes.ANY, usualPolicy);
    }
    if (flags.metricsScraper()) {
      add(ImageKey.PUSHGATEWAY, Nodes.ANY, IF_NOT_PRESENT);
    }
  }

  private void collectNetwork() {
    if (config.hasKubeProxy() && flags.runs("kube-proxy")) {
      add(ImageKey.KUBE_PROXY, Nodes.EVERY, usualPolicy);
    }
    if (!flags.runs("network-provider")) {
      return;
    }
    switch (config.networkProvider()) {
      case "kuberouter" -> {
        add(ImageKey.KUBE_ROUTER_CNI_INSTALLER, Nodes.EVERY, usualPolicy);
        add(ImageKey.KUBE_ROUTER_CNI, Nodes.EVERY, usualPolicy);
      }
      case "calico" -> {
        add(ImageKey.CALICO_CNI, Nodes.EVERY, usualPolicy);
        add(ImageKey.CALICO_NODE, Nodes.EVERY, usualPolicy);
        add(ImageKey.CALICO_KUBE_CONTROLLERS, Nodes.ANY, usualPolicy);
      }
      default -> {} // another's network is another's images
    }
  }

  private void add(ImageKey key, Nodes nodes, String policy) {
    add(key, nodes, policy, Applied.BY_LEADER);
  }

  private void add(ImageKey key, Nodes nodes, String policy, Applied applied) {
    NamedVersion image = images.get(key);
    if (image != null) {
      needed.add(new ComponentImage(key, image, nodes, policy, applied));
    }
  }
}
