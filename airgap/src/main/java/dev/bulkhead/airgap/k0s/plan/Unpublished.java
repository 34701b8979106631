package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.airgap.k0s.ImageKey;
import dev.bulkhead.airgap.k0s.K0sVersion;
import dev.bulkhead.model.Platform;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Images that k0s asks for on platforms for which nobody makes them. Envoy is not made for ARMv7,
 * nor, as k0s says from v1.36 on, for RISC-V and Windows (k0s, docs/nllb.md). {@code k0s airgap
 * list-images} leaves it out there; a machine that starts with node-local load balancing asks for
 * it all the same (k0s, pkg/component/worker/nllb, all tags: nothing looks at the platform).
 */
final class Unpublished {
  /** The last part of the name under which k0s publishes it, in whatever mirror. */
  private static final String ENVOY = "/envoy-distroless";

  private static final int TOLD_FROM = 36;

  private Unpublished() {}

  /** Why there is no such image, a full sentence; empty where there may be one. */
  static Optional<String> reason(Need need, Platform platform) {
    boolean isUsual =
        need.key() == ImageKey.ENVOY && need.component().image().image().endsWith(ENVOY);
    return isUsual && isWithout(platform, need.askers())
        ? Optional.of("There is no Envoy of k0s for %s.".formatted(platform))
        : Optional.empty();
  }

  private static boolean isWithout(Platform platform, SortedSet<K0sVersion> askers) {
    if (platform.architecture().equals("arm")) {
      return true;
    }
    boolean isTold = askers.stream().anyMatch(asker -> asker.minor() >= TOLD_FROM);
    return platform.os().equals("windows") || (isTold && platform.architecture().equals("riscv64"));
  }

  /** What to do instead, beginning with a verb. */
  static String remedy(Need need) {
    boolean hasTraefik = need.askers().stream().allMatch(asker -> asker.minor() >= TOLD_FROM);
    return hasTraefik
        ? "Set spec.network.nodeLocalLoadBalancing.type to Traefik, which is made for it."
        : "Switch node-local load balancing off and let machines reach the API by"
            + " spec.api.externalAddress, or put other machines in their place: up to v1.35 k0s has no"
            + " other balancer.";
  }
}
