package dev.bulkhead.drill;

import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Rule;
import java.util.Set;

/** What is known of kinds of objects by their groups and names. */
final class WebhookKinds {
  /** The API groups of Kubernetes itself (k8s.io/api, kube-aggregator, apiextensions-apiserver). */
  private static final Set<String> BUILT_IN =
      Set.of(
          "*",
          "",
          "admissionregistration.k8s.io",
          "apiextensions.k8s.io",
          "apiregistration.k8s.io",
          "apps",
          "authentication.k8s.io",
          "authorization.k8s.io",
          "autoscaling",
          "batch",
          "certificates.k8s.io",
          "coordination.k8s.io",
          "discovery.k8s.io",
          "events.k8s.io",
          "extensions",
          "flowcontrol.apiserver.k8s.io",
          "networking.k8s.io",
          "node.k8s.io",
          "policy",
          "rbac.authorization.k8s.io",
          "resource.k8s.io",
          "scheduling.k8s.io",
          "storage.k8s.io",
          "storagemigration.k8s.io");

  /** Resources of Kubernetes itself that live in no namespace, but for namespaces themselves. */
  private static final Set<String> OF_CLUSTER =
      Set.of(
          "nodes",
          "persistentvolumes",
          "clusterroles",
          "clusterrolebindings",
          "customresourcedefinitions",
          "apiservices",
          "certificatesigningrequests",
          "flowschemas",
          "prioritylevelconfigurations",
          "priorityclasses",
          "runtimeclasses",
          "storageclasses",
          "csinodes",
          "csidrivers",
          "volumeattachments",
          "ingressclasses",
          "tokenreviews",
          "subjectaccessreviews");

  private WebhookKinds() {}

  /** Whether an entry of a rule's resources is of objects of the cluster alone. */
  static boolean isOfCluster(String entry) {
    int slash = entry.indexOf('/');
    return OF_CLUSTER.contains(slash < 0 ? entry : entry.substring(0, slash));
  }

  /** Whether a hook is called for custom resources alone, the add-on's own or another's. */
  static boolean isOfCustomAlone(Hook hook) {
    return hook.rules().stream()
        .map(Rule::groups)
        .noneMatch(groups -> groups.stream().anyMatch(BUILT_IN::contains));
  }
}
