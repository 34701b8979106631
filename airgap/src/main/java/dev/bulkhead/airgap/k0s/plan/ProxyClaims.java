package dev.bulkhead.airgap.k0s.plan;

import static dev.bulkhead.airgap.k0s.plan.PlanClaim.proven;
import static dev.bulkhead.airgap.k0s.plan.PlanClaim.violated;

import dev.bulkhead.airgap.k0s.ImageKey;
import dev.bulkhead.airgap.k0s.K0sVersion;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far kube-proxy is from API servers and kubelets. There is one DaemonSet for all machines, and
 * its image carries Kubernetes' version in its tag; an image whose tag is none says nothing.
 */
final class ProxyClaims {
  private static final Pattern VERSION = Pattern.compile("v?1\\.(\\d{1,4})(?:[.-].*)?");
  private static final int MOST_BEHIND = 3;

  private final List<StepOutcome> outcomes;
  private final PlanClaim claims;

  ProxyClaims(Upgrade upgrade, List<StepOutcome> outcomes) {
    this.outcomes = outcomes;
    this.claims = new PlanClaim(upgrade);
  }

  private record Proxy(int minor, String image) {}

  List<Verdict> verdicts() {
    if (outcomes.stream().allMatch(outcome -> proxies(outcome).isEmpty())) {
      return List.of();
    }
    Claim claim = claims.whole(PlanRules.VERSION_SKEW, "kube-proxy");
    return List.of(
        tooFar(claim)
            .or(() -> leftBehind(claim))
            .or(() -> newer(claim))
            .orElseGet(
                () ->
                    proven(claim, "At every step, kube-proxy is of the minor of every kubelet.")));
  }

  private Optional<Verdict> tooFar(Claim claim) {
    for (StepOutcome outcome : outcomes) {
      K0sVersion newest = outcome.step().controllers().last().version();
      for (Proxy proxy : proxies(outcome)) {
        if (proxy.minor() > newest.minor() || newest.minor() - proxy.minor() > MOST_BEHIND) {
          return Optional.of(
              violated(
                  claim,
                  Severity.ERROR,
                  "At step %d (%s), kube-proxy is %s, and the API server %s: it may be no newer, and at most three minors older."
                      .formatted(
                          outcome.step().number(), outcome.step().title(), proxy.image(), newest),
                  "Take spec.images.kubeproxy out of the settings."));
        }
      }
    }
    return Optional.empty();
  }

  /** What is pinned stays behind when all is done. */
  private Optional<Verdict> leftBehind(Claim claim) {
    StepOutcome last = outcomes.getLast();
    for (Proxy proxy : proxies(last)) {
      for (NodeOutcome node : last.nodes()) {
        if (node.member().release().version().minor() != proxy.minor()) {
          return Optional.of(
              violated(
                  claim,
                  Severity.WARNING,
                  "When all is done, kube-proxy is still %s beside kubelets of %s; k0s wants one minor for both."
                      .formatted(proxy.image(), node.member().release().version()),
                  "Take spec.images.kubeproxy out of the settings."));
        }
      }
    }
    return Optional.empty();
  }

  /** No order of steps avoids it: one DaemonSet serves machines of both minors. */
  private Optional<Verdict> newer(Claim claim) {
    for (StepOutcome outcome : outcomes) {
      K0sVersion oldest = outcome.step().controllers().first().version();
      for (Proxy proxy : proxies(outcome)) {
        if (proxy.minor() > oldest.minor()) {
          return Optional.of(
              violated(
                  claim,
                  Severity.NOTICE,
                  "From step %d (%s) on, kube-proxy may be %s while an API server of %s is left, which Kubernetes does not support; k0s has one kube-proxy for all machines, so no upgrade avoids it."
                      .formatted(
                          outcome.step().number(), outcome.step().title(), proxy.image(), oldest),
                  "Keep the time short in which controllers of both minors run."));
        }
      }
    }
    return Optional.empty();
  }

  private static List<Proxy> proxies(StepOutcome outcome) {
    var found = new ArrayList<Proxy>();
    outcome.nodes().stream()
        .flatMap(node -> node.needs().stream())
        .filter(need -> need.key() == ImageKey.KUBE_PROXY)
        .map(need -> need.component().image())
        .distinct()
        .forEach(
            image -> {
              Matcher version = VERSION.matcher(image.version());
              if (version.matches()) {
                found.add(new Proxy(Integer.parseInt(version.group(1)), image.version()));
              }
            });
    return found;
  }
}
