package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.airgap.k0s.ComponentImage;
import dev.bulkhead.airgap.k0s.ComponentImage.Applied;
import dev.bulkhead.airgap.k0s.Components;
import dev.bulkhead.airgap.k0s.K0sRelease;
import dev.bulkhead.airgap.k0s.K0sVersion;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What machines are asked for as an upgrade goes on. Whoever leads applies its own images to all of
 * them, so each controller that there is may ask; pause and the node-local load balancer come from
 * the worker configuration of the machine's own minor, which a controller of that minor writes and
 * which stays when the last of them is gone (k0s, pkg/component/controller/workerconfig).
 */
final class Needs {
  private final Upgrade upgrade;
  private final Map<K0sVersion, List<ComponentImage>> onLinux = new HashMap<>();
  private final Map<K0sVersion, List<ComponentImage>> onWindows = new HashMap<>();
  private final Map<String, Set<K0sRelease>> writers = new HashMap<>();

  Needs(Upgrade upgrade) {
    this.upgrade = upgrade;
  }

  /** Goes on to a step; steps are to come in their order. */
  void enter(Step step) {
    var now = new HashMap<String, Set<K0sRelease>>();
    for (K0sRelease controller : step.controllers()) {
      now.computeIfAbsent(controller.version().line(), _ -> releases()).add(controller);
    }
    writers.putAll(now);
  }

  private static Set<K0sRelease> releases() {
    return new TreeSet<>((one, other) -> one.version().compareTo(other.version()));
  }

  /** The images that a machine is asked for at a step, each once. */
  List<Need> of(Member member, Step step) {
    var needs = new LinkedHashMap<List<Object>, Need>();
    boolean isWindows = member.nodes().isWindows();
    collect(
        needs,
        isWindows,
        writers.getOrDefault(member.release().version().line(), Set.of(member.release())),
        Applied.BY_WORKER_CONFIG);
    collect(needs, isWindows, step.controllers(), Applied.BY_LEADER);
    return List.copyOf(needs.values());
  }

  private void collect(
      Map<List<Object>, Need> needs,
      boolean isWindows,
      Collection<K0sRelease> askers,
      Applied applied) {
    for (K0sRelease asker : askers) {
      for (ComponentImage component : isWindows ? onWindows(asker) : onLinux(asker)) {
        if (component.applied() == applied) {
          needs.merge(
              List.of(component.key(), component.image(), component.pullPolicy()),
              new Need(component, new TreeSet<>(Set.of(asker.version()))),
              Needs::both);
        }
      }
    }
  }

  private static Need both(Need one, Need other) {
    var askers = new TreeSet<>(one.askers());
    askers.addAll(other.askers());
    return new Need(one.component(), askers);
  }

  private List<ComponentImage> onLinux(K0sRelease release) {
    return onLinux.computeIfAbsent(
        release.version(),
        _ -> Components.of(upgrade.settings().cluster(), release, upgrade.flags()));
  }

  private List<ComponentImage> onWindows(K0sRelease release) {
    return onWindows.computeIfAbsent(
        release.version(),
        _ -> WindowsComponents.of(upgrade.settings().cluster(), release, upgrade.flags()));
  }
}
