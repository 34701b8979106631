package dev.bulkhead.airgap.bundle;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.Descriptor;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which manifests of an index are carried: for each platform the one that a node of it would
 * choose, and whatever states no platform, for it may be for any.
 */
final class IndexChoice {
  private IndexChoice() {}

  static Set<Digest> of(BundleWish wish, List<Descriptor> children) {
    var chosen = new LinkedHashSet<Digest>();
    if (wish.isForAll()) {
      children.stream().map(Descriptor::digest).forEach(chosen::add);
      return chosen;
    }
    for (Platform wanted : wish.platforms()) {
      best(wanted, children).map(Descriptor::digest).ifPresent(chosen::add);
    }
    for (Descriptor child : children) {
      boolean mayBeForAny = child.platform() == null && !child.isAttestation();
      boolean attests = wish.hasReferrers() && isAbout(child, chosen);
      if (mayBeForAny || attests) {
        chosen.add(child.digest());
      }
    }
    return chosen;
  }

  private static Optional<Descriptor> best(Platform wanted, List<Descriptor> children) {
    return children.stream()
        .filter(child -> !child.isAttestation())
        .filter(child -> child.platform() != null && wanted.runs(child.platform()))
        .max(
            Comparator.comparingInt(
                child ->
                    child.platform() == null
                        ? Integer.MIN_VALUE
                        : wanted.preference(child.platform())));
  }

  /** Whether it is a build's attestation of one of them (BuildKit, attestation-storage.md). */
  private static boolean isAbout(Descriptor child, Set<Digest> chosen) {
    return child.isAttestation()
        && Digest.parse(child.annotation("vnd.docker.reference.digest"))
            .filter(chosen::contains)
            .isPresent();
  }
}
