package dev.bulkhead.drill;

import static dev.bulkhead.drill.WebhookGiven.SOUND;
import static dev.bulkhead.drill.WebhookGiven.exempting;
import static dev.bulkhead.drill.WebhookGiven.hook;
import static dev.bulkhead.drill.WebhookGiven.rule;
import static dev.bulkhead.verdict.Severity.ERROR;
import static dev.bulkhead.verdict.Severity.NOTICE;
import static dev.bulkhead.verdict.Severity.WARNING;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTrustTest {
  private static final String SERVICES = rule("CREATE", "", "services");

  private static final String READER = role("[get]");
  private static final String SELF = role("[get, patch]");

  private static String role(String verbs) {
    return """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata: {name: r}
    rules: [{apiGroups: [admissionregistration.k8s.io], resources: [validatingwebhookconfigurations], verbs: %s}]
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRoleBinding
    metadata: {name: b}
    roleRef: {kind: ClusterRole, name: r}
    subjects: [{kind: ServiceAccount, name: default, namespace: guard}]
    ---
    """
        .formatted(verbs);
  }

  private static String untrusted(String bundle, String fields) {
    return hook(fields).replaceFirst("caBundle: [^,]*,", bundle.isEmpty() ? "" : bundle + ",");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "caBundle: ''", "caBundle: Cg==", "caBundle: bm90aGluZw=="})
  void an_empty_authority_that_nobody_fills_in_is_never_trusted(String bundle) {
    WebhookGiven.of(SOUND + READER + untrusted(bundle, SERVICES))
        .violates(
            WebhookBackendRules.CA_LOOP,
            WARNING,
            "The caBundle of guard.example is empty",
            "no role");
  }

  @Test
  void under_ignore_the_hook_is_never_called() {
    WebhookGiven.of(SOUND + READER + untrusted("", "failurePolicy: Ignore\n    " + SERVICES))
        .violates(WebhookBackendRules.CA_LOOP, NOTICE, "is empty");
  }

  @Test
  void an_annotation_has_it_filled_in() {
    String injected =
        untrusted("", SERVICES)
            .replace(
                "metadata: {name: guard}",
                "metadata: {name: guard, annotations: {cert-manager.io/inject-ca-from: guard/c}}");

    WebhookGiven.of(SOUND + READER + injected).proves(WebhookBackendRules.CA_LOOP);
  }

  @Test
  void so_does_a_controller_that_may_change_the_configuration() {
    WebhookGiven.of(SOUND + SELF + untrusted("", SERVICES)).proves(WebhookBackendRules.CA_LOOP);
  }

  @Test
  void an_authority_that_the_chart_made_needs_nobody() {
    WebhookGiven.of(SOUND + READER + hook(SERVICES)).saysNothingOf(WebhookBackendRules.CA_LOOP);
  }

  @Test
  void where_the_roles_of_who_answers_are_elsewhere_nobody_can_tell() {
    WebhookGiven.of(SOUND + untrusted("", SERVICES))
        .leavesOpen(WebhookBackendRules.CA_LOOP, "do not show the roles of who answers");
    WebhookGiven.of(
            SOUND + READER.replace("name: default", "name: other") + untrusted("", SERVICES))
        .leavesOpen(WebhookBackendRules.CA_LOOP, "do not show the roles of who answers");
  }

  @Test
  void a_hook_that_refuses_the_secret_of_its_certificate_waits_for_itself() {
    WebhookGiven.of(SOUND + SELF + untrusted("", rule("CREATE, UPDATE", "", "secrets")))
        .violates(
            WebhookBackendRules.CA_LOOP,
            ERROR,
            "CREATE secrets in guard",
            "UPDATE secrets in guard");
    WebhookGiven.of(
            SOUND
                + SELF
                + untrusted("", rule("CREATE, UPDATE", "", "secrets") + exempting("guard")))
        .proves(WebhookBackendRules.CA_LOOP);
  }

  @Test
  void a_hook_that_refuses_the_pods_of_its_injector_waits_for_itself() {
    String injector =
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: cainjector, namespace: certs}, spec: {template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c}]}}}}\n---\n";
    String pods =
        untrusted("", rule("CREATE", "", "pods") + exempting("guard, kube-system"))
            .replace(
                "metadata: {name: guard}",
                "metadata: {name: guard, annotations: {cert-manager.io/inject-ca-from: guard/c}}");

    WebhookGiven.of(SOUND + injector + pods)
        .violates(WebhookBackendRules.CA_LOOP, ERROR, "CREATE pods in certs");
    WebhookGiven.of(SOUND + injector + pods.replace("kube-system]", "kube-system, certs]"))
        .proves(WebhookBackendRules.CA_LOOP);
    WebhookGiven.of(SOUND + pods).proves(WebhookBackendRules.CA_LOOP);
  }

  @Test
  void of_a_backend_elsewhere_nothing_is_said() {
    WebhookGiven.of(READER + untrusted("", SERVICES)).saysNothingOf(WebhookBackendRules.CA_LOOP);
  }
}
