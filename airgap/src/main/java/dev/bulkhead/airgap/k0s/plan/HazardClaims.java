package dev.bulkhead.airgap.k0s.plan;

import static dev.bulkhead.airgap.k0s.plan.PlanClaim.violated;

import dev.bulkhead.airgap.k0s.ClusterConfig;
import dev.bulkhead.airgap.k0s.ImageKey;
import dev.bulkhead.airgap.k0s.K0sRelease;
import dev.bulkhead.airgap.k0s.K0sVersion;
import dev.bulkhead.airgap.k0s.NamedVersion;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is known to go wrong with releases on the way. */
final class HazardClaims {
  private static final K0sVersion FIRST_STUCK = new K0sVersion(1, 35, 1, 0);
  private static final K0sVersion AFTER_STUCK = new K0sVersion(1, 35, 4, 0);
  private static final Pattern NUMBERS =
      Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4}).*");

  private final Upgrade upgrade;
  private final PlanClaim claims;

  HazardClaims(Upgrade upgrade) {
    this.upgrade = upgrade;
    this.claims = new PlanClaim(upgrade);
  }

  List<Verdict> verdicts() {
    var verdicts = new ArrayList<Verdict>();
    stuckAutopilot().ifPresent(verdicts::add);
    collectedImages().ifPresent(verdicts::add);
    newerCalico().ifPresent(verdicts::add);
    return verdicts;
  }

  /** The releases that have to bring about a step to another one. */
  private List<K0sRelease> leaving() {
    List<K0sRelease> releases = upgrade.route().releases();
    return releases.subList(0, releases.size() - 1);
  }

  private Optional<Verdict> stuckAutopilot() {
    if (upgrade.strategy() != Strategy.IN_PLACE || !upgrade.size().controllersWork()) {
      return Optional.empty();
    }
    return leaving().stream()
        .map(K0sRelease::version)
        .filter(
            version -> version.compareTo(FIRST_STUCK) >= 0 && version.compareTo(AFTER_STUCK) < 0)
        .findFirst()
        .map(
            version ->
                violated(
                    claims.whole(PlanRules.RELEASE_HAZARD, "autopilot"),
                    upgrade.byAutopilot() ? Severity.ERROR : Severity.NOTICE,
                    "Autopilot of %s never ends an update of bundles on controllers that run workloads (k0sproject/k0s#7303)."
                        .formatted(version),
                    "Upgrade controllers by hand to v1.35.4 or newer, and put bundles onto them by hand."));
  }

  private Optional<Verdict> collectedImages() {
    return upgrade.route().releases().stream()
        .filter(release -> !release.traits().pinsBundleImages())
        .findFirst()
        .map(
            release ->
                violated(
                    claims.whole(PlanRules.RELEASE_HAZARD, "garbage-collection"),
                    Severity.NOTICE,
                    "%s does not keep the kubelet from deleting images that came from bundles when a disk fills up (k0sproject/k0s#3389)."
                        .formatted(release.version()),
                    "Keep disks of its machines less full than the kubelet's threshold (85 %), and look for"
                        + " the images before each step."));
  }

  /** A pinned Calico runs with the manifests of the release, whatever its own are. */
  private Optional<Verdict> newerCalico() {
    ClusterConfig settings = upgrade.settings().cluster();
    if (!settings.networkProvider().equals("calico")) {
      return Optional.empty();
    }
    for (K0sRelease release : upgrade.route().releases()) {
      for (ImageKey key : List.of(ImageKey.CALICO_NODE, ImageKey.CALICO_CNI)) {
        Optional<NamedVersion> usual = release.defaultOf(key);
        Optional<NamedVersion> pinned =
            settings.pins().containsKey(key)
                ? settings.effectiveImage(key, release)
                : Optional.empty();
        if (usual.isPresent() && pinned.isPresent() && isNewer(pinned.get(), usual.get())) {
          return Optional.of(
              violated(
                  claims.of(PlanRules.RELEASE_HAZARD, upgrade.fleet().groups().getFirst(), key, ""),
                  Severity.WARNING,
                  "%s is pinned to %s, newer than %s of %s, whose manifests it runs with (k0sproject/k0s#4066)."
                      .formatted(
                          key, pinned.get().version(), usual.get().version(), release.version()),
                  "Leave it to the release: take the key out of the settings."));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isNewer(NamedVersion one, NamedVersion other) {
    int[] left = numbers(one.version());
    int[] right = numbers(other.version());
    return left.length == right.length && Arrays.compare(left, right) > 0;
  }

  private static int[] numbers(String version) {
    Matcher numbers = NUMBERS.matcher(version);
    if (!numbers.matches()) {
      return new int[0];
    }
    return new int[] {
      Integer.parseInt(numbers.group(1)),
      Integer.parseInt(numbers.group(2)),
      Integer.parseInt(numbers.group(3))
    };
  }
}
