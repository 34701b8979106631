package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.plan.Names;
import dev.bulkhead.airgap.k0s.plan.Role;
import dev.bulkhead.airgap.k0s.plan.Size;
import dev.bulkhead.airgap.k0s.plan.Strategy;
import dev.bulkhead.verdict.OptionError;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options that say how many machines there are and what they are called; a file of k0sctl says
 * it, too.
 */
final class PlanSize {
  @Option(
      names = "--controllers",
      paramLabel = "N|NAME,…",
      description =
          "How many controllers there are today, or their names. Default: those of the file of"
              + " k0sctl, or 1.")
  private @Nullable MachineCount controllers;

  @Option(
      names = "--workers",
      paramLabel = "N|NAME,…",
      description =
          "How many workers there are today, or their names. Default: those of the file of k0sctl,"
              + " or 0.")
  private @Nullable MachineCount workers;

  @Option(
      names = "--controller-workers",
      description = "Controllers run workloads, too: they are started with --enable-worker.")
  private boolean controllerWorkers;

  @Option(
      names = "--new-controllers",
      paramLabel = "NAME",
      split = ",",
      description = "What the controllers that join are called, in their order.")
  private List<String> newControllers = List.of();

  @Option(
      names = "--new-workers",
      paramLabel = "NAME",
      split = ",",
      description = "What the workers that join are called, in their order.")
  private List<String> newWorkers = List.of();

  /**
   * How many there are.
   *
   * @param hosts what may name the machines
   * @param isSingle whether the one controller is started with {@code --single}
   * @throws OptionError where there are too few, too many, or not of the kind that is upgraded
   */
  Size size(K0sctlHosts hosts, boolean isSingle, Strategy strategy) {
    var size =
        new Size(
            controllers != null
                ? controllers.count()
                : hosts.isEmpty() ? 1 : hosts.count(Role.CONTROLLER),
            workers != null ? workers.count() : hosts.count(Role.WORKER),
            controllerWorkers || isSingle || hosts.controllersWork(),
            controllerWorkers ? Set.of() : idle(hosts),
            workers == null ? hosts.windows() : Set.of());
    require(size);
    if (isSingle && (size.controllers() > 1 || strategy.replacesMachines())) {
      throw new OptionError(
          "%s there is one controller, and none can join it."
              .formatted(hosts.isSingle() ? "With the role single" : "With --single"),
          hosts.isSingle()
              ? "Plan with --strategy in-place."
              : "Plan with --controllers 1 --strategy in-place, or leave --single out.");
    }
    return size;
  }

  private Set<Integer> idle(K0sctlHosts hosts) {
    if (controllers != null && !hosts.idle().isEmpty()) {
      throw new OptionError(
          "The file of k0sctl has controllers with workloads and others without, and --controllers does not say which is which.",
          "Leave --controllers out, or say with --controller-workers that all run workloads.");
    }
    return hosts.idle();
  }

  private static void require(Size size) {
    if (size.controllers() < 1 || size.controllers() > Size.MOST_CONTROLLERS) {
      throw new OptionError(
          "A cluster of %d controllers cannot be upgraded.".formatted(size.controllers()),
          "Give between 1 and %d with --controllers.".formatted(Size.MOST_CONTROLLERS));
    }
    if (size.workers() < 0 || size.workers() > Size.MOST_WORKERS) {
      throw new OptionError(
          "A cluster of %d workers cannot be planned for.".formatted(size.workers()),
          "Give between 0 and %d with --workers.".formatted(Size.MOST_WORKERS));
    }
  }

  /**
   * What machines are called.
   *
   * @param joining how often as many join as there are
   * @throws OptionError where more names are given than machines join
   */
  Names names(K0sctlHosts hosts, Size size, int joining) {
    requireSense("--new-controllers", newControllers, size.controllers() * joining);
    requireSense("--new-workers", newWorkers, size.workers() * joining);
    Map<Role, List<String>> today = new EnumMap<>(Role.class);
    today.put(Role.CONTROLLER, names(controllers, hosts, Role.CONTROLLER));
    today.put(Role.WORKER, names(workers, hosts, Role.WORKER));
    return new Names(today, Map.of(Role.CONTROLLER, newControllers, Role.WORKER, newWorkers));
  }

  private static List<String> names(@Nullable MachineCount said, K0sctlHosts hosts, Role role) {
    return said == null ? hosts.names(role) : said.names();
  }

  private static void requireSense(String option, List<String> names, int most) {
    if (names.size() > most) {
      throw new OptionError(
          "%s names %d machines, and %d join.".formatted(option, names.size(), most),
          most == 0
              ? "Leave it out: with --strategy in-place, or without machines of that role, none"
                  + " joins."
              : "Name at most %d.".formatted(most));
    }
    MachineCount.require(names);
  }
}
