package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Machines that are alike in all that a plan heeds, and follow on each other; a controller is
 * always alone.
 *
 * @param joinsIn the hop of the upgrade in which they join, from 1; 0 for those of today
 * @param first the number of the first among those of its role
 * @param names what they are called, in their order
 * @param hasKubelet whether they run containers
 * @param platforms each of which one of them may have
 * @param files what is put into their images' directory, in the order in which it is put there
 * @param assumed images that are taken to lie on them besides, to try out a mend
 */
public record NodeGroup(
    Role role,
    int joinsIn,
    int first,
    List<String> names,
    boolean hasKubelet,
    List<Platform> platforms,
    List<MachineBundle> files,
    Set<String> assumed) {
  /** So many are called by their names where several are spoken of. */
  private static final int MOST_NAMES = 4;

  /** So many are where each of them has to be gone to. */
  private static final int MOST_OTHERS = 50;

  public NodeGroup {
    names = List.copyOf(names);
    platforms = List.copyOf(platforms);
    files = List.copyOf(files);
    assumed = Set.copyOf(assumed);
  }

  /** Whether they join on the way. */
  public boolean isNew() {
    return joinsIn > 0;
  }

  /** How many they are. */
  public int count() {
    return names.size();
  }

  /** The number of the last. */
  public int last() {
    return first + count() - 1;
  }

  /** {@code controller-4}, {@code worker-1 to worker-5}, {@code alpha, beta and 7 more}. */
  public String name() {
    return together(first, names, MOST_NAMES);
  }

  /** The name for a command that is typed for each of them: the first's. */
  public String example() {
    return names.getFirst();
  }

  /** All but the first: {@code worker-2 to worker-5}; empty where there is but one. */
  String others() {
    return count() == 1 ? "" : together(first + 1, names.subList(1, count()), MOST_OTHERS);
  }

  private String together(int from, List<String> machines, int most) {
    int all = machines.size();
    if (all == 1) {
      return machines.getFirst();
    }
    boolean isNumbered =
        machines.getFirst().equals(Names.numbered(role, from))
            && machines.getLast().equals(Names.numbered(role, from + all - 1));
    if (isNumbered) {
      return "%s to %s".formatted(machines.getFirst(), machines.getLast());
    }
    return all <= most
        ? String.join(", ", machines)
        : "%s, %s and %d more".formatted(machines.getFirst(), machines.get(1), all - 2);
  }

  /** Whether they run Windows. */
  public boolean isWindows() {
    return platforms.stream().anyMatch(platform -> platform.os().equals("windows"));
  }

  /** Whether anybody says what lies on them. */
  boolean isStated() {
    return !files.isEmpty();
  }

  /**
   * The files whose images come to lie on them. Where two have one name, the later takes the
   * other's place: a machine that joins never sees the first, one that runs has imported it.
   */
  List<MachineBundle> imported() {
    if (!isNew()) {
      return files;
    }
    var byName = new LinkedHashMap<String, MachineBundle>();
    files.forEach(file -> byName.put(file.name(), file));
    return List.copyOf(byName.values());
  }

  /** Files that another of the same name takes the place of. */
  List<MachineBundle> overwritten() {
    var lost = new ArrayList<MachineBundle>();
    for (int i = 0; i < files.size(); i++) {
      String name = files.get(i).name();
      if (files.subList(i + 1, files.size()).stream().anyMatch(f -> f.name().equals(name))) {
        lost.add(files.get(i));
      }
    }
    return lost;
  }

  /** Whether an image lies on all of them. */
  Presence of(ImageReference image) {
    if (assumed.contains(image.canonical())) {
      return new Presence.Present("what mends it");
    }
    Presence worst = new Presence.Absent(List.of());
    for (Platform platform : platforms) {
      worst = in(imported(), image, platform);
      if (!(worst instanceof Presence.Present)) {
        return worst;
      }
    }
    return worst;
  }

  /** Whether a file that was read holds an image. */
  boolean isReadToHold(ImageReference image, Platform platform) {
    List<MachineBundle> read = imported().stream().filter(MachineBundle::isRead).toList();
    return in(read, image, platform) instanceof Presence.Present;
  }

  /** Whether one of the files holds an image: the best that any of them says. */
  static Presence in(List<MachineBundle> files, ImageReference image, Platform platform) {
    var faults = new ArrayList<String>();
    Presence.Unknown unknown = null;
    for (MachineBundle file : files) {
      switch (file.content().of(image, platform)) {
        case Presence.Present present -> {
          return present;
        }
        case Presence.Absent absent -> faults.addAll(absent.faults());
        case Presence.Unknown reason -> unknown = reason;
      }
    }
    return unknown == null ? new Presence.Absent(faults) : unknown;
  }

  /** The same machines of these platforms, with these files on them. */
  NodeGroup with(List<Platform> others, List<MachineBundle> lying) {
    List<Platform> own = others.isEmpty() ? List.of(Platform.LINUX_AMD64) : others;
    return new NodeGroup(role, joinsIn, first, names, hasKubelet, own, lying, assumed);
  }

  /** The same together with others that are like them. */
  NodeGroup and(NodeGroup next) {
    List<String> all = Stream.concat(names.stream(), next.names.stream()).toList();
    return new NodeGroup(role, joinsIn, first, all, hasKubelet, platforms, files, assumed);
  }

  /** The same with images taken to lie on them besides. */
  NodeGroup assuming(Set<String> images) {
    return new NodeGroup(role, joinsIn, first, names, hasKubelet, platforms, files, images);
  }

  @Override
  public String toString() {
    return name();
  }
}
