package dev.bulkhead.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ProviderTest {
  private static final Resource LEASES =
      Resource.inNamespaces("coordination.k8s.io", "v1", "leases", "Lease");

  private static AdmissionRequest request(
      Resource resource, String namespace, String name, String user) {
    return new AdmissionRequest(
        Operation.UPDATE,
        resource,
        namespace,
        name,
        Labels.none("namespace " + namespace),
        new Content.Labelled(Labels.none("it")),
        new Content.Labelled(Labels.none("it")),
        User.component(user));
  }

  private static Hook hook(String metadata) {
    return Callbacks.of(
            Given.inventory(
                """
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingWebhookConfiguration
                metadata: {name: hooks, %s}
                webhooks:
                  - name: pods
                    rules:
                      - {operations: ["*"], apiGroups: [""], apiVersions: [v1], resources: [pods]}
                """
                    .formatted(metadata)))
        .hooks()
        .getFirst();
  }

  private static Truth aks(Hook hook, Map<String, String> labels) {
    return Provider.AKS
        .rewrite(List.of(hook))
        .getFirst()
        .namespaceSelector()
        .selects(Labels.all("it", labels));
  }

  @ParameterizedTest
  @EnumSource
  void a_provider_is_found_by_its_name(Provider provider) {
    assertThat(Provider.of(provider.toString())).hasValue(provider);
    assertThat(Provider.of("AKS")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = "AKS", mode = EnumSource.Mode.EXCLUDE)
  void others_than_aks_leave_hooks_as_they_are(Provider provider) {
    List<Hook> hooks = List.of(hook("labels: {}"));

    assertThat(provider.rewrite(hooks)).isSameAs(hooks);
    assertThat(provider.labels("kube-system")).isEmpty();
  }

  @Test
  void aks_keeps_namespaces_of_its_own_from_hooks() {
    Hook hook = hook("labels: {}");

    assertThat(aks(hook, Provider.AKS.labels("kube-system"))).isEqualTo(Truth.Decided.NO);
    assertThat(aks(hook, Map.of("kubernetes.azure.com/managedby", "aks")))
        .isEqualTo(Truth.Decided.NO);
    assertThat(aks(hook, Map.of("control-plane", "controller-manager")))
        .isEqualTo(Truth.Decided.NO);
    assertThat(aks(hook, Map.of("kubernetes.azure.com/managedby", "me")))
        .isEqualTo(Truth.Decided.YES);
    assertThat(aks(hook, Provider.AKS.labels("shop"))).isEqualTo(Truth.Decided.YES);
  }

  @Test
  void aks_adds_to_what_a_hook_selects_by_itself() {
    Hook hook =
        Given.hook(
            """
            name: it
            namespaceSelector: {matchLabels: {tenant: a}}
            """);

    assertThat(aks(hook, Map.of("tenant", "a"))).isEqualTo(Truth.Decided.YES);
    assertThat(aks(hook, Map.of())).isEqualTo(Truth.Decided.NO);
    assertThat(aks(hook, Map.of("tenant", "a", "control-plane", "true")))
        .isEqualTo(Truth.Decided.NO);
  }

  @ParameterizedTest
  @CsvSource({"annotations", "labels"})
  void aks_leaves_hooks_that_opt_out_as_they_are(String where) {
    Hook hook = hook(where + ": {admissions.enforcer/disabled: \"true\"}");

    assertThat(Provider.AKS.rewrite(List.of(hook))).containsExactly(hook);
  }

  @ParameterizedTest
  @CsvSource({
    "kube-node-lease, worker-1, system:node:worker-1, YES",
    "kube-system, kube-scheduler, system:kube-scheduler, YES",
    "kube-system, other, system:kube-scheduler, NO",
    "shop, kube-scheduler, system:kube-scheduler, NO",
  })
  void eks_keeps_leases_of_the_control_plane_and_of_nodes_from_hooks(
      String namespace, String name, String user, Truth.Decided excluded) {
    assertThat(Provider.EKS.excludes(request(LEASES, namespace, name, user))).isEqualTo(excluded);
    assertThat(Provider.VANILLA.excludes(request(LEASES, namespace, name, user)))
        .isEqualTo(Truth.Decided.NO);
  }

  @Test
  void eks_may_keep_a_lease_of_an_unknown_name_from_hooks() {
    assertThat(Provider.EKS.excludes(request(LEASES, "kube-system", "", "a")).doubts())
        .containsExactly("the Lease is one that the provider exempts by name");
  }

  @Test
  void eks_keeps_tokens_for_the_controller_manager_from_hooks() {
    var tokens = Resource.inNamespaces("", "v1", "serviceaccounts/token", "ServiceAccount");

    assertThat(
            Provider.EKS.excludes(
                request(tokens, "kube-system", "a", "system:kube-controller-manager")))
        .isEqualTo(Truth.Decided.YES);
    assertThat(Provider.EKS.excludes(request(tokens, "kube-system", "a", "system:node:a")))
        .isEqualTo(Truth.Decided.NO);
  }

  @Test
  void eks_keeps_neither_nodes_nor_namespaces_from_hooks() {
    assertThat(Provider.EKS.excludes(request(Given.NODES, "", "a", "system:apiserver")))
        .isEqualTo(Truth.Decided.NO);
    assertThat(
            Provider.EKS.excludes(
                request(Given.NAMESPACES, "kube-system", "kube-system", "system:apiserver")))
        .isEqualTo(Truth.Decided.NO);
  }

  @Test
  void what_is_not_verified_is_said() {
    assertThat(Provider.EKS.note()).contains("not verified");
    assertThat(Provider.VANILLA.note()).isEmpty();
  }

  @Test
  void what_gke_calls_unsafe_is_known() {
    assertThat(Provider.isCalledUnsafe(request(Given.NODES, "", "a", "a"))).isTrue();
    assertThat(Provider.isCalledUnsafe(request(Given.PODS, "kube-system", "a", "a"))).isTrue();
    assertThat(Provider.isCalledUnsafe(request(LEASES, "kube-node-lease", "a", "a"))).isTrue();
    assertThat(Provider.isCalledUnsafe(request(Given.PODS, "shop", "a", "a"))).isFalse();
    assertThat(Provider.isCalledUnsafe(request(LEASES, "shop", "a", "a"))).isFalse();
    assertThat(Provider.isCalledUnsafe(request(Given.PODS, "kube-node-lease", "a", "a"))).isFalse();
  }
}
