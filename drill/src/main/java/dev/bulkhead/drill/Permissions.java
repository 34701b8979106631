package dev.bulkhead.drill;

import dev.bulkhead.admission.Labels;
import dev.bulkhead.admission.Selector;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.PodTemplate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What pods may write, as far as the roles bound to their service accounts show.
 *
 * @param inventory what the sources show
 */
record Permissions(Inventory inventory) {
  private static final Set<String> WRITING = Set.of("update", "patch", "*");

  /** Whether pods may write a resource of the core group: {@code nodes}, {@code nodes/status}. */
  boolean mayWrite(PodTemplate pod, String resource) {
    return roleThat(pod, rule -> covers(rule, resource)).isPresent();
  }

  /** The first role of the pods that has such a rule. */
  Optional<KubernetesObject> roleThat(PodTemplate pod, Predicate<Node> rule) {
    String account =
        pod.spec()
            .text("serviceAccountName")
            .or(() -> pod.spec().text("serviceAccount"))
            .orElse("default");
    return inventory.ofKind("ClusterRoleBinding").stream()
        .filter(binding -> binds(binding, account, pod.owner().key().namespace()))
        .flatMap(binding -> roles(binding).stream())
        .filter(role -> role.root().items("rules").stream().anyMatch(rule))
        .findFirst();
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

  /** The role that a binding names, with those that it gathers (an {@code aggregationRule}). */
  private List<KubernetesObject> roles(KubernetesObject binding) {
    String name = binding.root().text("roleRef", "name").orElse("");
    return inventory.ofKind("ClusterRole").stream()
        .filter(role -> role.key().name().equals(name))
        .flatMap(role -> Stream.concat(Stream.of(role), gathered(role)))
        .toList();
  }

  private Stream<KubernetesObject> gathered(KubernetesObject role) {
    List<Selector> selectors =
        role.root().items("aggregationRule", "clusterRoleSelectors").stream()
            .filter(Node.Mapping.class::isInstance)
            .map(Node.Mapping.class::cast)
            .map(selector -> Selector.of(Optional.of(selector)))
            .toList();
    return inventory.ofKind("ClusterRole").stream()
        .filter(
            other ->
                selectors.stream()
                    .anyMatch(
                        selector ->
                            selector
                                .selects(Labels.all(other.key().toString(), other.labels()))
                                .isYes()));
  }

  private static boolean covers(Node rule, String resource) {
    return has(rule, "apiGroups", Set.of("", "*"))
        && has(rule, "resources", Set.of(resource, "*"))
        && has(rule, "verbs", WRITING);
  }

  static boolean has(Node rule, String field, Set<String> any) {
    return rule.items(field).stream()
        .anyMatch(item -> item instanceof Node.Scalar scalar && any.contains(scalar.text()));
  }
}
