package dev.bulkhead.airgap.k0s.plan;

import static dev.bulkhead.airgap.k0s.plan.PlanClaim.proven;
import static dev.bulkhead.airgap.k0s.plan.PlanClaim.violated;

import dev.bulkhead.airgap.k0s.K0sRelease;
import dev.bulkhead.airgap.k0s.K0sVersion;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whether controllers can join where the state lies in no etcd of their own. It is the controllers
 * that run which make the token, so each release that is left has a say (k0s, cmd/token/create.go,
 * and IsJoinable in pkg/apis/k0s/v1beta1/storage.go, all tags).
 */
final class JoinClaims {
  private static final int ANY_NETWORKED_KINE_FROM = 31;
  private static final int EXTERNAL_ETCD_FROM = 32;

  private final Upgrade upgrade;
  private final PlanClaim claims;

  JoinClaims(Upgrade upgrade) {
    this.upgrade = upgrade;
    this.claims = new PlanClaim(upgrade);
  }

  List<Verdict> verdicts() {
    Settings settings = upgrade.settings();
    if (!upgrade.strategy().replacesMachines() || settings.hasEtcd()) {
      return List.of();
    }
    var claim = claims.whole(PlanRules.RELEASE_HAZARD, "joining");
    List<K0sRelease> releases = upgrade.route().releases();
    return List.of(
        releases.subList(0, releases.size() - 1).stream()
            .map(K0sRelease::version)
            .filter(this::refuses)
            .findFirst()
            .map(
                version ->
                    violated(
                        claim,
                        Severity.ERROR,
                        "%s lets no controller join where the state lies in %s: k0s token create says \"cannot join controller into current storage\"."
                            .formatted(version, place()),
                        "Plan with --strategy in-place."))
            .orElseGet(
                () -> proven(claim, "Controllers can join where the state lies in a database.")));
  }

  private boolean refuses(K0sVersion version) {
    if (!isKine()) {
      return version.minor() < EXTERNAL_ETCD_FROM;
    }
    String source = source().orElse("");
    if (version.minor() < ANY_NETWORKED_KINE_FROM) {
      return !source.startsWith("mysql:") && !source.startsWith("postgres:");
    }
    int infix = source.indexOf("://");
    if (infix < 1) {
      return true;
    }
    return switch (source.substring(0, infix)) {
      case "sqlite" -> true;
      case "nats" -> !isElsewhere(source);
      default -> false;
    };
  }

  /** NATS is embedded in each controller unless the source says otherwise. */
  private static boolean isElsewhere(String nats) {
    int question = nats.indexOf('?');
    return question >= 0
        && Arrays.stream(nats.substring(question + 1).split("[&#]", -1))
            .anyMatch(part -> part.equals("noEmbed") || part.startsWith("noEmbed="));
  }

  /** Where the state lies; a data source may hold a password, and is not told. */
  private String place() {
    if (!isKine()) {
      return "an external etcd";
    }
    String source = source().orElse("");
    return source.isEmpty() || source.startsWith("sqlite:")
        ? "SQLite, a file of one controller"
        : "what spec.storage.kine.dataSource names";
  }

  private boolean isKine() {
    return upgrade
        .settings()
        .file()
        .spec()
        .text("storage", "type")
        .filter("kine"::equals)
        .isPresent();
  }

  private Optional<String> source() {
    return upgrade.settings().file().spec().text("storage", "kine", "dataSource");
  }
}
