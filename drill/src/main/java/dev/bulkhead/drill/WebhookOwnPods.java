package dev.bulkhead.drill;

import dev.bulkhead.admission.Destination;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the pods that answer a hook need its answer in order to start. */
final class WebhookOwnPods implements WebhookJudge {
  @Override
  public Stream<Verdict> judge(WebhookCluster cluster) {
    return cluster.hooks().stream().flatMap(hook -> judge(hook, cluster).stream());
  }

  private static Optional<Verdict> judge(Hook hook, WebhookCluster cluster) {
    if (!(hook.destination() instanceof Destination.ServiceName service)) {
      return Optional.empty();
    }
    List<WebhookHit> hits = cluster.reach(hook).ofBackend().toList();
    var claim =
        WebhookPlaces.claim(WebhookReachRules.OWN_PODS, hook, WebhookPlaces.field(hook, "rules"));
    if (hits.isEmpty()) {
      return Optional.of(
          claim.proven("It is called for nothing that its own pods need.", List.of()));
    }
    List<Fact> facts = hits.stream().map(WebhookHit::fact).toList();
    if (!hook.fails()) {
      return Optional.of(claim.proven("Its failurePolicy is Ignore.", facts));
    }
    List<WebhookHit> certain = hits.stream().filter(WebhookHit::isCertain).toList();
    return certain.isEmpty()
        ? WebhookSelectorInVain.unproven(claim, hook, hits)
        : Optional.of(refused(hook, service, certain, facts));
  }

  private static Verdict refused(
      Hook hook, Destination.ServiceName service, List<WebhookHit> hits, List<Fact> facts) {
    return WebhookPlaces.claim(
            WebhookReachRules.OWN_PODS, hook, WebhookPlaces.of(hook, hits.getFirst().request()))
        .violated(
            "%s is called for %s, and is answered by pods of that namespace: once none of them runs, %s."
                .formatted(
                    hook.name(),
                    WebhookWords.few(hits.stream().map(WebhookHit::words).toList()),
                    WebhookWords.fewClauses(
                        hits.stream().map(hit -> hit.vital().consequence()).toList())),
            "Exempt its own namespace: %s."
                .formatted(WebhookRemedies.exemption(List.of(service.namespace()))),
            facts);
  }
}
