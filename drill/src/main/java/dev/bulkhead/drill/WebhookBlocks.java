package dev.bulkhead.drill;

import static dev.bulkhead.admission.Vital.AGENT_NAMESPACE;
import static dev.bulkhead.admission.Vital.AGENT_NODE;
import static dev.bulkhead.admission.Vital.API_SERVER_LEASE;
import static dev.bulkhead.admission.Vital.CERTIFICATE_APPROVAL;
import static dev.bulkhead.admission.Vital.CERTIFICATE_REQUEST;
import static dev.bulkhead.admission.Vital.CERTIFICATE_SIGNING;
import static dev.bulkhead.admission.Vital.CLOUD_NODE;
import static dev.bulkhead.admission.Vital.CLOUD_NODE_STATUS;
import static dev.bulkhead.admission.Vital.CORDON;
import static dev.bulkhead.admission.Vital.CSI_NODE;
import static dev.bulkhead.admission.Vital.LEADER_LEASE;
import static dev.bulkhead.admission.Vital.NAMESPACE_FINALIZE;
import static dev.bulkhead.admission.Vital.NAMESPACE_STATUS;
import static dev.bulkhead.admission.Vital.NETWORK_NODE;
import static dev.bulkhead.admission.Vital.NETWORK_NODE_STATUS;
import static dev.bulkhead.admission.Vital.NODE_CONDITION;
import static dev.bulkhead.admission.Vital.NODE_LEASE;
import static dev.bulkhead.admission.Vital.NODE_POD_CIDR;
import static dev.bulkhead.admission.Vital.NODE_REGISTRATION;
import static dev.bulkhead.admission.Vital.NODE_STATUS;
import static dev.bulkhead.admission.Vital.NODE_TAINT;
import static dev.bulkhead.admission.Vital.SCHEDULER_LEASE;

import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Tier;
import dev.bulkhead.admission.Vital;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which of the cluster's own requests a hook has refused while nobody answers it. */
final class WebhookBlocks implements WebhookJudge {
  /** Requests of one rule. */
  private record Family(Rule rule, Set<Vital> requests) {}

  private static final Set<Vital> NODES =
      EnumSet.of(
          NODE_STATUS,
          NODE_REGISTRATION,
          CSI_NODE,
          CERTIFICATE_REQUEST,
          CERTIFICATE_APPROVAL,
          CERTIFICATE_SIGNING,
          NODE_CONDITION,
          NODE_TAINT,
          NODE_POD_CIDR,
          CLOUD_NODE,
          CLOUD_NODE_STATUS,
          NETWORK_NODE,
          NETWORK_NODE_STATUS,
          CORDON,
          AGENT_NODE);

  private static final Set<Vital> LEASES =
      EnumSet.of(NODE_LEASE, LEADER_LEASE, SCHEDULER_LEASE, API_SERVER_LEASE);

  private static final Set<Vital> NAMESPACES =
      EnumSet.of(AGENT_NAMESPACE, NAMESPACE_STATUS, NAMESPACE_FINALIZE);

  private static final List<Family> FAMILIES =
      List.of(
          new Family(WebhookReachRules.NODES, NODES),
          new Family(WebhookReachRules.LEASES, LEASES),
          new Family(
              WebhookReachRules.CONTROL_PLANE,
              EnumSet.complementOf(union(NODES, LEASES, NAMESPACES, EnumSet.of(Vital.EVENT)))),
          new Family(WebhookReachRules.NAMESPACES, NAMESPACES));

  private static EnumSet<Vital> union(
      Set<Vital> first, Set<Vital> second, Set<Vital> third, Set<Vital> fourth) {
    var all = EnumSet.copyOf(first);
    Stream.of(second, third, fourth).forEach(all::addAll);
    return all;
  }

  @Override
  public Stream<Verdict> judge(WebhookCluster cluster) {
    return cluster.hooks().stream()
        .flatMap(hook -> FAMILIES.stream().flatMap(one -> judge(one, hook, cluster).stream()));
  }

  private static Optional<Verdict> judge(Family family, Hook hook, WebhookCluster cluster) {
    List<WebhookHit> hits =
        cluster
            .reach(hook)
            .ofCluster()
            .filter(hit -> family.requests().contains(hit.vital()))
            .toList();
    var claim = WebhookPlaces.claim(family.rule(), hook, WebhookPlaces.field(hook, "rules"));
    if (hits.isEmpty()) {
      return Optional.of(claim.proven("It is called for none of these requests.", List.of()));
    }
    if (!hook.fails()) {
      return Optional.of(claim.proven("Its failurePolicy is Ignore.", facts(hits)));
    }
    List<WebhookHit> certain =
        hits.stream().filter(WebhookHit::isCertain).sorted(WORST_FIRST).toList();
    return certain.isEmpty()
        ? WebhookSelectorInVain.unproven(claim, hook, hits)
        : Optional.of(refused(family, hook, certain));
  }

  private static final Comparator<WebhookHit> WORST_FIRST =
      Comparator.comparing((WebhookHit hit) -> !hit.isVital())
          .thenComparing(hit -> hit.vital().tier())
          .thenComparing(WebhookHit::vital);

  private static Verdict refused(Family family, Hook hook, List<WebhookHit> hits) {
    var worst = hits.getFirst();
    Claim claim = WebhookPlaces.claim(family.rule(), hook, WebhookPlaces.of(hook, worst.request()));
    return new Verdict.Violated(
        claim,
        worst.isVital() ? Severity.ERROR : Severity.WARNING,
        "While %s does not answer, %s has %s refused %s."
            .formatted(
                hook.destination(),
                hook.name(),
                WebhookWords.few(hits.stream().map(WebhookHit::words).toList()),
                WebhookWords.fewClauses(
                    WebhookHit.distinct(hits).stream().map(WebhookHit::consequence).toList())),
        WebhookRemedies.of(hits),
        facts(hits));
  }

  private static List<Fact> facts(List<WebhookHit> hits) {
    return hits.stream()
        .filter(hit -> hit.vital().tier() != Tier.NOISE)
        .map(WebhookHit::fact)
        .toList();
  }
}
