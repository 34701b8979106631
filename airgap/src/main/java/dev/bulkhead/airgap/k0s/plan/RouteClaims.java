package dev.bulkhead.airgap.k0s.plan;

import static dev.bulkhead.airgap.k0s.plan.PlanClaim.proven;
import static dev.bulkhead.airgap.k0s.plan.PlanClaim.violated;

import dev.bulkhead.airgap.k0s.K0sReleases;
import dev.bulkhead.airgap.k0s.K0sVersion;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether the releases of an upgrade follow on each other as they should. */
final class RouteClaims {
  private final Upgrade upgrade;
  private final K0sReleases known;
  private final PlanClaim claims;

  RouteClaims(Upgrade upgrade, K0sReleases known) {
    this.upgrade = upgrade;
    this.known = known;
    this.claims = new PlanClaim(upgrade);
  }

  List<Verdict> verdicts() {
    var verdicts = new ArrayList<Verdict>();
    verdicts.add(direction());
    verdicts.add(size());
    newestPatch().ifPresent(verdicts::add);
    return verdicts;
  }

  private List<K0sVersion> versions() {
    return upgrade.route().releases().stream().map(release -> release.version()).toList();
  }

  private Verdict direction() {
    Claim claim = claims.whole(PlanRules.DOWNGRADE, "");
    List<K0sVersion> versions = versions();
    for (int i = 1; i < versions.size(); i++) {
      if (versions.get(i).compareTo(versions.get(i - 1)) < 0) {
        return violated(
            claim,
            Severity.ERROR,
            "%s is older than %s, which runs before it: k0s and Kubernetes do not support to go back."
                .formatted(versions.get(i), versions.get(i - 1)),
            "Stay, or restore a backup that %s made (k0s restore).".formatted(versions.get(i)));
      }
    }
    return proven(claim, "Each release is newer than the one before it.");
  }

  private Verdict size() {
    Claim claim = claims.whole(PlanRules.VERSION_SKEW, "minors");
    Route route = upgrade.route();
    if (route.isProposed()) {
      return violated(
          claim,
          Severity.ERROR,
          "From %s to %s are %d minors, and controllers go up one minor at a time."
              .formatted(route.from(), route.to(), route.to().minorsAbove(route.from())),
          "Add --via %s; the steps are played so.".formatted(joined(route.via())));
    }
    List<K0sVersion> versions = versions();
    for (int i = 1; i < versions.size(); i++) {
      if (versions.get(i).minorsAbove(versions.get(i - 1)) > 1) {
        return violated(
            claim,
            Severity.ERROR,
            "From %s to %s are %d minors, and controllers go up one minor at a time."
                .formatted(
                    versions.get(i - 1),
                    versions.get(i),
                    versions.get(i).minorsAbove(versions.get(i - 1))),
            "Name a release of each minor between them with --via.");
      }
    }
    return proven(claim, "Controllers go up at most one minor at a time.");
  }

  /** Kubernetes asks to be on the newest patch of a minor before the next one. */
  private Optional<Verdict> newestPatch() {
    List<K0sVersion> versions = versions();
    for (int i = 1; i < versions.size(); i++) {
      K0sVersion before = versions.get(i - 1);
      Optional<K0sVersion> newest =
          known.newestOf(before.line()).filter(version -> version.compareTo(before) > 0);
      if (versions.get(i).minorsAbove(before) > 0 && newest.isPresent()) {
        return Optional.of(
            violated(
                claims.whole(PlanRules.VERSION_SKEW, "patch"),
                Severity.NOTICE,
                "%s is not the newest known patch of %s; Kubernetes advises to be on it (%s) before the next minor."
                    .formatted(before, before.line(), newest.get()),
                "Pass through it: --via %s.".formatted(newest.get())));
      }
    }
    return Optional.empty();
  }

  private static String joined(List<K0sVersion> versions) {
    return versions.stream().map(K0sVersion::toString).collect(Collectors.joining(","));
  }
}
