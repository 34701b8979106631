package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/**
 * Machines that are alike in all that a plan heeds, and numbered in a row; a controller is always
 * alone.
 *
 * @param joinsIn the hop of the upgrade in which they join, from 1; 0 for those of today
 * @param first the number of the first
 * @param last the number of the last
 * @param hasKubelet whether they run containers
 * @param platforms each of which one of them may have
 * @param files what is put into their images' directory, in the order in which it is put there
 * @param assumed images that are taken to lie on them besides, to try out a mend
 */
public record NodeGroup(
    Role role,
    int joinsIn,
    int first,
    int last,
    boolean hasKubelet,
    List<Platform> platforms,
    List<MachineBundle> files,
    Set<String> assumed) {
  public NodeGroup {
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
    return last - first + 1;
  }

  /** {@code controller-4}, {@code worker-1 to worker-5}. */
  public String name() {
    return first == last
        ? "%s-%d".formatted(role, first)
        : "%s-%d to %s-%d".formatted(role, first, role, last);
  }

  /** The name for a command that is typed for each of them: the first's. */
  public String example() {
    return "%s-%d".formatted(role, first);
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

  /** The same with images taken to lie on them besides. */
  NodeGroup assuming(Set<String> images) {
    return new NodeGroup(role, joinsIn, first, last, hasKubelet, platforms, files, images);
  }

  @Override
  public String toString() {
    return name();
  }
}
