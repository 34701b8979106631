package dev.bulkhead.drill;

import static dev.bulkhead.drill.WebhookGiven.SOUND;
import static dev.bulkhead.verdict.Severity.NOTICE;

import org.junit.jupiter.api.Test;

class WebhookOwnReaderTest {
  private static String crd(String versions) {
    return "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: things.guard.example, annotations: {cert-manager.io/inject-ca-from: a/b}}, spec: {group: guard.example, names: {plural: things}, versions: [%s], conversion: {strategy: Webhook, webhook: {clientConfig: {service: {name: hook, namespace: guard}}}}}}\n---\n"
        .formatted(versions);
  }

  private static final String TWO =
      crd("{name: v1, served: true, storage: true}, {name: v1beta1, served: true}");

  private static String access(String account) {
    return """
    {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: r}, rules: [{apiGroups: [guard.example], resources: [things], verbs: [list, watch]}]}
    ---
    {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: b}, roleRef: {kind: ClusterRole, name: r}, subjects: [{kind: ServiceAccount, name: %s, namespace: guard}]}
    ---
    """
        .formatted(account);
  }

  @Test
  void a_controller_that_converts_what_it_reads_may_wait_for_itself() {
    WebhookGiven.of(SOUND + TWO + access("default"))
        .violates(
            WebhookBackendRules.OWN_READER,
            NOTICE,
            "Deployment guard/guard converts things.guard.example",
            "(now v1)");
  }

  @Test
  void one_that_reads_nothing_of_it_does_not() {
    WebhookGiven.of(SOUND + TWO + access("other")).proves(WebhookBackendRules.OWN_READER);
  }

  @Test
  void one_version_needs_no_conversion() {
    WebhookGiven.of(SOUND + crd("{name: v1, served: true, storage: true}") + access("default"))
        .saysNothingOf(WebhookBackendRules.OWN_READER);
  }
}
