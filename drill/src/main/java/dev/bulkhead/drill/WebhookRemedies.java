package dev.bulkhead.drill;

import java.util.ArrayList;
import java.util.List;

/** What to change in a hook so that requests pass it by. */
final class WebhookRemedies {
  /** That a request is sent by neither a node, nor the control plane, nor kube-system's pods. */
  private static final String NOT_THE_CLUSTER =
      "!request.userInfo.groups.exists(g, g in ['system:nodes', 'system:serviceaccounts:kube-system'])"
          + " && !request.userInfo.username.matches('^system:(kube-|apiserver)')";

  private WebhookRemedies() {}

  /** An edit that lets all of the requests pass; one or two sentences. */
  static String of(List<WebhookHit> hits) {
    var edits = new ArrayList<String>();
    List<String> namespaces =
        hits.stream()
            .filter(hit -> hit.place() != WebhookHit.Place.ANYWHERE)
            .map(hit -> hit.request().namespace())
            .filter(name -> !name.isEmpty())
            .distinct()
            .sorted()
            .toList();
    if (!namespaces.isEmpty()) {
      edits.add("Exempt " + exemption(namespaces) + ".");
    }
    List<String> resources =
        hits.stream()
            .filter(
                hit ->
                    hit.place() == WebhookHit.Place.ANYWHERE || hit.request().namespace().isEmpty())
            .map(hit -> hit.request().resource().toString())
            .distinct()
            .toList();
    if (!resources.isEmpty()) {
      edits.add(
          "Take %s out of the rules, set failurePolicy: Ignore, or let the cluster itself pass by a matchCondition: %s."
              .formatted(WebhookWords.few(resources), NOT_THE_CLUSTER));
    }
    return String.join(" ", edits);
  }

  /** {@code {key: kubernetes.io/metadata.name, operator: NotIn, values: [a]} in …}. */
  static String exemption(List<String> namespaces) {
    return "{key: %s, operator: NotIn, values: [%s]} in namespaceSelector.matchExpressions"
        .formatted(WebhookCluster.NAME_LABEL, String.join(", ", namespaces));
  }
}
