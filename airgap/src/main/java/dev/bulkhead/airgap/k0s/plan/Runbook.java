package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.airgap.k0s.ComponentImage.Applied;
import dev.bulkhead.airgap.k0s.Components;
import dev.bulkhead.airgap.k0s.ImageKey;
import dev.bulkhead.airgap.k0s.K0sRelease;
import dev.bulkhead.airgap.k0s.plan.Step.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What to type for an upgrade, and what has to hold before the next step. */
final class Runbook {
  /**
   * What the leader applies, in the order in which machines come to miss it (k0s,
   * pkg/component/controller and static/manifests, all tags).
   */
  private static final Map<ImageKey, String> WORKLOADS = workloads();

  private final Upgrade upgrade;
  private final List<StepOutcome> outcomes;
  private final BundleInstructions bundles;
  private final ControllerInstructions controllers;
  private final WorkerInstructions workers;

  private Runbook(Upgrade upgrade, List<StepOutcome> outcomes, Mend mend) {
    this.upgrade = upgrade;
    this.outcomes = outcomes;
    this.bundles = new BundleInstructions(upgrade, mend);
    this.controllers = new ControllerInstructions(upgrade);
    this.workers = new WorkerInstructions(upgrade);
  }

  private static Map<ImageKey, String> workloads() {
    var workloads = new LinkedHashMap<ImageKey, String>();
    workloads.put(ImageKey.KUBE_ROUTER_CNI, "daemonset/kube-router");
    workloads.put(ImageKey.CALICO_NODE, "daemonset/calico-node");
    workloads.put(ImageKey.KUBE_PROXY, "daemonset/kube-proxy");
    workloads.put(ImageKey.KONNECTIVITY, "daemonset/konnectivity-agent");
    workloads.put(ImageKey.COREDNS, "deployment/coredns");
    workloads.put(ImageKey.METRICS_SERVER, "deployment/metrics-server");
    workloads.put(ImageKey.CALICO_KUBE_CONTROLLERS, "deployment/calico-kube-controllers");
    workloads.put(ImageKey.PUSHGATEWAY, "deployment/k0s-pushgateway");
    return workloads;
  }

  /**
   * The entries, in their order.
   *
   * @param outcomes of each step, once nothing is in the settings that nobody chose
   */
  static List<Instruction> of(Upgrade upgrade, List<StepOutcome> outcomes, Mend mend) {
    var runbook = new Runbook(upgrade, outcomes, mend);
    var instructions = new ArrayList<Instruction>();
    boolean strips = !upgrade.stale().isEmpty();
    if (strips && runbook.changesNothing()) {
      instructions.add(runbook.strip());
    }
    for (StepOutcome outcome : outcomes) {
      instructions.add(runbook.instruction(outcome.step()));
      if (strips && outcome.step().kind() == Kind.PREPARE && !runbook.changesNothing()) {
        instructions.add(runbook.strip());
      }
    }
    return List.copyOf(instructions);
  }

  private Instruction instruction(Step step) {
    return switch (step.kind()) {
      case PREPARE -> bundles.prepare(step);
      case JOIN_CONTROLLER -> controllers.join(step);
      case LEAVE_CONTROLLER -> controllers.leave(step);
      case UPGRADE_CONTROLLER -> controllers.upgrade(step);
      case ROLL_OUT -> rollOut(step);
      case JOIN_WORKERS -> workers.join(step);
      case REPLACE_WORKERS -> workers.replace(step);
      case UPGRADE_WORKERS -> workers.upgrade(step);
      case LEAVE_WORKERS -> workers.leave(step);
      case CLEAN -> bundles.clean(step, outcomes.getLast());
    };
  }

  /** Whether the release of today runs the same without what is to go: it wrote it itself. */
  private boolean changesNothing() {
    K0sRelease today = upgrade.route().releases().getFirst();
    return Components.of(upgrade.settings().cluster(), today, upgrade.flags())
        .equals(Components.of(upgrade.stripped().settings().cluster(), today, upgrade.flags()));
  }

  /** Done while the release runs that wrote what is to go, it changes nothing that runs. */
  private Instruction strip() {
    var gates = new ArrayList<Gate>();
    if (changesNothing()) {
      gates.add(
          new Gate(
              "no pod is younger than this change: %s runs the same images as before"
                  .formatted(upgrade.route().from()),
              "kubectl get pods -n kube-system"));
    } else {
      gates.add(
          new Gate(
              "the images of %s itself have rolled out in their place (nothing is printed)"
                  .formatted(upgrade.route().from()),
              Gates.nothingWaits().command()));
    }
    return new Instruction(
        0,
        "Take out of the settings the %d images that nobody chose."
            .formatted(upgrade.stale().size()),
        upgrade.settings().strip(upgrade.route().to()),
        gates);
  }

  private Instruction rollOut(Step step) {
    List<Need> needs =
        outcomes.get(step.number() - 1).nodes().stream()
            .flatMap(node -> node.needs().stream())
            .filter(need -> need.component().applied() == Applied.BY_LEADER)
            .toList();
    Set<String> before = askedBefore(step.hop());
    var commands = new ArrayList<String>();
    var gates = new ArrayList<Gate>();
    gates.add(
        new Gate(
            "k0s says Version: " + step.target().version(),
            "k0s status   # on " + Gates.each(controllers(step))));
    WORKLOADS.forEach(
        (key, workload) ->
            needs.stream()
                .filter(need -> need.key() == key)
                .findFirst()
                .ifPresent(
                    need -> {
                      commands.add(
                          "kubectl -n %s rollout status %s --timeout=10m"
                              .formatted(Gates.namespace(key), workload));
                      if (gates.size() == 1 && !before.contains(need.image())) {
                        gates.add(Gates.applied(need, workload));
                      }
                    }));
    if (!commands.isEmpty()) {
      gates.add(Gates.nothingWaits());
    }
    return new Instruction(
        step.number(),
        "Wait for the images of %s to roll out on all machines.".formatted(step.target().version()),
        commands,
        gates);
  }

  /** What machines were asked to run before a hop; that they are asked for it tells nothing. */
  private Set<String> askedBefore(int hop) {
    return outcomes.stream()
        .filter(each -> each.step().kind() == Kind.PREPARE || each.step().hop() < hop)
        .reduce((_, last) -> last)
        .stream()
        .flatMap(outcome -> outcome.nodes().stream())
        .flatMap(node -> node.needs().stream())
        .map(Need::image)
        .collect(Collectors.toSet());
  }

  private static List<NodeGroup> controllers(Step step) {
    return step.members().stream().filter(Member::isController).map(Member::nodes).toList();
  }
}
