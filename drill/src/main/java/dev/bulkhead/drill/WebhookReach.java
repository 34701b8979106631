package dev.bulkhead.drill;

import dev.bulkhead.admission.AdmissionRequest;
import dev.bulkhead.admission.Backend;
import dev.bulkhead.admission.Backends;
import dev.bulkhead.admission.Decision;
import dev.bulkhead.admission.Destination;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Labels;
import dev.bulkhead.admission.Vital;
import dev.bulkhead.model.PodTemplate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which of the requests that keep a cluster alive a hook is called for, whatever its failure
 * policy.
 *
 * @param hits those of which it is not certain that they pass it by
 */
record WebhookReach(Hook hook, List<WebhookHit> hits) {
  private static final String NODE = "node-1";

  /**
   * What pods need in order to come back: of part D1 of the catalogue, and the eviction of those of
   * a dead node, without which no other pod takes their place.
   */
  private static final Set<Vital> RECOVERY =
      EnumSet.of(
          Vital.POD_BINDING,
          Vital.POD_TOKEN,
          Vital.POD_STATUS,
          Vital.POD_EVICTION,
          Vital.ENDPOINT_SLICE,
          Vital.ENDPOINT_SLICE_CREATION,
          Vital.OPERATOR_LEASE);

  /**
   * What harms a single namespace or a single person alone, and is what webhooks are for, or is
   * hardly sent in kube-system.
   */
  private static final Set<Vital> ELSEWHERE =
      EnumSet.of(
          Vital.OPERATOR_LEASE,
          Vital.NAMESPACE_CONTENT,
          Vital.NAMESPACE_CREATION,
          Vital.NAMESPACE_DELETION,
          Vital.SERVICE_ACCOUNT_CREATION,
          Vital.ROOT_CA_CREATION,
          Vital.QUOTA_STATUS,
          Vital.SCALE,
          Vital.STATEFUL_POD_CREATION,
          Vital.EVENT);

  WebhookReach {
    hits = List.copyOf(hits);
  }

  static WebhookReach of(Hook hook, WebhookCluster cluster) {
    var search = new Search(hook, cluster, new ArrayList<>());
    for (Vital vital : Vital.values()) {
      search.ofCluster(vital);
    }
    search.ofBackend();
    return new WebhookReach(hook, search.hits());
  }

  /** The requests of the cluster itself. */
  Stream<WebhookHit> ofCluster() {
    return hits.stream().filter(hit -> hit.place() != WebhookHit.Place.OWN);
  }

  /** Those that the pods that answer need in order to come back. */
  Stream<WebhookHit> ofBackend() {
    return hits.stream().filter(hit -> hit.place() == WebhookHit.Place.OWN);
  }

  /** Whether a request is refused while nobody answers without which the cluster dies. */
  boolean isVital() {
    return hook.fails()
        && hits.stream()
            .filter(hit -> hit.place() == WebhookHit.Place.CLUSTER)
            .anyMatch(hit -> hit.isCertain() && hit.isVital());
  }

  private record Search(Hook hook, WebhookCluster cluster, List<WebhookHit> hits) {
    void ofCluster(Vital vital) {
      if (vital.place() != Vital.Place.POD) {
        String namespace = vital.place().namespace();
        add(vital, request(vital, namespace), WebhookHit.Place.CLUSTER);
      } else if (ELSEWHERE.contains(vital)) {
        return;
      } else if (vital.resource().isNamespace()) {
        Labels plain = WebhookCluster.plainNamespace();
        add(vital, vital.request("*", plain, plain, NODE), WebhookHit.Place.ANYWHERE);
      } else {
        add(vital, request(vital, WebhookCluster.SYSTEM), WebhookHit.Place.CLUSTER);
      }
    }

    private AdmissionRequest request(Vital vital, String namespace) {
      Labels labels =
          namespace.isEmpty() ? Labels.none("the cluster") : cluster.namespace(namespace);
      return vital.request(
          namespace, labels, Labels.none("the %s".formatted(vital.resource().kind())), NODE);
    }

    void ofBackend() {
      if (!(hook.destination() instanceof Destination.ServiceName service)) {
        return;
      }
      if (cluster.backend(service) instanceof Backend.Pods backend) {
        for (PodTemplate pod : backend.pods()) {
          ofPods(
              service.namespace(),
              creation(pod.owner().key().kind()),
              Labels.all("the pods of " + pod.owner().key(), Backends.labels(pod)));
        }
      } else {
        Labels unknown = Labels.some("the pods of " + service, Map.of());
        ofPods(service.namespace(), Vital.POD_CREATION, unknown);
      }
    }

    private void ofPods(String namespace, Vital creation, Labels labels) {
      add(
          creation,
          creation.request(namespace, cluster.namespace(namespace), labels, NODE),
          WebhookHit.Place.OWN);
      for (Vital vital : RECOVERY) {
        Labels own =
            vital.resource().name().equals("pods")
                ? labels
                : Labels.none("the %s".formatted(vital.resource().kind()));
        add(
            vital,
            vital.request(namespace, cluster.namespace(namespace), own, NODE),
            WebhookHit.Place.OWN);
      }
    }

    private static Vital creation(String kind) {
      return switch (kind) {
        case "DaemonSet" -> Vital.DAEMON_POD_CREATION;
        case "StatefulSet" -> Vital.STATEFUL_POD_CREATION;
        default -> Vital.POD_CREATION;
      };
    }

    private void add(Vital vital, AdmissionRequest request, WebhookHit.Place place) {
      Decision decision = cluster.matching().decide(hook, request);
      if (!decision.isSkipped()) {
        hits.add(new WebhookHit(vital, request, place, decision));
      }
    }
  }
}
