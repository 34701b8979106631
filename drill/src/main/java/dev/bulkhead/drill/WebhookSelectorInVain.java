package dev.bulkhead.drill;

import dev.bulkhead.admission.AdmissionRequest;
import dev.bulkhead.admission.Decision;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Selector;
import dev.bulkhead.admission.Truth;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the exemptions of a namespaceSelector exempt what they are to. */
final class WebhookSelectorInVain implements WebhookJudge {
  private static final String REMEDY =
      "Exempt the namespaces by name: {key: kubernetes.io/metadata.name, operator: NotIn, values: [%s]}.";

  @Override
  public Stream<Verdict> judge(WebhookCluster cluster) {
    return cluster.hooks().stream()
        .filter(hook -> !hook.namespaceSelector().isEmpty())
        .map(hook -> judge(hook, cluster));
  }

  /**
   * What is said of requests that a hook may be called for: nothing where it hangs on the labels of
   * a namespace, which this rule says once for all requests; else, on what it hangs.
   */
  static Optional<Verdict> unproven(Claim claim, Hook hook, List<WebhookHit> hits) {
    return hits.stream()
        .filter(hit -> !hangsOnNamespace(hook, hit.request()))
        .findFirst()
        .map(
            hit ->
                claim.unproven(
                    "%s has %s refused while %s does not answer, if %s."
                        .formatted(
                            hook.name(), hit.words(), hook.destination(), doubts(hit.decision())),
                    "Exempt it by kubernetes.io/metadata.name in the namespaceSelector, which needs"
                        + " no other knowledge.",
                    hits.stream().map(WebhookHit::fact).toList()));
  }

  private static boolean hangsOnNamespace(Hook hook, AdmissionRequest request) {
    return !request.namespace().isEmpty()
        && hook.namespaceSelector().selects(request.namespaceLabels()) instanceof Truth.Maybe;
  }

  private static String doubts(Decision decision) {
    return String.join(", and if ", decision.doubts());
  }

  private static Verdict judge(Hook hook, WebhookCluster cluster) {
    var claim =
        WebhookPlaces.claim(
            WebhookReachRules.SELECTOR, hook, WebhookPlaces.field(hook, "namespaceSelector"));
    return ofCluster(claim, hook, cluster)
        .or(() -> inVain(claim, hook, cluster))
        .or(() -> unknown(claim, hook, cluster))
        .orElseGet(
            () ->
                claim.proven("Nothing that matters hangs on labels that are unknown.", List.of()));
  }

  /** A selector of namespaces where all that the hook is called for lives in none. */
  private static Optional<Verdict> ofCluster(Claim claim, Hook hook, WebhookCluster cluster) {
    List<WebhookHit> hits = cluster.reach(hook).hits();
    boolean isOfCluster =
        hook.rules().stream()
            .flatMap(rule -> rule.resources().stream())
            .allMatch(WebhookKinds::isOfCluster);
    if (hits.isEmpty() || !isOfCluster) {
      return Optional.empty();
    }
    return Optional.of(
        claim.violated(
            "The namespaceSelector of %s (%s) exempts nothing, since %s live in no namespace."
                .formatted(
                    hook.name(),
                    hook.namespaceSelector(),
                    WebhookWords.few(
                        hook.rules().stream().flatMap(rule -> rule.resources().stream()).toList())),
            "Use a matchCondition or an objectSelector instead, or leave the selector out.",
            List.of()));
  }

  /** Requests whose harm hangs on a namespace's labels: refused, or delayed for too long. */
  private static Stream<WebhookHit> harmful(Hook hook, WebhookCluster cluster) {
    return cluster.reach(hook).hits().stream()
        .filter(hit -> hit.place() != WebhookHit.Place.ANYWHERE)
        .filter(hit -> !hit.request().namespace().isEmpty())
        .filter(hit -> hook.fails() || WebhookSlowIgnore.isSlow(hook, hit));
  }

  /** Requirements that are to exempt namespaces by a label that somebody has to set. */
  private static Stream<Selector.Requirement> byHand(Hook hook) {
    return hook.namespaceSelector().requirements().stream()
        .filter(one -> one.operator().selectsAbsent())
        .filter(one -> !one.key().equals(WebhookCluster.NAME_LABEL));
  }

  private static Optional<Verdict> inVain(Claim claim, Hook hook, WebhookCluster cluster) {
    return byHand(hook)
        .flatMap(
            requirement ->
                harmful(hook, cluster)
                    .filter(WebhookHit::isCertain)
                    .filter(hit -> requirement.isMetBy(hit.request().namespaceLabels()).isYes())
                    .findFirst()
                    .stream()
                    .map(hit -> inVain(claim, hook, requirement, hit)))
        .findFirst();
  }

  private static Verdict inVain(
      Claim claim, Hook hook, Selector.Requirement requirement, WebhookHit hit) {
    String namespace = hit.request().namespace();
    return new Claim(claim.rule(), claim.subject(), requirement.at())
        .violated(
            "%s exempts by %s, but namespace %s is stated without that label, so that %s is not exempt."
                .formatted(hook.name(), requirement, namespace, hit.words()),
            REMEDY.formatted(namespace),
            List.of(hit.fact()));
  }

  private static Optional<Verdict> unknown(Claim claim, Hook hook, WebhookCluster cluster) {
    List<WebhookHit> hits =
        harmful(hook, cluster)
            .filter(hit -> !hit.isCertain() && hangsOnNamespace(hook, hit.request()))
            .toList();
    if (hits.isEmpty()) {
      return Optional.empty();
    }
    List<String> namespaces =
        hits.stream().map(hit -> hit.request().namespace()).distinct().sorted().toList();
    String labels =
        String.join(", ", byHand(hook).map(Selector.Requirement::toString).distinct().toList());
    return Optional.of(
        claim.unproven(
            "%s is called for %s unless %s carries the label that it exempts by (%s), which no source shows."
                .formatted(
                    hook.name(),
                    WebhookWords.few(hits.stream().map(WebhookHit::words).toList()),
                    namespaces.size() == 1
                        ? "namespace " + namespaces.getFirst()
                        : "each of the namespaces " + String.join(", ", namespaces),
                    labels),
            REMEDY.formatted(String.join(", ", namespaces)).replaceFirst("\\.$", ", or")
                + " name a manifest of the namespace as a further source.",
            hits.stream().map(WebhookHit::fact).toList()));
  }
}
