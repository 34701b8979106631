package dev.bulkhead.drill;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.PodTemplate;
import java.util.List;
import java.util.Set;

/**
 * What pods may write, as far as the roles bound to their service accounts show.
 *
 * @param inventory what the sources show
 */
record Permissions(Inventory inventory) {
  private static final Set<String> WRITING = Set.of("update", "patch", "*");

  /** Whether pods may write a resource of the core group: {@code nodes}, {@code nodes/status}. */
  boolean mayWrite(PodTemplate pod, String resource) {
    String account =
        pod.spec()
            .text("serviceAccountName")
            .or(() -> pod.spec().text("serviceAccount"))
            .orElse("default");
    return inventory.ofKind("ClusterRoleBinding").stream()
        .filter(binding -> binds(binding, account, pod.owner().key().namespace()))
        .flatMap(binding -> roles(binding).stream())
        .flatMap(role -> role.root().items("rules").stream())
        .anyMatch(rule -> covers(rule, resource));
  }

  private static boolean binds(KubernetesObject binding, String account, String namespace) {
    return binding.root().items("subjects").stream()
        .anyMatch(
            subject ->
                subject.text("kind").filter("ServiceAccount"::equals).isPresent()
                    && subject.text("name").filter(account::equals).isPresent()
                    && (namespace.isEmpty()
                        || subject.text("namespace").orElse(namespace).equals(namespace)));
  }

  private List<KubernetesObject> roles(KubernetesObject binding) {
    String name = binding.root().text("roleRef", "name").orElse("");
    return inventory.ofKind("ClusterRole").stream()
        .filter(role -> role.key().name().equals(name))
        .toList();
  }

  private static boolean covers(Node rule, String resource) {
    return has(rule, "apiGroups", Set.of("", "*"))
        && has(rule, "resources", Set.of(resource, "*"))
        && has(rule, "verbs", WRITING);
  }

  private static boolean has(Node rule, String field, Set<String> any) {
    return rule.items(field).stream()
        .anyMatch(item -> item instanceof Node.Scalar scalar && any.contains(scalar.text()));
  }
}
