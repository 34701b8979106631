package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.plan.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What tells the controllers of a file of k0sctl apart: k0s expects all to be started alike. */
final class HostDifferences {
  private static final List<String> SWITCHES =
      List.of("--enable-dynamic-config", "--enable-metrics-scraper");

  private HostDifferences() {}

  /** How controllers are started differently, a full sentence; empty where they are alike. */
  static Optional<String> of(K0sctlHosts hosts) {
    List<K0sctlHosts.Host> controllers = hosts.of(Role.CONTROLLER).toList();
    List<String> names = hosts.names(Role.CONTROLLER);
    Map<String, List<String>> having = new LinkedHashMap<>();
    for (int i = 0; i < controllers.size(); i++) {
      String name = i < names.size() ? names.get(i) : "controller-%d".formatted(i + 1);
      for (String flag : flags(controllers.get(i))) {
        having.computeIfAbsent(flag, _ -> new ArrayList<>()).add(name);
      }
    }
    having.values().removeIf(those -> those.size() == controllers.size());
    return having.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Controllers are started differently, which k0s does not expect: %s. What any of them runs is asked for here; start each controller that joins with the flags that it is to have."
                .formatted(
                    having.entrySet().stream()
                        .map(
                            each ->
                                "only %s with %s"
                                    .formatted(String.join(", ", each.getValue()), each.getKey()))
                        .collect(Collectors.joining("; "))));
  }

  private static Set<String> flags(K0sctlHosts.Host host) {
    var flags = new TreeSet<String>();
    SWITCHES.stream().filter(host.flags()::has).forEach(flags::add);
    host.flags()
        .listed("--disable-components")
        .forEach(name -> flags.add("--disable-components=" + name));
    return flags;
  }
}
