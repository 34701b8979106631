package dev.bulkhead.airgap.k0s.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * What to type where workers join, leave or get another release: for the first of those that are
 * alike, and which others it is to be done with.
 */
final class WorkerInstructions {
  private final Upgrade upgrade;

  WorkerInstructions(Upgrade upgrade) {
    this.upgrade = upgrade;
  }

  Instruction join(Step step) {
    var commands = new ArrayList<String>();
    for (NodeGroup group : step.nodes()) {
      commands.addAll(joined(step, group.example()));
      soWith(commands, group);
    }
    return new Instruction(
        step.number(),
        "Let %s join with %s.".formatted(Step.names(step.nodes()), step.target().version()),
        commands,
        gates(step));
  }

  private List<String> joined(Step step, String name) {
    return Commands.joinWorker(upgrade, name, step.target(), controller(step));
  }

  private static String controller(Step step) {
    return step.members().stream()
        .filter(Member::isController)
        .map(member -> member.nodes().name())
        .findFirst()
        .orElseThrow();
  }

  private static void soWith(List<String> commands, NodeGroup group) {
    if (group.count() > 1) {
      commands.add("# and so with %s, one after the other".formatted(group.others()));
    }
  }

  Instruction replace(Step step) {
    var commands = new ArrayList<>(joined(step, step.nodes().getFirst().example()));
    String leaving = step.gone().getFirst().example();
    commands.add(Commands.whenReady(step.nodes().getFirst().example()));
    commands.addAll(Commands.removed(leaving));
    commands.add(Commands.reset(leaving));
    if (count(step.nodes()) > 1) {
      commands.add(
          "# and so with each other pair: %s in the place of %s"
              .formatted(Step.names(step.nodes()), Step.names(step.gone())));
    }
    return new Instruction(
        step.number(),
        "Replace %s by %s, one by one."
            .formatted(Step.names(step.gone()), Step.names(step.nodes())),
        commands,
        gates(step));
  }

  Instruction upgrade(Step step) {
    NodeGroup workers = step.nodes().getFirst();
    var commands = new ArrayList<String>();
    commands.add(Commands.drained(workers.example()));
    commands.addAll(Commands.replaced(workers.example(), step.target()));
    commands.add(Commands.whenReady(workers.example()));
    commands.add("kubectl uncordon " + workers.example());
    soWith(commands, workers);
    return new Instruction(
        step.number(),
        "Upgrade %s to %s%s."
            .formatted(
                workers.name(), step.target().version(), workers.count() > 1 ? ", one by one" : ""),
        commands,
        gates(step));
  }

  Instruction leave(Step step) {
    var commands = new ArrayList<String>();
    for (NodeGroup group : step.nodes()) {
      commands.addAll(Commands.removed(group.example()));
      commands.add(Commands.reset(group.example()));
      soWith(commands, group);
    }
    return new Instruction(
        step.number(),
        "Let %s leave.".formatted(Step.names(step.nodes())),
        commands,
        List.of(
            new Gate(
                "%s none of the nodes"
                    .formatted(
                        count(step.nodes()) == 1 ? "the one that left is" : "those that left are"),
                "kubectl get nodes"),
            Gates.nothingWaits()));
  }

  private static int count(List<NodeGroup> groups) {
    return groups.stream().mapToInt(NodeGroup::count).sum();
  }

  private static List<Gate> gates(Step step) {
    return List.of(Gates.ready(step.nodes(), step.target().version()), Gates.nothingWaits());
  }
}
