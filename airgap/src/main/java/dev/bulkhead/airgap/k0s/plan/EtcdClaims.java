package dev.bulkhead.airgap.k0s.plan;

import static dev.bulkhead.airgap.k0s.plan.PlanClaim.proven;
import static dev.bulkhead.airgap.k0s.plan.PlanClaim.violated;

import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.List;

/** Whether etcd, of which each controller runs a member, bears the loss of one. */
final class EtcdClaims {
  private final Upgrade upgrade;
  private final PlanClaim claims;

  EtcdClaims(Upgrade upgrade) {
    this.upgrade = upgrade;
    this.claims = new PlanClaim(upgrade);
  }

  List<Verdict> verdicts() {
    if (!upgrade.settings().hasEtcd() || upgrade.flags().single()) {
      return List.of();
    }
    var claim = claims.whole(PlanRules.ETCD_QUORUM, "");
    int members = upgrade.size().controllers();
    if (members % 2 == 0) {
      return List.of(
          violated(
              claim,
              Severity.WARNING,
              "%d controllers bear no more losses than %d: etcd needs more than half of its members."
                  .formatted(members, members - 1),
              "Have an odd number of controllers."));
    }
    if (members == 1) {
      return List.of(
          violated(
              claim,
              Severity.NOTICE,
              upgrade.strategy().replacesMachines()
                  ? "While the new controller stands beside the old one, etcd needs both: it stops if"
                      + " either fails, and the old one has to leave it while both run."
                  : "With one controller there is no API while it restarts.",
              "Make a backup before (k0s backup)."));
    }
    return List.of(
        proven(
            claim,
            "etcd has %d members, and bears the loss of one at every step but while a member joins or leaves."
                .formatted(members)));
  }
}
