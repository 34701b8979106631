package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.plan.Fleet;
import dev.bulkhead.airgap.k0s.plan.MachineBundle;
import dev.bulkhead.airgap.k0s.plan.Names;
import dev.bulkhead.airgap.k0s.plan.NodeGroup;
import dev.bulkhead.airgap.k0s.plan.NodeSelector;
import dev.bulkhead.airgap.k0s.plan.Role;
import dev.bulkhead.airgap.k0s.plan.Size;
import dev.bulkhead.airgap.k0s.plan.Stated;
import dev.bulkhead.airgap.k0s.plan.Strategy;
import dev.bulkhead.model.Platform;
import dev.bulkhead.verdict.Nearest;
import dev.bulkhead.verdict.OptionError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options that say what lies on machines, and what they are. */
final class PlanMachines {
  @Option(
      names = "--bundle",
      paramLabel = "MACHINES=FILE",
      description = "A file that lies on these machines before the first step. Repeatable.")
  private List<MachineFile> bundles = List.of();

  @Option(
      names = "--platform",
      paramLabel = "[MACHINES=]OS/ARCH",
      split = ",(?!$)",
      splitSynopsisLabel = ",",
      description =
          "What machines are; those with several platforms need images for each. Default:"
              + " linux/amd64.")
  private List<MachinePlatform> platforms = List.of();

  /**
   * The machines, with what lies on them.
   *
   * @param hops how often the cluster goes to another release
   * @throws OptionError where an option is about machines that there are not, two have one name, or
   *     one runs what k0s does not run on
   */
  Fleet fleet(Size size, Names names, Strategy strategy, int hops) {
    List<Stated<Platform>> platform =
        platforms.stream().map(each -> new Stated<>(each.nodes(), each.platform())).toList();
    Fleet bare = Fleet.of(size, names, strategy, hops, List.of(), platform);
    requireDistinct(bare);
    bundles.forEach(each -> requireMachines("--bundle", each.nodes(), bare, strategy));
    platforms.forEach(each -> requireMachines("--platform", each.nodes(), bare, strategy));
    bare.groups().forEach(PlanMachines::requireRunnable);
    var files = new PlanBundles();
    List<Stated<MachineBundle>> stated =
        bundles.stream().map(each -> new Stated<>(each.nodes(), files.of(each.file()))).toList();
    return Fleet.of(size, names, strategy, hops, stated, platform);
  }

  private static void requireDistinct(Fleet fleet) {
    var seen = new HashSet<String>();
    for (String name : fleet.names()) {
      if (!seen.add(name)) {
        throw new OptionError(
            "Two machines of this upgrade are called %s.".formatted(name),
            "Give each machine a name of its own; those that join have one by --new-controllers and"
                + " --new-workers.");
      }
    }
  }

  private static void requireMachines(
      String option, NodeSelector nodes, Fleet fleet, Strategy strategy) {
    if (nodes.text().equals("all") || fleet.has(nodes)) {
      return;
    }
    throw new OptionError(
        "%s names %s, and there is no such machine in this upgrade.".formatted(option, nodes),
        nodes.isGroup() && !strategy.replacesMachines()
            ? "With in-place no machine joins and none leaves: write all, controllers or workers."
            : remedy(nodes, fleet));
  }

  private static String remedy(NodeSelector nodes, Fleet fleet) {
    List<String> known =
        Stream.concat(NodeSelector.GROUPS.stream(), fleet.names().stream()).toList();
    List<String> near = Nearest.to(nodes.text(), known);
    String there = fleet.groups().stream().map(NodeGroup::name).collect(Collectors.joining(", "));
    return near.isEmpty()
        ? "Name one of %s, or a group of them.".formatted(there)
        : "Write %s.".formatted(String.join(" or ", near));
  }

  private static void requireRunnable(NodeGroup nodes) {
    long systems = nodes.platforms().stream().map(Platform::os).distinct().count();
    if (systems > 1 || nodes.platforms().stream().anyMatch(PlanMachines::isUnknown)) {
      throw new OptionError(
          "%s cannot be of %s: k0s runs on Linux or on Windows."
              .formatted(nodes.name(), listed(nodes)),
          "Say what each machine is with --platform %s=linux/amd64.".formatted(nodes.example()));
    }
    if (nodes.role() == Role.CONTROLLER && nodes.isWindows()) {
      throw new OptionError(
          "%s cannot be of %s: controllers run on Linux.".formatted(nodes.name(), listed(nodes)),
          "Say which workers run Windows: --platform workers=windows/amd64.");
    }
  }

  private static boolean isUnknown(Platform platform) {
    return !platform.os().equals("linux") && !platform.os().equals("windows");
  }

  private static String listed(NodeGroup nodes) {
    return nodes.platforms().stream().map(Platform::toString).collect(Collectors.joining(", "));
  }

  /** What a reader should know of what is stated, a full sentence each. */
  List<String> notes(Fleet fleet) {
    var notes = new ArrayList<String>();
    List<String> others =
        fleet.withKubelets().stream()
            .filter(nodes -> nodes.files().stream().anyMatch(PlanMachines::isList))
            .flatMap(nodes -> nodes.platforms().stream())
            .distinct()
            .filter(platform -> !platform.equals(Platform.LINUX_AMD64))
            .map(Platform::toString)
            .toList();
    if (!others.isEmpty()) {
      notes.add(
          "A list names images without platforms: what it names is taken to lie there for %s, too. An images.lock or a bundle tells."
              .formatted(String.join(", ", others)));
    }
    return notes;
  }

  private static boolean isList(MachineBundle file) {
    return file.basis() == MachineBundle.Basis.LISTED;
  }
}
