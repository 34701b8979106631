package dev.bulkhead.check;

import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.ServedApis;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is claimed of an object's API: that clusters serve it. Nothing is claimed of an API that all
 * versions of Kubernetes are known to serve, nor of those that add-ons bring along.
 *
 * @param clusters the versions judged for, rising
 * @param added what these clusters serve besides, as group and version
 */
record ApiClaims(ServedApis served, List<KubernetesVersion> clusters, Set<String> added) {

  /** The verdict on an object, where there is something to say. */
  Optional<Verdict> judge(KubernetesObject object) {
    if (added.contains(object.key().apiVersion())) {
      return Optional.empty();
    }
    return served
        .find(object.key().apiVersion(), object.key().kind())
        .flatMap(
            api ->
                notYet(api, object)
                    .or(() -> api.isRemoved() ? judge(api, object) : Optional.empty()));
  }

  /** A chart is rendered for the newest version, and may well render something else for others. */
  private Optional<Verdict> notYet(ServedApis.Api api, KubernetesObject object) {
    return clusters.stream()
        .reduce((older, newer) -> newer)
        .filter(newest -> newest.minor() < api.since())
        .map(
            newest ->
                new Claim(Rules.API_NOT_YET_SERVED, Subject.of(object), place(object))
                    .violated(
                        "%s is served as %s only since 1.%d, and the cluster is of version %s."
                            .formatted(
                                api.kind(), api.version(), api.since(), newest.minorVersion()),
                        older(api, newest),
                        List.of()));
  }

  private String older(ServedApis.Api api, KubernetesVersion cluster) {
    return served.of(api.kind(), cluster).stream()
        .findFirst()
        .map(other -> "Use %s on such clusters.".formatted(other.version()))
        .orElse("Leave the object out on such clusters: none of them serves its kind.");
  }

  private static Location place(KubernetesObject object) {
    return object.root().get("apiVersion").map(Node::at).orElse(object.root().at());
  }

  private Optional<Verdict> judge(ServedApis.Api api, KubernetesObject object) {
    var at = place(object);
    return clusters.stream()
        .filter(cluster -> cluster.minor() > api.until())
        .findFirst()
        .map(
            cluster ->
                new Claim(Rules.API_REMOVED, Subject.of(object), at)
                    .violated(
                        "%s is not served as %s since 1.%d, and the cluster is of version %s."
                            .formatted(
                                api.kind(), api.version(), api.until() + 1, cluster.minorVersion()),
                        remedy(api, cluster),
                        List.of()))
        .or(
            () ->
                clusters.stream()
                    .reduce((older, newer) -> newer)
                    .map(newest -> deprecated(api, object, at, newest)));
  }

  private Verdict deprecated(
      ServedApis.Api api, KubernetesObject object, Location at, KubernetesVersion newest) {
    return new Claim(Rules.API_DEPRECATED, Subject.of(object), at)
        .violated(
            "%s is served as %s only up to 1.%d.".formatted(api.kind(), api.version(), api.until()),
            remedy(api, newest),
            List.of());
  }

  private String remedy(ServedApis.Api api, KubernetesVersion cluster) {
    return served.of(api.kind(), cluster).stream()
        .filter(other -> !other.equals(api) && other.until() > api.until())
        .findFirst()
        .map(
            other ->
                "Use %s (since 1.%d); what differs, the deprecated API migration guide says."
                    .formatted(other.version(), other.since()))
        .orElse("Leave the object out: there is no other version of this API.");
  }
}
