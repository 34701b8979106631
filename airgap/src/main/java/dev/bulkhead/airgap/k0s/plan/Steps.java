package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.airgap.k0s.K0sRelease;
import dev.bulkhead.airgap.k0s.plan.Step.Kind;
import java.util.ArrayList;
import java.util.List;

/** The steps of an upgrade in their order (reference: k0s, docs on upgrades and on autopilot). */
final class Steps {
  private final Upgrade upgrade;
  private final List<Step> steps = new ArrayList<>();
  private final List<Member> members = new ArrayList<>();
  private int hop;
  private K0sRelease target;

  private Steps(Upgrade upgrade) {
    this.upgrade = upgrade;
    this.target = upgrade.route().releases().getFirst();
  }

  static List<Step> of(Upgrade upgrade) {
    var steps = new Steps(upgrade);
    steps.collect();
    return List.copyOf(steps.steps);
  }

  private void collect() {
    upgrade.fleet().of(Role.CONTROLLER, 0).forEach(group -> members.add(new Member(group, target)));
    upgrade
        .fleet()
        .of(Role.WORKER, 0)
        .forEach(group -> members.add(new Member(group, upgrade.workersFrom())));
    add(Kind.PREPARE, List.of());
    for (hop = 1; hop <= upgrade.route().hops(); hop++) {
      target = upgrade.route().releases().get(hop);
      switch (upgrade.strategy()) {
        case ROLLING -> roll();
        case BLUE_GREEN -> colour();
        case IN_PLACE -> replaceWhereTheyAre();
      }
    }
    hop = upgrade.route().hops();
    add(Kind.CLEAN, List.of());
  }

  private void roll() {
    List<NodeGroup> old = present(Role.CONTROLLER);
    List<NodeGroup> joining = upgrade.fleet().of(Role.CONTROLLER, hop);
    for (int i = 0; i < joining.size(); i++) {
      join(Kind.JOIN_CONTROLLER, List.of(joining.get(i)));
      leave(Kind.LEAVE_CONTROLLER, List.of(old.get(i)));
    }
    add(Kind.ROLL_OUT, List.of());
    List<NodeGroup> workers = present(Role.WORKER);
    List<NodeGroup> replacements = upgrade.fleet().of(Role.WORKER, hop);
    if (!workers.isEmpty()) {
      enter(replacements);
      steps.add(
          new Step(
              steps.size() + 1, hop, Kind.REPLACE_WORKERS, target, replacements, workers, members));
      members.removeIf(member -> workers.contains(member.nodes()));
    }
  }

  private void colour() {
    List<NodeGroup> old = present(Role.CONTROLLER);
    for (NodeGroup joining : upgrade.fleet().of(Role.CONTROLLER, hop)) {
      join(Kind.JOIN_CONTROLLER, List.of(joining));
    }
    old.forEach(leaving -> leave(Kind.LEAVE_CONTROLLER, List.of(leaving)));
    add(Kind.ROLL_OUT, List.of());
    List<NodeGroup> workers = present(Role.WORKER);
    if (!workers.isEmpty()) {
      join(Kind.JOIN_WORKERS, upgrade.fleet().of(Role.WORKER, hop));
      leave(Kind.LEAVE_WORKERS, workers);
    }
  }

  private void replaceWhereTheyAre() {
    for (NodeGroup controller : present(Role.CONTROLLER)) {
      leaveSilently(List.of(controller));
      join(Kind.UPGRADE_CONTROLLER, List.of(controller));
    }
    add(Kind.ROLL_OUT, List.of());
    for (NodeGroup workers : present(Role.WORKER)) {
      List<Member> before =
          members.stream().filter(member -> member.nodes().equals(workers)).toList();
      if (workers.count() == 1) {
        members.removeAll(before);
      }
      join(Kind.UPGRADE_WORKERS, List.of(workers)); // of several, some still are as before
      members.removeAll(before);
    }
  }

  private List<NodeGroup> present(Role role) {
    return members.stream().map(Member::nodes).filter(group -> group.role() == role).toList();
  }

  private void enter(List<NodeGroup> groups) {
    groups.forEach(group -> members.add(new Member(group, target)));
  }

  private void leaveSilently(List<NodeGroup> groups) {
    members.removeIf(member -> groups.contains(member.nodes()));
  }

  private void join(Kind kind, List<NodeGroup> groups) {
    enter(groups);
    add(kind, groups);
  }

  private void leave(Kind kind, List<NodeGroup> groups) {
    leaveSilently(groups);
    add(kind, groups);
  }

  private void add(Kind kind, List<NodeGroup> groups) {
    steps.add(
        new Step(steps.size() + 1, Math.max(1, hop), kind, target, groups, List.of(), members));
  }
}
