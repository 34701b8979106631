package dev.bulkhead.airgap.k0s.plan;

import java.util.ArrayList;
import java.util.List;

/** What to type where a controller joins, leaves or gets another release. */
final class ControllerInstructions {
  private final Upgrade upgrade;

  ControllerInstructions(Upgrade upgrade) {
    this.upgrade = upgrade;
  }

  Instruction join(Step step) {
    NodeGroup joining = step.nodes().getFirst();
    return new Instruction(
        step.number(),
        "Let %s join with %s.".formatted(joining.name(), step.target().version()),
        Commands.joinController(upgrade, joining, step.target(), other(step, joining)),
        gates(step, joining));
  }

  Instruction leave(Step step) {
    NodeGroup leaving = step.nodes().getFirst();
    String staying = other(step, leaving);
    var commands = new ArrayList<String>();
    if (reachesByAddress()) {
      commands.add(
          "grep server: /var/lib/k0s/kubelet.conf   # on each worker: where it names %s, let it name another controller, and restart k0s there"
              .formatted(leaving.name()));
    }
    if (leaving.hasKubelet()) {
      commands.addAll(Commands.removed(leaving.name()));
    }
    if (upgrade.flags().runs("autopilot")) {
      commands.add("kubectl delete controlnode.autopilot.k0sproject.io " + leaving.name());
    }
    if (hasMembers()) {
      commands.add("k0s etcd leave   # on %s, while all others run".formatted(leaving.name()));
    }
    commands.add(Commands.reset(leaving.name()));
    int left = controllers(step).size();
    var gates = new ArrayList<Gate>();
    if (hasMembers()) {
      gates.add(Gates.membersWithout(leaving.name(), left, staying));
    }
    gates.add(Gates.apiAnswers(staying));
    gates.add(Gates.addresses(left));
    upgrade
        .settings()
        .externalAddress()
        .ifPresent(
            address ->
                gates.add(
                    Gate.looked(
                        "what stands behind %s no longer sends anything to %s"
                            .formatted(address, leaving.name()))));
    return new Instruction(
        step.number(), "Let %s leave.".formatted(leaving.name()), commands, gates);
  }

  /** Without a balancer, a worker goes on asking the controller that its token named. */
  private boolean reachesByAddress() {
    return upgrade.size().workers() > 0 && !upgrade.settings().isBalanced();
  }

  Instruction upgrade(Step step) {
    NodeGroup controller = step.nodes().getFirst();
    var commands = new ArrayList<String>();
    if (controller.hasKubelet() && isElsewhereToRun()) {
      commands.add(Commands.drained(controller.name()));
    }
    if (upgrade.size().controllers() == 1) {
      commands.add("# the API is away until k0s runs again: this is the only controller");
    }
    if (upgrade.size().controllers() == 2 && hasMembers()) {
      commands.add("# etcd and the API are away until k0s runs again: they need both controllers");
    }
    commands.addAll(Commands.replaced(controller.name(), step.target()));
    if (controller.hasKubelet() && isElsewhereToRun()) {
      commands.add(Commands.whenReady(controller.name()));
      commands.add("kubectl uncordon " + controller.name());
    }
    return new Instruction(
        step.number(),
        "Upgrade %s to %s.".formatted(controller.name(), step.target().version()),
        commands,
        gates(step, controller));
  }

  /** Of a single machine, a drain would take all pods away and nothing would take them on. */
  private boolean isElsewhereToRun() {
    return upgrade.size().controllers() + upgrade.size().workers() > 1;
  }

  private List<Gate> gates(Step step, NodeGroup controller) {
    var gates = new ArrayList<Gate>();
    gates.add(Gates.apiAnswers(controller.name()));
    if (hasMembers()) {
      gates.add(
          Gates.members(
              controllers(step).size(),
              step.kind() == Step.Kind.JOIN_CONTROLLER,
              controller.name()));
    }
    if (controller.hasKubelet()) {
      gates.add(Gates.ready(List.of(controller), step.target().version()));
      gates.add(Gates.nothingWaits());
    }
    return gates;
  }

  /** A controller that runs, but for the one that a step is about. */
  private static String other(Step step, NodeGroup than) {
    return controllers(step).stream()
        .filter(name -> !name.equals(than.name()))
        .findFirst()
        .orElse(than.name());
  }

  private static List<String> controllers(Step step) {
    return step.members().stream()
        .filter(Member::isController)
        .map(member -> member.nodes().name())
        .toList();
  }

  /** With {@code --single} the state lies in a file (kine). */
  private boolean hasMembers() {
    return upgrade.settings().hasEtcd() && !upgrade.flags().single();
  }
}
