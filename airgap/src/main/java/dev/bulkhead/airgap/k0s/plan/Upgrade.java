package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.airgap.k0s.ImageKey;
import dev.bulkhead.airgap.k0s.K0sRelease;
import dev.bulkhead.airgap.k0s.NodeFlags;
import java.util.Map;
import java.util.Set;

/**
 * An upgrade that somebody means to make.
 *
 * @param fleet the machines, and what lies on them
 * @param workersFrom what workers run today: the release of the controllers, or an older one
 * @param flags what k0s is started with
 * @param supply how machines come by images that do not lie on them
 * @param byAutopilot whether k0s' autopilot is to make it
 * @param brought the names under which autopilot puts bundles onto machines
 * @param stale the images of the settings that nobody chose: an older release wrote its defaults
 */
public record Upgrade(
    Route route,
    Settings settings,
    Size size,
    Strategy strategy,
    Fleet fleet,
    K0sRelease workersFrom,
    NodeFlags flags,
    Supply supply,
    boolean byAutopilot,
    Set<String> brought,
    Set<ImageKey> stale) {
  public Upgrade {
    brought = Set.copyOf(brought);
    stale = Set.copyOf(stale);
  }

  /** The same after what nobody chose was taken out of the settings. */
  Upgrade stripped() {
    return new Upgrade(
        route,
        settings.without(stale),
        size,
        strategy,
        fleet,
        workersFrom,
        flags,
        supply,
        byAutopilot,
        brought,
        Set.of());
  }

  /** The same where images are taken to lie on machines besides. */
  Upgrade assuming(Map<String, Set<String>> byGroup) {
    Fleet more = fleet.map(group -> group.assuming(byGroup.getOrDefault(group.name(), Set.of())));
    return new Upgrade(
        route,
        settings,
        size,
        strategy,
        more,
        workersFrom,
        flags,
        supply,
        byAutopilot,
        brought,
        stale);
  }
}
