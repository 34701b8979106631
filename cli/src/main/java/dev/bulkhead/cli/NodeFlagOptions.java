package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.NodeFlags;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** How k0s' services are started, as far as images depend on it: no configuration says so. */
final class NodeFlagOptions {
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

  NodeFlags flags() {
    return new NodeFlags(Set.copyOf(disabled), single, metricsScraper, ownContainerd);
  }
}
