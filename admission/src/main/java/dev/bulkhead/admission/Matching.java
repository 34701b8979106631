package dev.bulkhead.admission;

import dev.bulkhead.model.KubernetesVersion;
import java.util.List;
import java.util.Set;

/**
 * Which hooks a cluster calls for a request (apiserver {@code
 * pkg/admission/plugin/webhook/generic/webhook.go}, {@code ShouldCallHook}).
 *
 * @param cluster the cluster's version
 */
public record Matching(KubernetesVersion cluster, Equivalents equivalents) {
  /**
   * From this minor version on, what only asks (tokens and access reviews) is not sent to webhooks
   * (gate ExcludeAdmissionWebhookVirtualResources, kubernetes/kubernetes PR 140019).
   */
  private static final int VIRTUAL_EXCLUDED_SINCE = 37;

  private static final Set<String> VIRTUAL =
      Set.of(
          "tokenreviews.authentication.k8s.io",
          "selfsubjectreviews.authentication.k8s.io",
          "subjectaccessreviews.authorization.k8s.io",
          "localsubjectaccessreviews.authorization.k8s.io",
          "selfsubjectaccessreviews.authorization.k8s.io",
          "selfsubjectrulesreviews.authorization.k8s.io");

  /** The kinds that configure admission itself, which no registered webhook ever sees. */
  private static final Set<String> OWN =
      Set.of(
          "validatingwebhookconfigurations",
          "mutatingwebhookconfigurations",
          "validatingadmissionpolicies",
          "validatingadmissionpolicybindings",
          "mutatingadmissionpolicies",
          "mutatingadmissionpolicybindings");

  private static final String OWN_GROUP = "admissionregistration.k8s.io";

  /** Whether a request is sent to no webhook, whatever the rules say. */
  public boolean isExempt(AdmissionRequest request) {
    Resource resource = request.resource();
    if (resource.group().equals(OWN_GROUP)) {
      return OWN.contains(resource.name());
    }
    return cluster.minor() >= VIRTUAL_EXCLUDED_SINCE
        && resource.group().endsWith(".k8s.io")
        && VIRTUAL.contains(resource.toString());
  }

  /** Whether a hook is called for a request. */
  public Decision decide(Hook hook, AdmissionRequest request) {
    if (isExempt(request) || !isCovered(hook, request)) {
      return Decision.Plain.SKIPPED;
    }
    Truth selected = selected(hook, request);
    if (selected.isNo()) {
      return Decision.Plain.SKIPPED;
    }
    return switch (hook.conditions().evaluate(request)) {
      case Conditions.Outcome.Met _ -> decision(selected.doubts());
      case Conditions.Outcome.Unmet _ -> Decision.Plain.SKIPPED;
      case Conditions.Outcome.Failed(var condition, var error, var doubts) ->
          hook.fails()
              ? new Decision.Refused(condition, error, with(selected, doubts))
              : Decision.Plain.SKIPPED;
      case Conditions.Outcome.Open(var doubts) -> decision(with(selected, doubts));
    };
  }

  private static Decision decision(List<String> doubts) {
    return doubts.isEmpty() ? Decision.Plain.CALLED : new Decision.Doubtful(doubts);
  }

  private static List<String> with(Truth selected, List<String> doubts) {
    return doubts.isEmpty() ? selected.doubts() : selected.and(new Truth.Maybe(doubts)).doubts();
  }

  private static Truth selected(Hook hook, AdmissionRequest request) {
    Truth namespace =
        request.hasNamespace()
            ? hook.namespaceSelector().selects(request.namespaceLabels())
            : Truth.Decided.YES;
    return namespace.isNo() ? namespace : namespace.and(selectedObject(hook, request));
  }

  private static Truth selectedObject(Hook hook, AdmissionRequest request) {
    Selector selector = hook.objectSelector();
    return selector.isEmpty()
        ? Truth.Decided.YES
        : request.object().isSelectedBy(selector).or(request.oldObject().isSelectedBy(selector));
  }

  private boolean isCovered(Hook hook, AdmissionRequest request) {
    if (covers(hook, request.operation(), request.resource())) {
      return true;
    }
    if (hook.matchPolicy() == Hook.MatchPolicy.EXACT) {
      return false;
    }
    List<Resource> others = equivalents.of(request.resource());
    for (int i = 0; i < others.size(); i++) {
      if (covers(hook, request.operation(), others.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean covers(Hook hook, Operation operation, Resource resource) {
    List<Rule> rules = hook.rules();
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).covers(operation, resource)) {
        return true;
      }
    }
    return false;
  }
}
