package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.model.Platform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * All machines that have a part in an upgrade, those of today first.
 *
 * @param groups controllers before workers, each in the order of their numbers
 */
public record Fleet(List<NodeGroup> groups) {
  public Fleet {
    groups = List.copyOf(groups);
  }

  /**
   * The machines of an upgrade. Those that join are numbered on: three controllers of today are
   * {@code controller-1} to {@code controller-3}, and {@code controller-4} takes over from the
   * first.
   *
   * @param hops how often the cluster goes to another release
   * @param bundles what lies on which of them
   * @param platforms what they are; without any, {@code linux/amd64}
   */
  public static Fleet of(
      Size size,
      Strategy strategy,
      int hops,
      List<Stated<MachineBundle>> bundles,
      List<Stated<Platform>> platforms) {
    var groups = new ArrayList<NodeGroup>();
    int generations = strategy.replacesMachines() ? hops : 0;
    for (Role role : Role.values()) {
      int count = role == Role.CONTROLLER ? size.controllers() : size.workers();
      boolean hasKubelet = role == Role.WORKER || size.controllersWork();
      for (int generation = 0; generation <= generations; generation++) {
        for (int number = generation * count + 1; number <= (generation + 1) * count; number++) {
          add(groups, machine(role, generation, number, hasKubelet, bundles, platforms));
        }
      }
    }
    return new Fleet(groups);
  }

  private static NodeGroup machine(
      Role role,
      int generation,
      int number,
      boolean hasKubelet,
      List<Stated<MachineBundle>> bundles,
      List<Stated<Platform>> platforms) {
    var files = new LinkedHashMap<String, MachineBundle>();
    for (Stated<MachineBundle> bundle : bundles) {
      if (bundle.nodes().selects(role, generation > 0, number)) {
        files.putIfAbsent(bundle.value().path(), bundle.value());
      }
    }
    List<Platform> own =
        platforms.stream()
            .filter(platform -> platform.nodes().selects(role, generation > 0, number))
            .map(Stated::value)
            .distinct()
            .toList();
    return new NodeGroup(
        role,
        generation,
        number,
        number,
        hasKubelet,
        own.isEmpty() ? List.of(Platform.LINUX_AMD64) : own,
        List.copyOf(files.values()),
        Set.of());
  }

  /** Puts a worker to those before it that are like it. */
  private static void add(List<NodeGroup> groups, NodeGroup machine) {
    NodeGroup before = groups.isEmpty() ? machine : groups.getLast();
    boolean isAlike =
        machine.role() == Role.WORKER
            && before.role() == Role.WORKER
            && before.joinsIn() == machine.joinsIn()
            && before.last() + 1 == machine.first()
            && before.platforms().equals(machine.platforms())
            && before.files().equals(machine.files());
    if (!isAlike) {
      groups.add(machine);
      return;
    }
    groups.removeLast();
    groups.add(
        new NodeGroup(
            before.role(),
            before.joinsIn(),
            before.first(),
            machine.last(),
            before.hasKubelet(),
            before.platforms(),
            before.files(),
            before.assumed()));
  }

  /** The machines of a role that join in a hop; 0 for those of today. */
  List<NodeGroup> of(Role role, int joinsIn) {
    return groups.stream()
        .filter(group -> group.role() == role && group.joinsIn() == joinsIn)
        .toList();
  }

  /** Those that run containers. */
  public List<NodeGroup> withKubelets() {
    return groups.stream().filter(NodeGroup::hasKubelet).toList();
  }

  /** Whether any machine is meant. */
  public boolean has(NodeSelector nodes) {
    return groups.stream()
        .anyMatch(
            group ->
                nodes.number() == 0
                    ? nodes.selects(group.role(), group.isNew(), group.first())
                    : group.first() <= nodes.number()
                        && nodes.number() <= group.last()
                        && nodes.selects(group.role(), group.isNew(), nodes.number()));
  }

  /** The same machines, each changed. */
  Fleet map(UnaryOperator<NodeGroup> change) {
    return new Fleet(groups.stream().map(change).toList());
  }
}
