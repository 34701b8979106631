package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.airgap.k0s.ClusterConfig;
import dev.bulkhead.airgap.k0s.ComponentImage;
import dev.bulkhead.airgap.k0s.ComponentImage.Applied;
import dev.bulkhead.airgap.k0s.ComponentImage.Nodes;
import dev.bulkhead.airgap.k0s.ImageKey;
import dev.bulkhead.airgap.k0s.K0sRelease;
import dev.bulkhead.airgap.k0s.NamedVersion;
import dev.bulkhead.airgap.k0s.NodeFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a release runs on machines with Windows, from the first on whose images can be configured
 * (k0s, static/manifests/windows and calico, from v1.34 on). Earlier ones run images that no
 * configuration names.
 */
final class WindowsComponents {
  private WindowsComponents() {}

  /** Whether it is known what a release runs there. */
  static boolean isKnownOf(K0sRelease release) {
    return release.defaultOf(ImageKey.WINDOWS_KUBE_PROXY).isPresent();
  }

  /** The images that are run; none where it is not known. */
  static List<ComponentImage> of(ClusterConfig config, K0sRelease release, NodeFlags flags) {
    var needed = new ArrayList<ComponentImage>();
    if (!isKnownOf(release)) {
      return needed;
    }
    Map<ImageKey, NamedVersion> images = config.effectiveImages(release);
    String policy = config.defaultPullPolicy().orElse("IfNotPresent");
    if (!flags.ownContainerd()) {
      add(needed, images, ImageKey.WINDOWS_PAUSE, "IfNotPresent", Applied.BY_WORKER_CONFIG);
    }
    var balancer = config.loadBalancer();
    if (balancer.enabled()) {
      String own = balancer.pullPolicy().orElse(policy);
      add(needed, images, balancer.proxy(), own, Applied.BY_WORKER_CONFIG);
    }
    if (config.hasKubeProxy() && flags.runs("kube-proxy") && flags.runs("windows-node")) {
      add(needed, images, ImageKey.WINDOWS_KUBE_PROXY, policy, Applied.BY_LEADER);
    }
    if (config.networkProvider().equals("calico") && flags.runs("network-provider")) {
      add(needed, images, ImageKey.CALICO_WINDOWS_CNI, policy, Applied.BY_LEADER);
      add(needed, images, ImageKey.CALICO_WINDOWS_NODE, policy, Applied.BY_LEADER);
    }
    return needed;
  }

  private static void add(
      List<ComponentImage> needed,
      Map<ImageKey, NamedVersion> images,
      ImageKey key,
      String policy,
      Applied applied) {
    NamedVersion image = images.get(key);
    if (image != null) {
      needed.add(new ComponentImage(key, image, Nodes.EVERY, policy, applied));
    }
  }
}
