package dev.bulkhead.drill;

import dev.bulkhead.admission.Destination;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Labels;
import dev.bulkhead.admission.Tier;
import dev.bulkhead.admission.Vital;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether hooks with failurePolicy Ignore are given up before the sender gives up. */
final class WebhookSlowIgnore implements WebhookJudge {
  /**
   * How long a request waits while the pods that answer are unreachable, and for which hooks.
   *
   * @param seconds mutating hooks one after another, then the slowest validating one
   */
  private record Wait(WebhookHit hit, List<Hook> hooks, int seconds) {
    private static final Comparator<Wait> WORST =
        Comparator.comparing((Wait wait) -> !wait.isVital())
            .thenComparingInt(wait -> wait.hit().vital().limitSeconds())
            .thenComparing(wait -> wait.hit().vital());

    boolean isVital() {
      return hit.isVital() && hit.place() == WebhookHit.Place.CLUSTER;
    }

    /** The hook that takes most of it. */
    boolean isLedBy(Hook hook) {
      return hooks.stream()
          .max(Comparator.comparingInt(Hook::timeoutSeconds))
          .filter(hook::equals)
          .isPresent();
    }
  }

  /** What is asked of a destination; it waits equally long whichever hook asks. */
  private record Asked(Destination destination, Vital vital, WebhookHit.Place place) {}

  @Override
  public Stream<Verdict> judge(WebhookCluster cluster) {
    var waits = new HashMap<Asked, Wait>();
    return cluster.hooks().stream()
        .filter(hook -> !hook.fails())
        .map(hook -> judge(hook, cluster, waits));
  }

  /** Whether the hook alone takes longer than the sender of a request waits. */
  static boolean isSlow(Hook hook, WebhookHit hit) {
    return !hook.fails()
        && hit.vital().tier() == Tier.VITAL
        && hook.timeoutSeconds() >= hit.vital().limitSeconds();
  }

  private static Verdict judge(Hook hook, WebhookCluster cluster, Map<Asked, Wait> waits) {
    var claim =
        WebhookPlaces.claim(
            WebhookReachRules.SLOW_IGNORE, hook, WebhookPlaces.field(hook, "timeoutSeconds"));
    return Stream.concat(cluster.reach(hook).ofCluster(), leases(hook, cluster))
        .filter(hit -> hit.isCertain() && hit.vital().tier() == Tier.VITAL)
        .map(
            hit ->
                waits.computeIfAbsent(
                    new Asked(hook.destination(), hit.vital(), hit.place()),
                    asked -> wait(asked.destination(), hit, cluster)))
        .filter(wait -> wait.seconds() >= wait.hit().vital().limitSeconds())
        .filter(wait -> isSlow(hook, wait.hit()) || wait.isLedBy(hook))
        .min(Wait.WORST)
        .map(wait -> tooLate(claim, hook, wait))
        .orElseGet(
            () ->
                claim.proven(
                    "It is given up after %d s, before any sender of what it is called for gives up."
                        .formatted(hook.timeoutSeconds()),
                    List.of()));
  }

  /** The leases of operators in a namespace that nobody labelled. */
  private static Stream<WebhookHit> leases(Hook hook, WebhookCluster cluster) {
    var request =
        Vital.OPERATOR_LEASE.request(
            "team-a", WebhookCluster.plainNamespace(), Labels.none("the Lease"), "node-1");
    var decision = cluster.matching().decide(hook, request);
    return decision.isSkipped()
        ? Stream.empty()
        : Stream.of(
            new WebhookHit(Vital.OPERATOR_LEASE, request, WebhookHit.Place.ANYWHERE, decision));
  }

  private static Wait wait(Destination destination, WebhookHit hit, WebhookCluster cluster) {
    List<Hook> hooks =
        cluster.hooks().stream()
            .filter(other -> !other.fails() && other.destination().equals(destination))
            .filter(other -> !cluster.matching().decide(other, hit.request()).isSkipped())
            .toList();
    int mutating =
        hooks.stream()
            .filter(hook -> hook.type() == Hook.Type.MUTATING)
            .mapToInt(Hook::timeoutSeconds)
            .sum();
    int validating =
        hooks.stream()
            .filter(hook -> hook.type() == Hook.Type.VALIDATING)
            .mapToInt(Hook::timeoutSeconds)
            .max()
            .orElse(0);
    return new Wait(hit, hooks, mutating + validating);
  }

  private static Verdict tooLate(Claim claim, Hook hook, Wait wait) {
    var vital = wait.hit().vital();
    Optional<Hook> other = wait.hooks().stream().filter(one -> !one.equals(hook)).findFirst();
    int limit = vital.limitSeconds();
    return new Verdict.Violated(
        claim,
        wait.isVital() ? Severity.ERROR : Severity.WARNING,
        "When %s is unreachable, each %s waits %d s for %s%s, and %s gives up after %d s: %s."
            .formatted(
                hook.destination(),
                wait.hit().words(),
                isSlow(hook, wait.hit()) ? hook.timeoutSeconds() : wait.seconds(),
                hook.name(),
                isSlow(hook, wait.hit())
                    ? ""
                    : other.map(one -> " together with " + one.name()).orElse(""),
                wait.hit().sender(),
                limit,
                vital.consequence()),
        "Set timeoutSeconds: %d or less, or take these requests out of the rules."
            .formatted(Math.max(1, limit / 2 / Math.max(1, wait.hooks().size()))),
        List.of(wait.hit().fact()));
  }
}
