package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.ClusterConfig;
import dev.bulkhead.airgap.k0s.NodeFlags;
import dev.bulkhead.airgap.k0s.plan.Names;
import dev.bulkhead.airgap.k0s.plan.NodeSelector;
import dev.bulkhead.airgap.k0s.plan.Role;
import dev.bulkhead.model.Node;
import dev.bulkhead.verdict.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
   * @param isWindows whether it is reached as only Windows is, or said to be it
   * @param places what lies elsewhere than it usually does, in words
   * @param flags what k0s is started with besides
   */
  record Host(
      String role,
      String name,
      boolean isCalledByAddress,
      boolean isWindows,
      List<String> places,
      StartFlags flags) {
    boolean isIdle() {
      return role.equals("controller");
    }

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
    var flags =
        StartFlags.of(
            host.items("installFlags").stream()
                .flatMap(
                    flag -> flag instanceof Node.Scalar scalar ? Stream.of(scalar.text()) : null));
    return new Host(
        started(role, flags),
        name(host),
        host.text("hostname").filter(text -> !text.isEmpty()).isEmpty(),
        runsWindows(host),
        places(host, flags),
        flags);
  }

  /** The role that flags make of another, as k0sctl has it. */
  private static String started(String role, StartFlags flags) {
    return flags.has("--single")
        ? "single"
        : flags.has("--enable-worker") && role.equals("controller") ? "controller+worker" : role;
  }

  private static String name(Node host) {
    return host.text("hostname")
        .filter(text -> !text.isEmpty())
        .or(() -> host.text("ssh", "address"))
        .or(() -> host.text("openSSH", "address"))
        .or(() -> host.text("winRM", "address"))
        .or(() -> host.text("winrm", "address"))
        .or(() -> host.mapping("localhost").map(_ -> "localhost"))
        .map(text -> text.toLowerCase(Locale.ROOT))
        .filter(NodeSelector::isName)
        .orElse("");
  }

  private static boolean runsWindows(Node host) {
    return host.mapping("winRM").isPresent()
        || host.mapping("winrm").isPresent()
        || host.text("os").filter(text -> text.equals("windows")).isPresent();
  }

  /** Where k0s lies and keeps its data, if not where it usually does; in words. */
  private static List<String> places(Node host, StartFlags flags) {
    Optional<String> data = flags.value("--data-dir").or(() -> host.text("dataDir"));
    Optional<String> program = host.text("k0sInstallPath");
    return Stream.of(
            data.filter(path -> !path.equals("/var/lib/k0s") && !path.isEmpty())
                .map(path -> "%s in the place of /var/lib/k0s".formatted(path)),
            program
                .filter(path -> !path.equals("/usr/local/bin/k0s") && !path.isEmpty())
                .map(path -> "%s in the place of /usr/local/bin/k0s".formatted(path)))
        .flatMap(Optional::stream)
        .toList();
  }

  boolean isEmpty() {
    return hosts.isEmpty();
  }

  int count(Role role) {
    return (int) of(role).count();
  }

  /** The names of machines in their order; those that have none of their own are numbered. */
  List<String> names(Role role) {
    List<String> names = of(role).map(Host::name).toList();
    return IntStream.range(0, names.size())
        .mapToObj(i -> isOwn(names.get(i)) ? names.get(i) : Names.numbered(role, i + 1))
        .toList();
  }

  private boolean isOwn(String name) {
    return !name.isEmpty() && hosts.stream().filter(host -> host.name().equals(name)).count() == 1;
  }

  /** The numbers of controllers that run no workloads, where others do. */
  Set<Integer> idle() {
    return controllersWork() ? numbers(Role.CONTROLLER, Host::isIdle) : Set.of();
  }

  /** The numbers of workers that run Windows. */
  Set<Integer> windows() {
    return numbers(Role.WORKER, Host::isWindows);
  }

  private Set<Integer> numbers(Role role, Predicate<Host> which) {
    List<Host> all = of(role).toList();
    return IntStream.range(0, all.size())
        .filter(i -> which.test(all.get(i)))
        .mapToObj(i -> i + 1)
        .collect(Collectors.toSet());
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
    List<Host> running = hosts.stream().filter(host -> !host.isIdle()).toList();
    return !running.isEmpty()
        && running.stream().allMatch(host -> host.flags().has("--cri-socket"));
  }

  /** What a reader should know of these machines, a full sentence each. */
  List<String> notes() {
    return Stream.of(note(), elsewhere(), HostDifferences.of(this))
        .flatMap(Optional::stream)
        .toList();
  }

  /** How machines are called that have no host name there, a full sentence. */
  private Optional<String> note() {
    long unnamed =
        hosts.stream().filter(Host::isCalledByAddress).filter(host -> isOwn(host.name())).count();
    return unnamed == 0
        ? Optional.empty()
        : Optional.of(
            "The file of k0sctl has no hostname for %d of its hosts, which are called by their addresses here; where kubectl is typed, put the names of their Nodes."
                .formatted(unnamed));
  }

  /** Which of them have k0s or its data elsewhere, a full sentence. */
  private Optional<String> elsewhere() {
    var moved = new ArrayList<String>();
    for (Role role : Role.values()) {
      List<Host> all = of(role).toList();
      List<String> names = names(role);
      for (int i = 0; i < all.size(); i++) {
        if (!all.get(i).places().isEmpty()) {
          moved.add("on %s %s".formatted(names.get(i), String.join(" and ", all.get(i).places())));
        }
      }
    }
    return moved.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The runbook names the usual paths of k0s; write %s, and on machines that take their places."
                .formatted(String.join("; ", moved)));
  }

  Stream<Host> of(Role role) {
    return hosts.stream().filter(host -> host.kind() == role);
  }
}
