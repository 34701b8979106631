package dev.bulkhead.drill;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.PodTemplate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What accounts may do, as far as the sources' roles and bindings show. */
final class WebhookAccess {
  private static final Set<String> EVERYTHING = Set.of("cluster-admin", "admin");

  private final Inventory inventory;

  WebhookAccess(Inventory inventory) {
    this.inventory = inventory;
  }

  /** Whether the sources show any binding of a pod's account. */
  boolean isBound(PodTemplate pod) {
    return bindings(pod).findAny().isPresent();
  }

  /** Whether some role of the sources allows one of these verbs, whoever has the role. */
  boolean mayAnybody(Set<String> verbs, String group, String resource) {
    return roles().anyMatch(role -> allows(role, verbs, group, resource))
        || bindings().anyMatch(WebhookAccess::isOfEverything);
  }

  /** Whether the account of a pod may use one of these verbs. */
  boolean may(PodTemplate pod, Set<String> verbs, String group, String resource) {
    return bindings(pod)
        .anyMatch(
            binding ->
                isOfEverything(binding)
                    || role(binding)
                        .filter(role -> allows(role, verbs, group, resource))
                        .isPresent());
  }

  private Stream<KubernetesObject> bindings(PodTemplate pod) {
    String account = pod.spec().text("serviceAccountName").orElse("default");
    return bindings().filter(binding -> binds(binding, account, pod.owner().key().namespace()));
  }

  private Stream<KubernetesObject> roles() {
    return Stream.concat(
        inventory.ofKind("ClusterRole").stream(), inventory.ofKind("Role").stream());
  }

  private Stream<KubernetesObject> bindings() {
    return Stream.concat(
        inventory.ofKind("ClusterRoleBinding").stream(), inventory.ofKind("RoleBinding").stream());
  }

  private static boolean isOfEverything(KubernetesObject binding) {
    return binding.root().text("roleRef", "name").filter(EVERYTHING::contains).isPresent();
  }

  private Optional<KubernetesObject> role(KubernetesObject binding) {
    return inventory.find(
        binding.root().text("roleRef", "kind").orElse("ClusterRole"),
        "",
        binding.root().text("roleRef", "name").orElse(""));
  }

  private static boolean binds(KubernetesObject binding, String account, String namespace) {
    return binding.root().items("subjects").stream()
        .filter(subject -> subject.text("name").filter(account::equals).isPresent())
        .map(subject -> subject.text("namespace").orElse(""))
        .anyMatch(other -> other.isEmpty() || namespace.isEmpty() || other.equals(namespace));
  }

  private static boolean allows(
      KubernetesObject role, Set<String> verbs, String group, String resource) {
    return role.root().items("rules").stream()
        .anyMatch(
            rule ->
                texts(rule, "verbs").anyMatch(verb -> verb.equals("*") || verbs.contains(verb))
                    && texts(rule, "apiGroups")
                        .anyMatch(one -> one.equals("*") || one.equals(group))
                    && texts(rule, "resources")
                        .anyMatch(one -> one.equals("*") || one.equals(resource)));
  }

  private static Stream<String> texts(Node rule, String field) {
    List<Node> items = rule.items(field);
    return items.stream()
        .flatMap(
            item -> item instanceof Node.Scalar scalar ? Stream.of(scalar.text()) : Stream.of());
  }
}
