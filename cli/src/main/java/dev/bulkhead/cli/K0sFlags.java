package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.NodeFlags;
import java.util.Set;
import picocli.CommandLine.Option;

/** What k0s is started with, as far as images depend on it; the options are k0s' own. */
final class K0sFlags {
  @Option(
      names = "--disable-components",
      paramLabel = "NAME",
      split = ",",
      description =
          "Components that controllers are started without: kube-proxy, coredns, metrics-server,"
              + " konnectivity-server, network-provider.")
  private Set<String> disabled = Set.of();

  @Option(
      names = "--enable-metrics-scraper",
      description = "Controllers are started with it, and run the pushgateway.")
  private boolean metricsScraper;

  @Option(
      names = "--single",
      description = "The one controller is started with it, and runs no konnectivity.")
  private boolean single;

  @Option(
      names = "--own-containerd",
      description =
          "Machines use a container runtime of their own (--cri-socket), and its pause image.")
  private boolean ownContainerd;

  NodeFlags flags() {
    return new NodeFlags(disabled, single, metricsScraper, ownContainerd);
  }

  boolean isSingle() {
    return single;
  }
}
