package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.airgap.k0s.ImageKey;
import dev.bulkhead.airgap.k0s.K0sRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What to type for an upgrade, and what has to hold before the next step. */
final class Runbook {
  private static final String IMAGES = "/var/lib/k0s/images/";

  private final Upgrade upgrade;
  private final List<StepOutcome> outcomes;
  private final Mend mend;
  private final List<Instruction> instructions = new ArrayList<>();

  private Runbook(Upgrade upgrade, List<StepOutcome> outcomes, Mend mend) {
    this.upgrade = upgrade;
    this.outcomes = outcomes;
    this.mend = mend;
  }

  static List<Instruction> of(Upgrade upgrade, List<StepOutcome> outcomes, Mend mend) {
    var runbook = new Runbook(upgrade, outcomes, mend);
    if (!upgrade.stale().isEmpty()) {
      runbook.strip();
    }
    outcomes.forEach(runbook::add);
    return List.copyOf(runbook.instructions);
  }

  private void add(StepOutcome outcome) {
    Step step = outcome.step();
    switch (step.kind()) {
      case PREPARE -> prepare(step);
      case JOIN_CONTROLLER -> joinController(step);
      case LEAVE_CONTROLLER -> leaveController(step);
      case UPGRADE_CONTROLLER -> upgradeController(step);
      case ROLL_OUT -> rollOut(step);
      case JOIN_WORKERS -> joinWorkers(step);
      case REPLACE_WORKERS -> replaceWorkers(step);
      case UPGRADE_WORKERS -> upgradeWorkers(step);
      case LEAVE_WORKERS -> leaveWorkers(step);
      case CLEAN -> clean(step);
    }
  }

  private void add(Step step, String title, List<String> commands, List<String> gates) {
    instructions.add(new Instruction(step.number(), title, commands, gates));
  }

  /** Best done while all controllers run the release that wrote what is to go: nothing changes. */
  private void strip() {
    instructions.add(
        new Instruction(
            0,
            "Take out of the settings the %d images that nobody chose."
                .formatted(upgrade.stale().size()),
            upgrade.settings().strip(upgrade.route().to()),
            List.of(
                "no pod of kube-system was replaced by it (kubectl get pods -n kube-system):"
                    + " %s runs the same images as before".formatted(upgrade.route().from()))));
  }

