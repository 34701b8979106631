package dev.bulkhead.airgap.k0s;

import dev.bulkhead.model.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code k0s airgap list-images} of a release prints: more than what runs, and of a cluster
 * with a dynamic configuration not what runs, since it reads the controller's file (k0s,
 * pkg/airgap/images.go and cmd/airgap/listimages.go).
 */
public final class ListImages {
  private static final Set<String> WITHOUT_ENVOY = Set.of("arm", "riscv64");

  private final ClusterConfig config;
  private final K0sRelease release;
  private final boolean isAll;
  private final Map<ImageKey, NamedVersion> images;
  private final List<NamedVersion> printed = new ArrayList<>();

  private ListImages(ClusterConfig config, K0sRelease release, boolean isAll) {
    this.config = config;
    this.release = release;
    this.isAll = isAll;
    this.images = config.effectiveImages(release);
  }

  /**
   * The lines that it prints, in its order.
   *
   * @param isAll whether {@code --all} is given
   * @param platform the program's own; from the fourth generation on the value of {@code
   *     --platform}
   */
  public static List<NamedVersion> of(
      ClusterConfig config, K0sRelease release, boolean isAll, Platform platform) {
    var list = new ListImages(config, release, isAll);
    if (release.traits().listImages() >= 4) {
      list.byPlatform(platform);
    } else {
      list.together(platform);
    }
    return List.copyOf(list.printed);
  }

  private void together(Platform platform) {
    print(ImageKey.CALICO_CNI, ImageKey.CALICO_KUBE_CONTROLLERS, ImageKey.CALICO_NODE);
    print(ImageKey.COREDNS, ImageKey.KONNECTIVITY, ImageKey.KUBE_PROXY);
    print(ImageKey.KUBE_ROUTER_CNI, ImageKey.KUBE_ROUTER_CNI_INSTALLER, ImageKey.METRICS_SERVER);
    if (release.traits().listImages() >= 3) {
      print(ImageKey.PAUSE);
      if (isAll) {
        print(ImageKey.PUSHGATEWAY);
      }
    } else {
      // Compiled in, whatever the configuration says.
      printDefault(ImageKey.BUILTIN_PAUSE, ImageKey.PAUSE);
    }
    ClusterConfig.LoadBalancer balancer = config.loadBalancer();
    boolean isEnvoy = balancer.proxy() == ImageKey.ENVOY;
    if (isEnvoy && (isAll || balancer.enabled()) && !platform.architecture().equals("arm")) {
      print(ImageKey.ENVOY);
    }
  }

  private void byPlatform(Platform platform) {
    boolean isCalico = isAll || config.networkProvider().equals("calico");
    if (platform.os().equals("windows")) {
      print(ImageKey.WINDOWS_PAUSE, ImageKey.WINDOWS_KUBE_PROXY);
      if (isCalico) {
        print(ImageKey.CALICO_WINDOWS_CNI, ImageKey.CALICO_WINDOWS_NODE);
      }
    } else {
      print(ImageKey.PAUSE, ImageKey.KONNECTIVITY, ImageKey.KUBE_PROXY);
      print(ImageKey.COREDNS, ImageKey.METRICS_SERVER);
      if (isAll) {
        print(ImageKey.PUSHGATEWAY);
      }
      if (isAll || config.networkProvider().equals("kuberouter")) {
        print(ImageKey.KUBE_ROUTER_CNI_INSTALLER, ImageKey.KUBE_ROUTER_CNI);
      }
      if (isCalico) {
        print(ImageKey.CALICO_CNI, ImageKey.CALICO_KUBE_CONTROLLERS, ImageKey.CALICO_NODE);
      }
    }
    byBalancer(platform);
  }

  private void byBalancer(Platform platform) {
    ClusterConfig.LoadBalancer balancer = config.loadBalancer();
    boolean hasEnvoy =
        platform.os().equals("linux") && !WITHOUT_ENVOY.contains(platform.architecture());
    if (hasEnvoy && (isAll || (balancer.enabled() && balancer.proxy() == ImageKey.ENVOY))) {
      print(ImageKey.ENVOY);
    }
    boolean isChosen = balancer.proxy() == ImageKey.TRAEFIK;
    boolean isStated =
        config.spec().mapping("network", "nodeLocalLoadBalancing", "traefik").isPresent();
    if (isChosen ? isAll || balancer.enabled() : isAll && isStated) {
      print(ImageKey.TRAEFIK);
    } else if (isAll) {
      // Of a load balancer that is neither chosen nor stated nothing is rewritten.
      printDefault(ImageKey.TRAEFIK);
    }
  }

  private void print(ImageKey... keys) {
    for (ImageKey key : keys) {
      Optional.ofNullable(images.get(key)).ifPresent(printed::add);
    }
  }

  private void printDefault(ImageKey... either) {
    for (ImageKey key : either) {
      Optional<NamedVersion> usual = release.defaultOf(key);
      if (usual.isPresent()) {
        printed.add(usual.get());
        return;
      }
    }
  }
}
