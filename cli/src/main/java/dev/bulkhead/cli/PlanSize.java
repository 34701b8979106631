package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.ClusterConfig;
import dev.bulkhead.airgap.k0s.plan.Size;
import dev.bulkhead.airgap.k0s.plan.Strategy;
import dev.bulkhead.verdict.OptionError;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how many machines there are; a file of k0sctl says it, too. */
final class PlanSize {
  @Option(
      names = "--controllers",
      paramLabel = "N",
      description =
          "How many controllers there are today. Default: as many as the file of k0sctl has, or 1.")
  private @Nullable Integer controllers;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "How many workers there are today. Default: as many as the file of k0sctl has, or 0.")
  private @Nullable Integer workers;

  @Option(
      names = "--controller-workers",
      description = "Controllers run workloads, too: they are started with --enable-worker.")
  private boolean controllerWorkers;

  /**
   * How many there are.
   *
   * @param config what may name the machines
   * @param isSingle whether the one controller is started with {@code --single}
   * @throws OptionError where there are too few, too many, or not of the kind that is upgraded
   */
  Size of(ClusterConfig config, boolean isSingle, Strategy strategy) {
    List<String> roles =
        config.form() == ClusterConfig.Form.K0SCTL
            ? config.document().items("spec", "hosts").stream()
                .flatMap(host -> host.text("role").stream())
                .toList()
            : List.of();
    int leading = (int) roles.stream().filter(role -> !role.equals("worker")).count();
    int working = roles.size() - leading;
    boolean isWorking =
        roles.stream().anyMatch(role -> role.equals("controller+worker") || role.equals("single"));
    var size =
        new Size(
            controllers != null ? controllers : roles.isEmpty() ? 1 : leading,
            workers != null ? workers : working,
            controllerWorkers || isSingle || isWorking);
    require(size);
    if (isSingle && (size.controllers() > 1 || strategy.replacesMachines())) {
      throw new OptionError(
          "With --single there is one controller, and none can join it.",
          "Plan with --controllers 1 --strategy in-place, or leave --single out.");
    }
    return size;
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
}
