package dev.bulkhead.airgap.k0s;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A place in k0s' configuration that names an image, or an image that k0s names itself. */
public enum ImageKey {
  KONNECTIVITY("spec.images.konnectivity"),
  PUSHGATEWAY("spec.images.pushgateway"),
  METRICS_SERVER("spec.images.metricsserver"),
  KUBE_PROXY("spec.images.kubeproxy"),
  COREDNS("spec.images.coredns"),
  /** From 1.28. */
  PAUSE("spec.images.pause"),
  CALICO_CNI("spec.images.calico.cni"),
  CALICO_NODE("spec.images.calico.node"),
  CALICO_KUBE_CONTROLLERS("spec.images.calico.kubecontrollers"),
  CALICO_WINDOWS_CNI("spec.images.calico.windows.cni"),
  CALICO_WINDOWS_NODE("spec.images.calico.windows.node"),
  KUBE_ROUTER_CNI("spec.images.kuberouter.cni"),
  KUBE_ROUTER_CNI_INSTALLER("spec.images.kuberouter.cniInstaller"),
  WINDOWS_KUBE_PROXY("spec.images.windows.kubeproxy"),
  WINDOWS_PAUSE("spec.images.windows.pause"),
  ENVOY("spec.network.nodeLocalLoadBalancing.envoyProxy.image"),
  /** From 1.36. */
  TRAEFIK("spec.network.nodeLocalLoadBalancing.traefik.image"),
  /** Compiled in, before it could be configured, and listed even some time after. */
  BUILTIN_PAUSE("builtin.pause"),
  BUILTIN_WINDOWS_PAUSE("builtin.windows.pause"),
  BUILTIN_WINDOWS_KUBE_PROXY("builtin.windows.kubeproxy"),
  BUILTIN_WINDOWS_CALICO_NODE("builtin.windows.calicoNode");

  private final String path;

  ImageKey(String path) {
    this.path = path;
  }

  /** The path in the configuration with dots; {@code builtin.…} where it is none. */
  public String path() {
    return path;
  }

  /** The names of the fields that lead to it, {@code spec} first. */
  public List<String> fields() {
    return Arrays.asList(path.split("\\."));
  }

  /** Whether a configuration can name it. */
  public boolean isConfigurable() {
    return path.startsWith("spec.");
  }

  /** Whether {@code spec.images} holds it, and not the network's settings. */
  public boolean isInImages() {
    return path.startsWith("spec.images.");
  }

  /** Whether only nodes with Windows run it. */
  public boolean isForWindows() {
    return path.toLowerCase(Locale.ROOT).contains("windows");
  }

  /** The key with that path. */
  public static Optional<ImageKey> of(String path) {
    return Arrays.stream(values()).filter(key -> key.path.equals(path)).findFirst();
  }

  @Override
  public String toString() {
    return path;
  }
}
