package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.NodeFlags;
import dev.bulkhead.verdict.Nearest;
import dev.bulkhead.verdict.OptionError;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
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

  /** Names that no component has and that are like none, a full sentence each. */
  List<String> notes() {
    return disabled.stream()
        .filter(name -> !COMPONENTS.contains(name))
        .map(
            "--disable-components: no component of k0s is known as %s, so it is left out of account."
                ::formatted)
        .toList();
  }

  /**
   * What is given; names that no component has are left out, as k0s does not start with them.
   *
   * @throws OptionError where a component's name is misspelt
   */
  NodeFlags flags() {
    disabled.forEach(NodeFlagOptions::requireSpelling);
    return new NodeFlags(
        disabled.stream().filter(COMPONENTS::contains).collect(Collectors.toUnmodifiableSet()),
        single,
        metricsScraper,
        ownContainerd);
  }

  private static void requireSpelling(String name) {
    List<String> nearest =
        COMPONENTS.contains(name)
            ? List.of()
            : Nearest.to(name.toLowerCase(Locale.ROOT), COMPONENTS);
    if (!nearest.isEmpty()) {
      throw new OptionError(
          "--disable-components: no component of k0s is known as %s, and k0s refuses to start with unknown ones."
              .formatted(name),
          "Write %s.".formatted(String.join(" or ", nearest)));
    }
  }
}
