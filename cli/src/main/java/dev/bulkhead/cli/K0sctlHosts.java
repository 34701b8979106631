package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.ClusterConfig;
import dev.bulkhead.airgap.k0s.NodeFlags;
import dev.bulkhead.airgap.k0s.plan.NodeSelector;
import dev.bulkhead.airgap.k0s.plan.Role;
import dev.bulkhead.model.Node;
import dev.bulkhead.verdict.UserError;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The machines that a file of k0sctl names ({@code spec.hosts}), and how k0s is started on them;
 * none where the configuration is of another form.
 */
record K0sctlHosts(List<Host> hosts) {
  private static final Set<String> ROLES =
      Set.of("controller", "controller+worker", "single", "worker");

  K0sctlHosts {
    hosts = List.copyOf(hosts);
  }

  /**
   * A machine.
   *
   * @param role as k0sctl has it once flags are heeded: {@code controller+worker}
   * @param name its host name, or else the address by which k0sctl reaches it; empty where neither
   *     is stated, or cannot be a name
   * @param isCalledByAddress whether no host name is stated
   * @param flags what k0s is started with besides
   */
  record Host(String role, String name, boolean isCalledByAddress, StartFlags flags) {
    Role kind() {
      return role.equals("worker") ? Role.WORKER : Role.CONTROLLER;
    }
  }

  /**
   * Those of a configuration.
   *
   * @throws UserError where a machine has no role that k0sctl knows
   */
  static K0sctlHosts of(ClusterConfig config) {
    return config.form() == ClusterConfig.Form.K0SCTL
        ? new K0sctlHosts(
            config.document().items("spec", "hosts").stream().map(K0sctlHosts::host).toList())
        : new K0sctlHosts(List.of());
  }

  private static Host host(Node host) {
    String role = host.text("role").orElse("");
    if (!ROLES.contains(role)) {
      throw new UserError(
          host.at(),
          role.isEmpty()
              ? "This host has no role."
              : "This host has the role \"%s\", which k0sctl does not know.".formatted(role),
          "Write one of %s.".formatted(String.join(", ", new TreeSet<>(ROLES))),
          null);
    }
    Optional<String> stated = host.text("hostname").filter(text -> !text.isEmpty());
    String name =
        stated
            .or(() -> host.text("ssh", "address"))
            .or(() -> host.text("openSSH", "address"))
            .or(() -> host.text("winRM", "address"))
            .map(text -> text.toLowerCase(Locale.ROOT))
            .filter(NodeSelector::isName)
            .orElse("");
    var flags =
        StartFlags.of(
            host.items("installFlags").stream()
                .flatMap(
                    flag -> flag instanceof Node.Scalar scalar ? Stream.of(scalar.text()) : null));
    return new Host(role, name, stated.isEmpty(), flags);
  }

  boolean isEmpty() {
    return hosts.isEmpty();
  }

  int count(Role role) {
    return (int) of(role).count();
  }

  /** The names of machines; none where one has none, or two have the same. */
  List<String> names(Role role) {
    List<String> names = of(role).map(Host::name).toList();
    boolean areDistinct = Set.copyOf(names).size() == names.size();
    return areDistinct && !names.contains("") ? names : List.of();
  }

  /** Whether controllers run workloads, too. */
  boolean controllersWork() {
    return hosts.stream()
        .anyMatch(host -> host.role().equals("controller+worker") || host.role().equals("single"));
  }

  /** Whether the one controller is started with {@code --single}. */
  boolean isSingle() {
    return hosts.stream().anyMatch(host -> host.role().equals("single"));
  }

  /** Whether all controllers share their settings. */
  boolean isDynamic() {
    return count(Role.CONTROLLER) > 0
        && of(Role.CONTROLLER).allMatch(host -> host.flags().has("--enable-dynamic-config"));
  }

  /**
   * What is known of how k0s is started, besides what is said of it. Where controllers differ, what
   * any of them runs is run: it may lead.
   */
  NodeFlags with(NodeFlags said) {
    var disabled = new TreeSet<>(said.disabledComponents());
    of(Role.CONTROLLER)
        .map(host -> host.flags().listed("--disable-components"))
        .reduce(K0sctlHosts::common)
        .ifPresent(disabled::addAll);
    return new NodeFlags(
        disabled,
        said.single() || isSingle(),
        said.metricsScraper()
            || of(Role.CONTROLLER).anyMatch(host -> host.flags().has("--enable-metrics-scraper")),
        said.ownContainerd() || haveOwnContainerd());
  }

  private static Set<String> common(Set<String> one, Set<String> other) {
    var both = new TreeSet<>(one);
    both.retainAll(other);
    return both;
  }

  private boolean haveOwnContainerd() {
    List<Host> running = hosts.stream().filter(host -> !host.role().equals("controller")).toList();
    return !running.isEmpty()
        && running.stream().allMatch(host -> host.flags().has("--cri-socket"));
  }

  /** What a reader should know of these machines, a full sentence each. */
  List<String> notes() {
    return Stream.of(note(), HostDifferences.of(this)).flatMap(Optional::stream).toList();
  }

  /** How machines are called that have no host name there, a full sentence. */
  private Optional<String> note() {
    long unnamed = hosts.stream().filter(Host::isCalledByAddress).count();
    boolean areCalled = !names(Role.CONTROLLER).isEmpty() || !names(Role.WORKER).isEmpty();
    return unnamed == 0 || !areCalled
        ? Optional.empty()
        : Optional.of(
            "The file of k0sctl has no hostname for %d of its hosts, which are called by their addresses here; where kubectl is typed, put the names of their Nodes."
                .formatted(unnamed));
  }

  Stream<Host> of(Role role) {
    return hosts.stream().filter(host -> host.kind() == role);
  }
}
