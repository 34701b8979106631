package dev.bulkhead.drill;

import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Standing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The state that a simulation ends in: what is not as it should be, and why. */
final class Aftermath {
  /** All that refuse a request are named, since operators meet them one after another. */
  private static final int MOST_HOOKS = 20;

  private final World world;
  private final ControlPlane controlPlane;
  private final Incidents incidents;
  private final Garbage garbage;
  private final Map<String, Causes.Fact> facts = new LinkedHashMap<>();

  Aftermath(World world, ControlPlane controlPlane, Incidents incidents, Garbage garbage) {
    this.world = world;
    this.controlPlane = controlPlane;
    this.incidents = incidents;
    this.garbage = garbage;
  }

  /** What is not as it should be. */
  List<Harm> harms() {
    var harms = new ArrayList<Harm>();
    for (Leader leader : List.of(world.controllers, world.scheduling)) {
      if (!leader.leads()) {
        harms.add(Harm.of(Lane.CONTROL_PLANE, leader.toString(), "does not lead"));
      }
    }
    for (String name : controlPlane.starting()) {
      harms.add(Harm.of(Lane.CONTROL_PLANE, "the API server of " + name, "is not ready"));
    }
    for (Machine machine : world.machines) {
      if (machine.expected && !machine.gone && !machine.isWell()) {
        harms.add(new Harm(Lane.NODES, machine.name, state(machine), "", 1, standing(machine)));
      }
    }
    for (Front front : world.fronts.values()) {
      if (!front.answers(world.agenda.now())) {
        harms.add(Harm.of(Lane.BACKEND, front.toString(), "does not answer"));
      }
    }
    for (Workload workload : world.workloads) {
      harmOf(workload, harms);
    }
    if (!incidents.isDeparted()) {
      harms.add(Harm.of(Lane.WORKLOADS, "namespace " + Incidents.DEPARTING, "cannot be deleted"));
    }
    if (!garbage.halting().isEmpty()) {
      harms.add(Harm.of(Lane.CONTROL_PLANE, Garbage.NAME, "collects nothing"));
    }
    for (String name : garbage.orphaned()) {
      harms.add(Harm.of(Lane.WORKLOADS, name, "was deleted, and its ReplicaSet or pods stay"));
    }
    return harms;
  }

  private void harmOf(Workload workload, List<Harm> harms) {
    int wanted = wanted(workload);
    int ready = workload.ready();
    if (ready < wanted) {
      harms.add(
          new Harm(
              Lane.WORKLOADS,
              workload.toString(),
              "has %d of %s ready".formatted(ready, Words.count(wanted, "pod")),
              "ready",
              wanted - ready));
    }
    int ending = 0;
    for (Pod pod : workload.pods) {
      ending += pod.terminating && pod.node != null && pod.node.runs() ? 1 : 0;
    }
    if (ending > 0) {
      harms.add(
          new Harm(
              Lane.WORKLOADS,
              workload.toString(),
              "has %s that stay Terminating".formatted(Words.count(ending, "pod")),
              "ending",
              ending));
    }
  }

  private int wanted(Workload workload) {
    if (!workload.isDaemon()) {
      return workload.replicas;
    }
    int wanted = 0;
    for (Machine machine : world.machines) {
      wanted += machine.expected && !machine.gone && Placement.suits(machine, workload) ? 1 : 0;
    }
    return wanted;
  }

  /** What the agent of the control plane leaves behind is derived, as that agent is. */
  private static Standing standing(Machine machine) {
    return machine.isReady() && machine.unschedulable ? Standing.DERIVED : Standing.READ;
  }

  private static String state(Machine machine) {
    if (!machine.registered) {
      return "has not joined";
    }
    if (machine.ready != Machine.Readiness.READY) {
      return "is NotReady";
    }
    if (machine.unschedulable) {
      return "stays SchedulingDisabled";
    }
    for (Taint taint : Machine.TRANSIENT) {
      if (machine.taints.contains(taint)) {
        return "keeps the taint " + taint.key();
      }
    }
    return "is not well";
  }

  // --- why ---

  /** Facts by whom they are about; of nodes and pods that suffer alike one stands for all. */
  Causes causes() {
    for (Front front : world.fronts.values()) {
      addFront(front);
    }
    for (Machine machine : world.machines) {
      if (!machine.gone && !machine.isWell()) {
        addMachine(machine);
      }
    }
    for (Workload workload : world.workloads) {
      if (workload.ready() < wanted(workload)
          || workload.pods.stream().anyMatch(pod -> pod.terminating)) {
        addWorkload(workload);
      }
    }
    for (Leader leader : List.of(world.controllers, world.scheduling)) {
      addOpen(leader.toString(), leader, "does not lead", List.of());
    }
    String departing = "namespace " + Incidents.DEPARTING;
    addOpen(departing, Incidents.DEPARTING, "cannot be deleted", incidents.keeping());
    addOpen(Garbage.NAME, Garbage.NAME, "collects nothing", garbage.halting());
    for (String name : garbage.orphaned()) {
      addOpen(name, name, "was deleted, and its ReplicaSet or pods stay", garbage.halting());
    }
    for (String name : controlPlane.starting()) {
      String server = "the API server of " + name;
      addOpen(server, server, "is not ready", List.of());
    }
    return new Causes(facts);
  }

