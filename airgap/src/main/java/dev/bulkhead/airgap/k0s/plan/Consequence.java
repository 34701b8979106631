package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.airgap.k0s.ImageKey;

/** What each component is called, what is lost without it, and which is missed first. */
final class Consequence {
  private Consequence() {}

  /** The component, for a person: {@code NLLB's Envoy}. */
  static String component(ImageKey key) {
    return switch (key) {
      case PAUSE, BUILTIN_PAUSE, WINDOWS_PAUSE, BUILTIN_WINDOWS_PAUSE -> "the pause image";
      case ENVOY -> "NLLB's Envoy";
      case TRAEFIK -> "NLLB's Traefik";
      case KUBE_ROUTER_CNI -> "kube-router";
      case KUBE_ROUTER_CNI_INSTALLER -> "kube-router's CNI installer";
      case CALICO_CNI, CALICO_WINDOWS_CNI -> "Calico's CNI installer";
      case CALICO_NODE, CALICO_WINDOWS_NODE, BUILTIN_WINDOWS_CALICO_NODE -> "calico-node";
      case CALICO_KUBE_CONTROLLERS -> "calico-kube-controllers";
      case KUBE_PROXY, WINDOWS_KUBE_PROXY, BUILTIN_WINDOWS_KUBE_PROXY -> "kube-proxy";
      case KONNECTIVITY -> "konnectivity-agent";
      case COREDNS -> "CoreDNS";
      case METRICS_SERVER -> "metrics-server";
      case PUSHGATEWAY -> "the pushgateway";
    };
  }

  /** The order in which a machine comes to miss them; what comes first keeps the rest away. */
  static int rank(ImageKey key) {
    return switch (key) {
      case PAUSE, BUILTIN_PAUSE, WINDOWS_PAUSE, BUILTIN_WINDOWS_PAUSE -> 0;
      case ENVOY, TRAEFIK -> 1;
      case KUBE_ROUTER_CNI_INSTALLER, CALICO_CNI, CALICO_WINDOWS_CNI -> 2;
      case KUBE_ROUTER_CNI, CALICO_NODE, CALICO_WINDOWS_NODE, BUILTIN_WINDOWS_CALICO_NODE -> 3;
      case KUBE_PROXY, WINDOWS_KUBE_PROXY, BUILTIN_WINDOWS_KUBE_PROXY -> 4;
      case KONNECTIVITY -> 5;
      case COREDNS -> 6;
      case METRICS_SERVER -> 7;
      case CALICO_KUBE_CONTROLLERS -> 8;
      case PUSHGATEWAY -> 9;
    };
  }

  /** What becomes of a machine without it, as a clause. */
  static String of(ImageKey key, Member member) {
    String who = member.nodes().name();
    boolean isNew = member.nodes().isNew();
    boolean isOne = member.nodes().count() == 1;
    return switch (key) {
      case PAUSE, BUILTIN_PAUSE, WINDOWS_PAUSE, BUILTIN_WINDOWS_PAUSE -> "no pod starts on " + who;
      case ENVOY, TRAEFIK -> withoutBalancer(who, isNew, member);
      case KUBE_ROUTER_CNI_INSTALLER,
          CALICO_CNI,
          CALICO_WINDOWS_CNI,
          KUBE_ROUTER_CNI,
          CALICO_NODE,
          CALICO_WINDOWS_NODE,
          BUILTIN_WINDOWS_CALICO_NODE ->
          isNew
              ? "%s %s no pod network and %s NotReady"
                  .formatted(who, isOne ? "gets" : "get", isOne ? "stays" : "stay")
              : "the pod network of %s is no longer kept".formatted(who);
      case KUBE_PROXY, WINDOWS_KUBE_PROXY, BUILTIN_WINDOWS_KUBE_PROXY ->
          isNew
              ? "no Service is reached from " + who
              : "changes of Services no longer reach " + who;
      case KONNECTIVITY -> "logs, exec and webhooks do not get through to " + who;
      case COREDNS -> "the cluster's DNS lacks the pod that lands on " + who;
      case METRICS_SERVER -> "there are no metrics of pods and nodes if it lands on " + who;
      case CALICO_KUBE_CONTROLLERS -> "Calico no longer follows the cluster if it lands on " + who;
      case PUSHGATEWAY -> "metrics of the control plane are lost if it lands on " + who;
    };
  }

  private static String withoutBalancer(String who, boolean isNew, Member member) {
    boolean isOne = member.nodes().count() == 1;
    if (member.isController() && member.release().traits().directKubelet()) {
      return "%s appears, but kube-proxy and konnectivity-agent, which reach the API through it, hang"
          .formatted(who);
    }
    return isNew
        ? "%s %s never registered".formatted(who, isOne ? "is" : "are")
        : "%s no longer %s the API once k0s starts there again"
            .formatted(who, isOne ? "reaches" : "reach");
  }
}
