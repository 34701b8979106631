package dev.bulkhead.drill;

import dev.bulkhead.admission.AdmissionRequest;
import dev.bulkhead.admission.Decision;
import dev.bulkhead.admission.Standing;
import dev.bulkhead.admission.Tier;
import dev.bulkhead.admission.Vital;
import dev.bulkhead.verdict.Fact;
import java.util.HashSet;
import java.util.List;

/** A request that keeps a cluster alive, and that a hook is called for, or may be. */
record WebhookHit(Vital vital, AdmissionRequest request, Place place, Decision decision) {
  /** Whose request it is. */
  enum Place {
    /** The cluster's: its own objects, kube-system, kube-node-lease. */
    CLUSTER,
    /** That of the pods that answer the hook. */
    OWN,
    /** Any namespace's. */
    ANYWHERE
  }

  /** Whether it is certain that the hook decides over the request. */
  boolean isCertain() {
    return decision.doubts().isEmpty();
  }

  /** Whether the cluster dies without it, and that was read in Kubernetes' own sources. */
  boolean isVital() {
    return vital.tier() == Tier.VITAL && vital.standing() == Standing.READ;
  }

  /** {@code UPDATE leases.coordination.k8s.io in kube-system}. */
  String words() {
    return request.resource().isNamespace() && place == Place.CLUSTER
        ? "%s (%s)".formatted(request, request.namespace())
        : request.toString();
  }

  /** {@code to the node lifecycle controller: taints are neither set nor removed}. */
  String consequence() {
    return "to %s: %s".formatted(sender(), vital.consequence());
  }

  /** Who sends it, and how well that is known. */
  String sender() {
    String standing = vital.standing().words();
    return standing.isEmpty()
        ? vital.sender().toString()
        : "%s (%s)".formatted(vital.sender(), standing);
  }

  /** Those of requests that follow from something else than the ones before them. */
  static List<WebhookHit> distinct(List<WebhookHit> hits) {
    var told = new HashSet<String>();
    return hits.stream().filter(hit -> told.add(hit.vital().consequence())).toList();
  }

  /** What explains a verdict. */
  Fact fact() {
    return new Fact(
        isCertain() ? "refused" : "may be refused",
        "%s by %s: %s".formatted(words(), sender(), vital.consequence()));
  }
}
