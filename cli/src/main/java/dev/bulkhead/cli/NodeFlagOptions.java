package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.NodeFlags;
import dev.bulkhead.verdict.Nearest;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** How k0s' services are started, as far as images depend on it: no configuration says so. */
final class NodeFlagOptions {
  /** What controllers of any release can do without (cmd/controller, all tags). */
  private static final List<String> COMPONENTS =
      List.of(
          "api-config",
          "applier-manager",
          "autopilot",
          "control-api",
          "coredns",
          "csr-approver",
          "endpoint-reconciler",
          "helm",
          "konnectivity-server",
          "kube-controller-manager",
          "kube-proxy",
          "kube-scheduler",
          "kubelet-config",
          "metrics-server",
          "network-provider",
          "node-role",
          "system-rbac",
          "update-prober",
          "windows-node",
          "worker-config");

  @Option(
      names = "--disable-components",
      paramLabel = "NAME",
      split = ",",
      description =
          "What controllers are started with: konnectivity-server, coredns, metrics-server,"
              + " kube-proxy, network-provider, …")
  private List<String> disabled = List.of();

  @Option(names = "--single", description = "The one controller is started with --single.")
  private boolean single;

  @Option(
      names = "--metrics-scraper",
      description = "Controllers are started with --enable-metrics-scraper.")
  private boolean metricsScraper;

  @Option(
      names = "--own-containerd",
      description = "Nodes use a containerd that k0s does not start (--cri-socket).")
  private boolean ownContainerd;

  /** Names that no component has, a full sentence each. */
  List<String> notes() {
    return disabled.stream()
        .filter(name -> !COMPONENTS.contains(name))
        .map(
            name -> {
              List<String> nearest = Nearest.to(name, COMPONENTS);
              return "--disable-components: no component of k0s is known as %s%s."
                  .formatted(
                      name,
                      nearest.isEmpty()
                          ? ""
                          : "; perhaps %s is meant".formatted(String.join(" or ", nearest)));
            })
        .toList();
  }

  NodeFlags flags() {
    return new NodeFlags(Set.copyOf(disabled), single, metricsScraper, ownContainerd);
  }
}
