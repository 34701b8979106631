package dev.bulkhead.drill;

import dev.bulkhead.admission.AdmissionRequest;
import dev.bulkhead.admission.Decision;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Labels;
import dev.bulkhead.admission.Rule;
import dev.bulkhead.admission.Selector;
import dev.bulkhead.admission.Vital;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Whether a hook is called for every kind of object. */
final class WebhookBreadth implements WebhookJudge {
  /** What only a wildcard takes in: nobody names all of these. */
  private static final List<Vital> SIGNS =
      List.of(Vital.EVENT, Vital.OPERATOR_LEASE, Vital.POD_END, Vital.NODE_TAINT);

  @Override
  public Stream<Verdict> judge(WebhookCluster cluster) {
    return Stream.concat(
        cluster.hooks().stream().map(hook -> judge(hook, cluster)), filledAtRunTime(cluster));
  }

  /** Configurations without hooks, which somebody fills in later. */
  private static Stream<Verdict> filledAtRunTime(WebhookCluster cluster) {
    return Stream.of(Hook.Type.values())
        .flatMap(type -> cluster.inventory().ofKind(type.kind()).stream())
        .filter(object -> object.root().items("webhooks").isEmpty())
        .map(
            object ->
                new Claim(WebhookReachRules.EVERYTHING, Subject.of(object), object.root().at())
                    .unproven(
                        "%s has no webhooks here; a controller fills them in at run time."
                            .formatted(object.key()),
                        "Judge it as the cluster has it: kubectl get %s %s -o yaml | bulkhead check -"
                            .formatted(object.key().kind(), object.key().name()),
                        List.of()));
  }

  private static Verdict judge(Hook hook, WebhookCluster cluster) {
    var claim =
        WebhookPlaces.claim(WebhookReachRules.EVERYTHING, hook, WebhookPlaces.field(hook, "rules"));
    if (hook.rules().stream().noneMatch(Rule::isWildcard)) {
      return claim.proven("Its rules name the kinds that they are for.", List.of());
    }
    if (hook.objectSelector().requirements().stream()
        .anyMatch(one -> !one.operator().selectsAbsent())) {
      return claim.proven("Its objectSelector takes only objects with a label.", List.of());
    }
    Labels namespace = selected(hook.namespaceSelector());
    boolean isDoubtful = false;
    for (Vital vital : SIGNS) {
      AdmissionRequest request =
          vital.request("team-a", namespace, Labels.none("the object"), "node-1");
      Decision decision = cluster.matching().decide(hook, request);
      if (!decision.isSkipped() && decision.doubts().isEmpty()) {
        return everything(hook, request);
      }
      isDoubtful |= !decision.isSkipped();
    }
    return isDoubtful ? unknown(claim, hook) : narrowed(claim);
  }

  private static Verdict narrowed(Claim claim) {
    return claim.proven("Its conditions leave out what nobody means to review.", List.of());
  }

  private static Verdict unknown(Claim claim, Hook hook) {
    return claim.unproven(
        "%s takes every kind of object, and what its matchConditions leave out cannot be told."
            .formatted(hook.name()),
        "List the kinds that are meant in its rules.",
        List.of());
  }

  private static Verdict everything(Hook hook, AdmissionRequest request) {
    boolean isEverywhere =
        hook.namespaceSelector().requirements().stream()
            .allMatch(one -> one.operator().selectsAbsent());
    return new Verdict.Violated(
        WebhookPlaces.claim(WebhookReachRules.EVERYTHING, hook, WebhookPlaces.of(hook, request)),
        hook.fails() ? Severity.WARNING : Severity.NOTICE,
        "%s (failurePolicy %s, %d s) is called for every kind of object%s, %s among them."
            .formatted(
                hook.name(),
                hook.failurePolicy(),
                hook.timeoutSeconds(),
                isEverywhere ? "" : " in namespaces with " + hook.namespaceSelector(),
                "%s %s".formatted(request.operation(), request.resource())),
        "List the kinds that are meant, or leave out leases, events, tokens and bindings by a"
            + " matchCondition.",
        List.of());
  }

  /** The labels of a namespace that a selector selects, if any namespace can be selected. */
  private static Labels selected(Selector selector) {
    var labels = new LinkedHashMap<String, String>(Map.of(WebhookCluster.NAME_LABEL, "team-a"));
    for (Selector.Requirement one : selector.requirements()) {
      if (!one.operator().selectsAbsent()) {
        labels.put(one.key(), one.values().stream().sorted().findFirst().orElse("true"));
      }
    }
    return Labels.all("a namespace that it selects", labels);
  }
}