  private void addFront(Front front) {
    if (front.answers(world.agenda.now())) {
      return;
    }
    var because = new ArrayList<String>();
    addRefused(front, because);
    front.workloads.forEach(workload -> because.add(workload.toString()));
    facts.put(
        front.toString(), new Causes.Fact(front + " does not answer", "", List.of(), because));
  }

  private void addWorkload(Workload workload) {
    var because = new ArrayList<String>();
    addRefused(workload, because);
    Set<String> seen = new LinkedHashSet<>();
    for (Pod pod : workload.pods) {
      addPod(pod, because, seen);
    }
    if (workload.isDaemon()) {
      for (Machine machine : world.machines) {
        if (machine.expected && !machine.gone && !machine.isWell()) {
          because.add(machine.name);
          break;
        }
      }
    }
    facts.put(
        workload.toString(),
        new Causes.Fact(
            "%s has %d of %s ready"
                .formatted(workload, workload.ready(), Words.count(wanted(workload), "pod")),
            "",
            List.of(),
            because));
  }

  private void addPod(Pod pod, List<String> because, Set<String> seen) {
    for (Attempt.Open open : world.open(pod)) {
      if (!open.hooks().isEmpty() && seen.add(open.attempt().vital().name())) {
        because.add(refusal(pod.workload.toString() + "'s pod", open));
      }
    }
    if (pod.ready || pod.terminating) {
      return;
    }
    if (pod.node == null) {
      if (seen.add("unplaced")) {
        because.add(unplaced(pod));
      }
    } else if (!pod.node.isWell() && seen.add(pod.node.name)) {
      because.add(pod.node.name);
    }
  }

  private String unplaced(Pod pod) {
    String key = "no node for " + pod.workload;
    var because = new ArrayList<String>();
    for (Machine machine : world.machines) {
      if (!machine.gone
          && machine.expected
          && Placement.suits(machine, pod.workload)
          && !machine.isWell()) {
        because.add(machine.name);
      }
    }
    facts.put(
        key,
        new Causes.Fact(
            "no node takes the pod of %s".formatted(pod.workload), "", List.of(), because));
    return key;
  }

  private void addMachine(Machine machine) {
    var because = new ArrayList<String>();
    addRefused(machine, because);
    if (!machine.culprits.isEmpty()) {
      String key = machine.name + ": " + machine.remark;
      facts.put(
          key,
          new Causes.Fact(
              "%s, refused by %s".formatted(machine.remark, refusing(machine.culprits)),
              "",
              machine.culprits,
              List.of()));
      because.add(key);
    }
    if (!machine.network) {
      because.addAll(network());
    }
    facts.put(
        machine.name, new Causes.Fact(machine.name + " " + state(machine), "", List.of(), because));
  }

  /** The workloads that set up the network of nodes. */
  private List<String> network() {
    return world.workloads.stream()
        .filter(workload -> workload.shape.network() && workload.ready() < wanted(workload))
        .map(Workload::toString)
        .toList();
  }

  private void addOpen(String key, Object subject, String state, List<Extensions.Gap> gaps) {
    var because = new ArrayList<String>();
    addRefused(subject, because);
    for (Extensions.Gap gap : gaps) {
      facts.put(
          gap.text(), new Causes.Fact(gap.text(), "", List.of(), List.of(gap.front().toString())));
      because.add(gap.text());
    }
    if (!because.isEmpty()) {
      facts.put(key, new Causes.Fact(key + " " + state, "", List.of(), because));
    }
  }

  private void addRefused(Object subject, List<String> because) {
    for (Attempt.Open open : world.open(subject)) {
      if (!open.hooks().isEmpty()) {
        because.add(
            refusal(subject instanceof Machine machine ? machine.name : subject.toString(), open));
      }
    }
  }

  private static String refusing(List<Hook> hooks) {
    return Words.list(hooks.stream().map(Hook::name).toList(), MOST_HOOKS);
  }

  private String refusal(String subject, Attempt.Open open) {
    var vital = open.attempt().vital();
    String key = subject + " " + vital.name();
    List<String> because =
        open.hooks().stream().map(Hook::destination).map(Object::toString).distinct().toList();
    facts.put(
        key,
        new Causes.Fact(
            "%s of %s for %s is %s by %s, so %s"
                .formatted(
                    vital,
                    vital.sender(),
                    subject,
                    open.hooks().stream().anyMatch(Hook::fails) ? "refused" : "held too long",
                    refusing(open.hooks()),
                    vital.consequence()),
            vital.toString(),
            open.hooks(),
            because));
    return key;
  }
}