  private void prepare(Step step) {
    var commands = new ArrayList<String>();
    for (NodeGroup group : upgrade.fleet().withKubelets()) {
      group.files().forEach(file -> commands.add(copied(file, group, "")));
      additions(group).forEach(file -> commands.add(copied(file, group, ", which it lacks")));
      if (group.count() > 1 && !group.files().isEmpty()) {
        commands.add("#   and so onto each of %s".formatted(group.name()));
      }
    }
    boolean watches = upgrade.route().releases().getFirst().traits().watchesBundleDir();
    if (!watches) {
      commands.add(
          "# %s imports bundles only when it starts: restart k0s on each machine of today"
              .formatted(upgrade.route().from()));
    }
    add(
        step,
        "Put the bundles onto the machines, each under its own name; machines that join get them"
            + " before k0s first starts.",
        commands,
        List.of(
            "each machine that runs lists its images, protected from deletion: k0s ctr images ls"
                + " 'labels.\"io.cri-containerd.pinned\"==pinned'"));
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

  private static String copied(MachineBundle file, NodeGroup group, String remark) {
    return switch (file.basis()) {
      case READ ->
          "scp %s %s:%s%s%s"
              .formatted(
                  file.path(),
                  group.example(),
                  IMAGES,
                  file.name(),
                  remark.isEmpty() ? "" : "   #" + remark.substring(1));
      case STATED ->
          "# build a bundle of what %s names, and copy it to %s:%s%s"
              .formatted(file.path(), group.example(), IMAGES, remark);
    };
  }

  private void joinController(Step step) {
    NodeGroup joining = step.nodes().getFirst();
    var commands = new ArrayList<String>();
    commands.add("k0s token create --role=controller > token   # on a controller that runs");
    commands.add(
        "k0s install controller --token-file token -c /etc/k0s/k0s.yaml%s%s   # %s, on %s"
            .formatted(
                upgrade.size().controllersWork() ? " --enable-worker" : "",
                upgrade.settings().isDynamic() ? " --enable-dynamic-config" : "",
                step.target().version(),
                joining.name()));
    commands.add("k0s start");
    add(
        step,
        "Let %s join with %s.".formatted(joining.name(), step.target().version()),
        commands,
        controllerGates(step, joining));
  }

  private List<String> controllerGates(Step step, NodeGroup controller) {
    var gates = new ArrayList<String>();
    gates.add("its API server is ready: k0s kubectl get --raw /readyz   # on " + controller.name());
    long members = step.members().stream().filter(Member::isController).count();
    if (hasMembers()) {
      gates.add(
          "k0s etcd member-list shows %d members%s"
              .formatted(
                  members, members == 2 ? "; from here on both are needed, until one leaves" : ""));
    }
    if (controller.hasKubelet()) {
      gates.add(
          "it is Ready with %s: kubectl get node %s"
              .formatted(step.target().version(), controller.name()));
      gates.add(noneMissing());
    }
    return gates;
  }

  /** With {@code --single} the state lies in a file (kine). */
  private boolean hasMembers() {
    return upgrade.settings().hasEtcd() && !upgrade.flags().single();
  }

  private static String noneMissing() {
    return "no pod waits for an image: kubectl get pods -A | grep -E"
        + " 'ErrImage|ImagePull|ContainerCreating'";
  }

  private void leaveController(Step step) {
    NodeGroup leaving = step.nodes().getFirst();
    var commands = new ArrayList<String>();
    if (leaving.hasKubelet()) {
      commands.addAll(drained(leaving));
    }
    commands.add("kubectl delete controlnode.autopilot.k0sproject.io " + leaving.name());
    if (hasMembers()) {
      commands.add("k0s etcd leave   # on %s, while all others run".formatted(leaving.name()));
    }
    commands.add("k0s stop && k0s reset   # on " + leaving.name());
    long left = step.members().stream().filter(Member::isController).count();
    var gates = new ArrayList<String>();
    if (hasMembers()) {
      gates.add("k0s etcd member-list shows %d and not %s".formatted(left, leaving.name()));
    }
    gates.add("the API answers: kubectl get --raw /readyz");
    gates.add("node-local balancers and whatever else is in front of the API no longer name it");
    add(step, "Let %s leave.".formatted(leaving.name()), commands, gates);
  }

  private static List<String> drained(NodeGroup nodes) {
    return List.of(
        "kubectl drain %s --ignore-daemonsets --delete-emptydir-data".formatted(nodes.example()),
        "kubectl delete node " + nodes.example());
  }

  private void upgradeController(Step step) {
    NodeGroup controller = step.nodes().getFirst();
    var commands = new ArrayList<String>();
    if (controller.hasKubelet()) {
      commands.add(
          "kubectl drain %s --ignore-daemonsets --delete-emptydir-data"
              .formatted(controller.name()));
    }
    if (upgrade.size().controllers() == 1) {
      commands.add("# the API is away until k0s runs again: this is the only controller");
    }
    commands.add(replaced(step.target(), controller.name()));
    if (controller.hasKubelet()) {
      commands.add("kubectl uncordon " + controller.name());
    }
    add(
        step,
        "Upgrade %s to %s.".formatted(controller.name(), step.target().version()),
        commands,
        controllerGates(step, controller));
  }

  private static String replaced(K0sRelease target, String node) {
    return "k0s stop && install -m 755 k0s-%s /usr/local/bin/k0s && k0s start   # on %s"
        .formatted(target.version(), node);
  }

  private void rollOut(Step step) {
    var commands = new ArrayList<String>();
    Set<ImageKey> keys =
        outcomes.get(step.number() - 1).nodes().stream()
            .flatMap(node -> node.needs().stream())
            .map(Need::key)
            .collect(Collectors.toSet());
    if (keys.contains(ImageKey.KUBE_ROUTER_CNI)) {
      commands.add("kubectl -n kube-system rollout status daemonset/kube-router");
    }
    if (keys.contains(ImageKey.CALICO_NODE)) {
      commands.add("kubectl -n kube-system rollout status daemonset/calico-node");
    }
    if (keys.contains(ImageKey.KUBE_PROXY)) {
      commands.add("kubectl -n kube-system rollout status daemonset/kube-proxy");
    }
    if (keys.contains(ImageKey.KONNECTIVITY)) {
      commands.add("kubectl -n kube-system rollout status daemonset/konnectivity-agent");
    }
    add(
        step,
        "Wait for the images of %s to roll out on all machines.".formatted(step.target().version()),
        commands,
        List.of(
            "every controller is of %s: kubectl get controlnodes.autopilot.k0sproject.io"
                .formatted(step.target().version()),
            "every rollout is complete",
            noneMissing()));
  }

  private void joinWorkers(Step step) {
    add(
        step,
        "Let %s join with %s.".formatted(Step.names(step.nodes()), step.target().version()),
        joined(step.nodes().getFirst(), step.target()),
        workerGates(step.nodes().getFirst(), step.target()));
  }

  private static List<String> joined(NodeGroup nodes, K0sRelease target) {
    return List.of(
        "k0s token create --role=worker > token   # on a controller",
        "k0s install worker --token-file token   # %s, on %s"
            .formatted(target.version(), nodes.example()),
        "k0s start");
  }

  private static List<String> workerGates(NodeGroup nodes, K0sRelease target) {
    return List.of(
        "%s is Ready with %s: kubectl get node %s"
            .formatted(
                nodes.count() == 1 ? nodes.name() : "each",
                target.version(),
                nodes.count() == 1 ? nodes.name() : "-o wide"),
        noneMissing());
  }

  private void replaceWorkers(Step step) {
    var commands = new ArrayList<>(joined(step.nodes().getFirst(), step.target()));
    commands.addAll(drained(step.gone().getFirst()));
    commands.add("k0s stop && k0s reset   # on " + step.gone().getFirst().example());
    if (step.nodes().stream().mapToInt(NodeGroup::count).sum() > 1) {
      commands.add("#   and so with each");
    }
    add(
        step,
        "Replace %s by %s, one by one."
            .formatted(Step.names(step.gone()), Step.names(step.nodes())),
        commands,
        workerGates(step.nodes().getFirst(), step.target()));
  }

  private void upgradeWorkers(Step step) {
    NodeGroup workers = step.nodes().getFirst();
    var commands = new ArrayList<String>();
    commands.add(
        "kubectl drain %s --ignore-daemonsets --delete-emptydir-data".formatted(workers.example()));
    commands.add(replaced(step.target(), workers.example()));
    commands.add("kubectl uncordon " + workers.example());
    if (workers.count() > 1) {
      commands.add("#   and so with each");
    }
    add(
        step,
        "Upgrade %s to %s%s."
            .formatted(
                workers.name(), step.target().version(), workers.count() > 1 ? ", one by one" : ""),
        commands,
        workerGates(workers, step.target()));
  }

  private void leaveWorkers(Step step) {
    var commands = new ArrayList<>(drained(step.nodes().getFirst()));
    commands.add("k0s stop && k0s reset   # on " + step.nodes().getFirst().example());
    if (step.nodes().stream().mapToInt(NodeGroup::count).sum() > 1) {
      commands.add("#   and so with each");
    }
    add(
        step,
        "Let %s leave.".formatted(Step.names(step.nodes())),
        commands,
        List.of("their pods run elsewhere: kubectl get pods -A -o wide", noneMissing()));
  }

  private void clean(Step step) {
    var commands = new ArrayList<String>();
    for (NodeOutcome node : outcomes.getLast().nodes()) {
      NodeGroup nodes = node.member().nodes();
      for (MachineBundle file : Leftovers.of(node)) {
        commands.add("rm %s%s   # on %s".formatted(IMAGES, file.name(), nodes.name()));
      }
    }
    add(
        step,
        commands.isEmpty()
            ? "Keep all bundles where they are: each holds what is asked for."
            : "When every machine has been of %s for as long as you may want to look back, take away the bundles that nothing asks for any more."
                .formatted(upgrade.route().to()),
        commands,
        List.of("each machine still lists what it runs: k0s ctr images ls -q"));
  }
}
