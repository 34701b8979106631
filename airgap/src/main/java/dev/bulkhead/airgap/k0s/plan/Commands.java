package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.airgap.k0s.K0sRelease;
import dev.bulkhead.airgap.k0s.NodeFlags;
import java.util.ArrayList;
import java.util.List;

/**
 * What is typed in several instructions. Each line says where it is typed, unless any machine will
 * do from which kubectl reaches the cluster.
 */
final class Commands {
  private static final String PROGRAM = "/usr/local/bin/k0s";
  private static final String SETTINGS = "/etc/k0s";

  private Commands() {}

  /**
   * Lets a controller join.
   *
   * @param from a controller that runs
   */
  static List<String> joinController(
      Upgrade upgrade, NodeGroup joining, K0sRelease target, String from) {
    String name = joining.name();
    var commands = new ArrayList<>(brought(name, target));
    commands.add(
        "scp %s:%s/k0s.yaml %s:%s/k0s.yaml   # then change what is the machine's own there: spec.api.address, spec.storage.etcd.peerAddress"
            .formatted(from, SETTINGS, name, SETTINGS));
    commands.addAll(token("controller", from, name));
    commands.add(
        "k0s install controller --token-file %s/token -c %s/k0s.yaml%s   # on %s"
            .formatted(SETTINGS, SETTINGS, flags(upgrade, joining.hasKubelet()), name));
    commands.add("k0s start   # on " + name);
    return commands;
  }

  /** Lets a worker join. */
  static List<String> joinWorker(Upgrade upgrade, String name, K0sRelease target, String from) {
    var commands = new ArrayList<>(brought(name, target));
    commands.addAll(token("worker", from, name));
    commands.add(
        "k0s install worker --token-file %s/token%s   # on %s"
            .formatted(SETTINGS, ownContainerd(upgrade.flags()), name));
    commands.add("k0s start   # on " + name);
    return commands;
  }

  private static List<String> brought(String name, K0sRelease target) {
    return List.of(
        "ssh %s install -d %s".formatted(name, SETTINGS),
        "scp k0s-%s %s:%s".formatted(target.version(), name, PROGRAM),
        "ssh %s chmod 755 %s".formatted(name, PROGRAM));
  }

  private static List<String> token(String role, String from, String name) {
    return List.of(
        "ssh %s k0s token create --role=%s --expiry=1h > token".formatted(from, role),
        "scp token %s:%s/token && rm token".formatted(name, SETTINGS));
  }

  /** What a controller has to be started with. */
  private static String flags(Upgrade upgrade, boolean works) {
    NodeFlags flags = upgrade.flags();
    var text = new StringBuilder();
    text.append(works ? " --enable-worker" : "");
    text.append(upgrade.settings().isDynamic() ? " --enable-dynamic-config" : "");
    text.append(flags.metricsScraper() ? " --enable-metrics-scraper" : "");
    if (!flags.disabledComponents().isEmpty()) {
      text.append(" --disable-components=").append(String.join(",", flags.disabledComponents()));
    }
    return text + (works ? ownContainerd(flags) : "");
  }

  private static String ownContainerd(NodeFlags flags) {
    return flags.ownContainerd()
        ? " --cri-socket=remote:unix:///run/containerd/containerd.sock"
        : "";
  }

  static String drained(String name) {
    return "kubectl drain %s --ignore-daemonsets --delete-emptydir-data".formatted(name);
  }

  static List<String> removed(String name) {
    return List.of(drained(name), "kubectl delete node " + name);
  }

  static String whenReady(String name) {
    return "# go on when %s is Ready: kubectl get nodes %s".formatted(name, name);
  }

  static String reset(String name) {
    return "k0s stop && k0s reset   # on " + name;
  }

  /** Gives a machine that runs another program. */
  static List<String> replaced(String name, K0sRelease target) {
    return List.of(
        "scp k0s-%s %s:/tmp/k0s".formatted(target.version(), name),
        "k0s stop && install -m 755 /tmp/k0s %s && k0s start   # on %s".formatted(PROGRAM, name));
  }
}
