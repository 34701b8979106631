package dev.bulkhead.airgap.k0s.plan;

import static dev.bulkhead.airgap.k0s.plan.PlanClaim.proven;
import static dev.bulkhead.airgap.k0s.plan.PlanClaim.violated;

import dev.bulkhead.airgap.k0s.K0sRelease;
import dev.bulkhead.airgap.k0s.K0sVersion;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far components are apart at each step (kubernetes.io, version skew policy; k0s, docs on
 * upgrades).
 */
final class SkewClaims {
  /** From here on a kubelet asks what API servers before it cannot answer (k0s, issue 6071). */
  private static final int BREAKING_KUBELET = 31;

  /** The first kubelet that may be three minors older than an API server. */
  private static final int PATIENT_KUBELET = 25;

  private final Upgrade upgrade;
  private final List<Step> steps;
  private final PlanClaim claims;

  SkewClaims(Upgrade upgrade, List<Step> steps) {
    this.upgrade = upgrade;
    this.steps = steps;
    this.claims = new PlanClaim(upgrade);
  }

  List<Verdict> verdicts() {
    var verdicts = new ArrayList<Verdict>();
    verdicts.add(apiServers());
    verdicts.add(newerKubelets());
    verdicts.add(olderKubelets());
    verdicts.add(
        proven(
            claim("control-plane"),
            "On each controller, controller-manager and scheduler are of the release of the API"
                + " server beside them, and talk to no other."));
    return verdicts;
  }

  private Claim claim(String aspect) {
    return claims.whole(PlanRules.VERSION_SKEW, aspect);
  }

  private Verdict apiServers() {
    for (Step step : steps) {
      K0sVersion oldest = oldest(step).version();
      K0sVersion newest = newest(step).version();
      if (newest.minorsAbove(oldest) > 1) {
        return violated(
            claim("api-servers"),
            Severity.ERROR,
            "At step %d (%s), API servers of %s and %s run together, more than one minor apart."
                .formatted(step.number(), step.title(), oldest, newest),
            "Go through the minors between them one by one.");
      }
    }
    return proven(claim("api-servers"), "At every step, API servers are at most one minor apart.");
  }

  /** A kubelet is never newer than an API server that it can reach. */
  private Verdict newerKubelets() {
    Optional<Verdict> warning = Optional.empty();
    for (Step step : steps) {
      for (Member member : kubelets(step)) {
        K0sVersion reached = reached(member, step).version();
        if (member.release().version().minorsAbove(reached) <= 0) {
          continue;
        }
        boolean isBroken =
            !member.isController()
                || (reached.minor() < BREAKING_KUBELET
                    && member.release().version().minor() >= BREAKING_KUBELET);
        Verdict found = newer(step, member, reached, isBroken);
        if (isBroken) {
          return found;
        }
        warning = warning.or(() -> Optional.of(found));
      }
    }
    return warning.orElseGet(
        () ->
            proven(
                claim("kubelets-newer"),
                "At no step does a kubelet reach an API server that is older than itself."));
  }

  private Verdict newer(Step step, Member member, K0sVersion reached, boolean isBroken) {
    return violated(
        claim("kubelets-newer"),
        isBroken ? Severity.ERROR : Severity.WARNING,
        "At step %d (%s), the kubelet of %s (%s) can reach an API server of %s, which is older than itself: %s"
            .formatted(
                step.number(),
                step.title(),
                member.nodes().name(),
                member.release().version(),
                reached,
                isBroken && member.isController()
                    ? "it starts no pods, since that one does not know what it asks for"
                        + " (k0sproject/k0s#6071)."
                    : "Kubernetes does not support that."),
        member.isController()
            ? "Start new controllers without --enable-worker, and with it once no controller of %s is left; from v1.34.1 on, a controller's kubelet asks the API server beside it."
                .formatted(reached)
            : "Let workers wait until no controller of %s is left.".formatted(reached));
  }

  private Verdict olderKubelets() {
    for (Step step : steps) {
      K0sVersion newest = newest(step).version();
      for (Member member : kubelets(step)) {
        K0sVersion own = member.release().version();
        int most = own.minor() < PATIENT_KUBELET ? 2 : 3;
        if (newest.minorsAbove(own) > most) {
          return violated(
              claim("kubelets-older"),
              Severity.ERROR,
              "At step %d (%s), the kubelet of %s (%s) is %d minors older than the API server of %s; at most %d are supported."
                  .formatted(
                      step.number(),
                      step.title(),
                      member.nodes().name(),
                      own,
                      newest.minorsAbove(own),
                      newest,
                      most),
              "Upgrade the workers before the controllers go on.");
        }
      }
    }
    return proven(
        claim("kubelets-older"),
        "At every step, kubelets are at most three minors older than any API server.");
  }

  /** The oldest API server that a machine's kubelet may reach. */
  private K0sRelease reached(Member member, Step step) {
    boolean isOwn =
        member.isController()
            && (member.release().traits().directKubelet() || !upgrade.settings().isBalanced());
    return isOwn ? member.release() : oldest(step);
  }

  private static List<Member> kubelets(Step step) {
    return step.members().stream().filter(member -> member.nodes().hasKubelet()).toList();
  }

  private static K0sRelease oldest(Step step) {
    return step.controllers().first();
  }

  private static K0sRelease newest(Step step) {
    return step.controllers().last();
  }
}
