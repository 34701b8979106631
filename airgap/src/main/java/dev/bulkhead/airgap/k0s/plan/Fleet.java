package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.model.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * All machines that have a part in an upgrade, those of today first.
 *
 * @param groups controllers before workers, each in the order of their numbers
 */
public record Fleet(List<NodeGroup> groups) {
  private static final Platform WINDOWS = new Platform("windows", "amd64", "");

  public Fleet {
    groups = List.copyOf(groups);
  }

  /**
   * The machines of an upgrade. Those that join are numbered on where they have no names: three
   * controllers of today are {@code controller-1} to {@code controller-3}, and {@code controller-4}
   * takes over from the first.
   *
   * @param hops how often the cluster goes to another release
   * @param bundles what lies on which of them
   * @param platforms what they are; without any, {@code linux/amd64}, or {@code windows/amd64}
   */
  public static Fleet of(
      Size size,
      Names names,
      Strategy strategy,
      int hops,
      List<Stated<MachineBundle>> bundles,
      List<Stated<Platform>> platforms) {
    var groups = new ArrayList<NodeGroup>();
    int generations = strategy.replacesMachines() ? hops : 0;
    for (Role role : Role.values()) {
      int count = role == Role.CONTROLLER ? size.controllers() : size.workers();
      for (int generation = 0; generation <= generations; generation++) {
        for (int number = generation * count + 1; number <= (generation + 1) * count; number++) {
          String name = names.of(role, number, count);
          var bare =
              new NodeGroup(
                  role,
                  generation,
                  number,
                  List.of(name),
                  size.hasKubelet(role, number),
                  List.of(),
                  List.of(),
                  Set.of());
          List<Platform> said = stated(platforms, bare);
          boolean isWindows = said.isEmpty() && size.isWindows(role, number);
          add(groups, bare.with(isWindows ? List.of(WINDOWS) : said, stated(bundles, bare)));
        }
      }
    }
    return new Fleet(groups);
  }

  /** What is said of a machine, each once. */
  private static <T> List<T> stated(List<Stated<T>> all, NodeGroup machine) {
    return all.stream()
        .filter(each -> each.nodes().selects(machine.role(), machine.isNew(), machine.example()))
        .map(Stated::value)
        .distinct()
        .toList();
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
    groups.add(before.and(machine));
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
                group.names().stream()
                    .anyMatch(name -> nodes.selects(group.role(), group.isNew(), name)));
  }

  /** The names of all machines. */
  public List<String> names() {
    return groups.stream().flatMap(group -> group.names().stream()).toList();
  }

  /** The same machines, each changed. */
  Fleet map(UnaryOperator<NodeGroup> change) {
    return new Fleet(groups.stream().map(change).toList());
  }
}
