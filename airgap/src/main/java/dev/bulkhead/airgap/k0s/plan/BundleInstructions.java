package dev.bulkhead.airgap.k0s.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What to type to bring bundles onto machines, and to take them away again. */
final class BundleInstructions {
  private static final String IMAGES = "/var/lib/k0s/images/";

  private final Upgrade upgrade;
  private final Mend mend;

  BundleInstructions(Upgrade upgrade, Mend mend) {
    this.upgrade = upgrade;
    this.mend = mend;
  }

  Instruction prepare(Step step) {
    var commands = new ArrayList<String>();
    for (NodeGroup group : upgrade.fleet().withKubelets()) {
      commands.addAll(copied(group));
    }
    boolean watches = upgrade.route().releases().getFirst().traits().watchesBundleDir();
    if (!watches) {
      commands.add(
          "# %s imports bundles only when it starts: restart k0s on each machine of today"
              .formatted(upgrade.route().from()));
    }
    return new Instruction(
        step.number(),
        "Put the bundles onto the machines, each under its own name; machines that join get them"
            + " before k0s first starts.",
        commands,
        imported());
  }

  private List<String> copied(NodeGroup group) {
    var commands = new ArrayList<String>();
    List<MachineBundle> lacking = additions(group);
    if (group.files().isEmpty() && lacking.isEmpty()) {
      return commands;
    }
    if (group.isNew()) {
      commands.add("ssh %s install -d %s".formatted(group.example(), IMAGES));
    }
    group.files().forEach(file -> commands.add(copied(file, group, "")));
    lacking.forEach(file -> commands.add(copied(file, group, "which it lacks")));
    if (group.count() > 1) {
      commands.add("# and so onto %s".formatted(group.others()));
    }
    return commands;
  }

  /** The bundles that these machines lack, and others have. */
  private List<MachineBundle> additions(NodeGroup group) {
    Set<String> paths =
        mend.additions().stream()
            .filter(each -> each.nodes().name().equals(group.name()) && each.isAtHand())
            .map(Addition::path)
            .collect(Collectors.toCollection(TreeSet::new));
    return upgrade.fleet().groups().stream()
        .flatMap(other -> other.files().stream())
        .filter(file -> paths.remove(file.path()))
        .toList();
  }

  /** What lies on machines once all is done that mends the upgrade. */
  private List<MachineBundle> all(NodeGroup group) {
    return Stream.concat(group.imported().stream(), additions(group).stream()).distinct().toList();
  }

  private static String copied(MachineBundle file, NodeGroup group, String remark) {
    return file.isRead()
        ? "scp %s %s:%s%s%s"
            .formatted(
                file.path(),
                group.example(),
                IMAGES,
                file.name(),
                remark.isEmpty() ? "" : "   # " + remark)
        : "# build a bundle of what %s names, and copy it to %s:%s%s"
            .formatted(file.path(), group.example(), IMAGES, remark.isEmpty() ? "" : ", " + remark);
  }

  /** Machines that join import what lies there when k0s first starts. */
  private List<Gate> imported() {
    List<NodeGroup> running =
        upgrade.fleet().withKubelets().stream().filter(group -> !group.isNew()).toList();
    if (running.isEmpty()) {
      return List.of();
    }
    boolean protects = upgrade.route().releases().getFirst().traits().pinsBundleImages();
    return List.of(
        new Gate(
            "the images of every release on the way are listed%s"
                .formatted(protects ? ", protected from deletion" : ""),
            "k0s ctr images ls -q%s   # on %s"
                .formatted(
                    protects ? " 'labels.\"io.cri-containerd.pinned\"==pinned'" : "",
                    Gates.each(running))));
  }

  private String kept() {
    boolean hasAny =
        upgrade.fleet().withKubelets().stream().anyMatch(group -> !all(group).isEmpty());
    return hasAny
        ? "No bundle is to be taken away: each holds what is asked for."
        : "Nothing is to be taken away.";
  }

  Instruction clean(Step step, StepOutcome last) {
    var commands = new ArrayList<String>();
    for (NodeOutcome node : last.nodes()) {
      NodeGroup nodes = node.member().nodes();
      for (MachineBundle file : Leftovers.of(node, all(nodes))) {
        commands.add(
            "rm %s%s   # on %s".formatted(IMAGES, file.name(), Gates.each(List.of(nodes))));
      }
    }
    return new Instruction(
        step.number(),
        commands.isEmpty()
            ? kept()
            : "When every machine has been of %s for as long as you may want to look back, take away the bundles that nothing asks for any more."
                .formatted(upgrade.route().to()),
        commands,
        commands.isEmpty()
            ? List.of()
            : List.of(
                new Gate(
                    "what it runs is still listed",
                    "k0s ctr images ls -q   # on "
                        + Gates.each(
                            last.nodes().stream().map(node -> node.member().nodes()).toList()))));
  }
}
