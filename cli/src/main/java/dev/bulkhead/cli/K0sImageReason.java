package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.ComponentImage;

/** Why a node needs an image of k0s, for people. */
final class K0sImageReason {
  private K0sImageReason() {}

  static String of(ComponentImage one) {
    String where =
        switch (one.nodes()) {
          case EVERY -> "on every node";
          case ANY -> "on some node";
        };
    return "%s, %s, pulled %s".formatted(needOf(one), where, policy(one.pullPolicy()));
  }

  private static String needOf(ComponentImage one) {
    return switch (one.key()) {
      case PAUSE, BUILTIN_PAUSE -> "holds every pod";
      case ENVOY, TRAEFIK -> "the node-local load balancer is enabled";
      case KUBE_PROXY -> "kube-proxy is not disabled";
      case KUBE_ROUTER_CNI, KUBE_ROUTER_CNI_INSTALLER -> "the network's provider is kuberouter";
      case CALICO_CNI, CALICO_NODE, CALICO_KUBE_CONTROLLERS -> "the network's provider is calico";
      case KONNECTIVITY -> "controllers reach nodes through it";
      case COREDNS -> "resolves names";
      case METRICS_SERVER -> "serves metrics";
      case PUSHGATEWAY -> "the metrics scraper is enabled";
      case CALICO_WINDOWS_CNI,
          CALICO_WINDOWS_NODE,
          WINDOWS_KUBE_PROXY,
          WINDOWS_PAUSE,
          BUILTIN_WINDOWS_PAUSE,
          BUILTIN_WINDOWS_KUBE_PROXY,
          BUILTIN_WINDOWS_CALICO_NODE ->
          "a node runs Windows";
    };
  }

  private static String policy(String policy) {
    return switch (policy) {
      case "Never" -> "never";
      case "Always" -> "always";
      default -> "if it is not there";
    };
  }
}
