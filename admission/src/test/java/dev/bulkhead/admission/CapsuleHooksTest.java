package dev.bulkhead.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.bulkhead.admission.Conditions.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CapsuleHooksTest {
  private static final String CONFIGURATION =
      """
      apiVersion: capsule.clastix.io/v1beta2
      kind: CapsuleConfiguration
      metadata: {name: default}
      spec:
        users:
          - {kind: Group, name: tenants.example}
          - {kind: User, name: "o'hara"}
        userGroups: [old.example]
        administrators: [{kind: ServiceAccount, name: "system:serviceaccount:flux:flux"}]
        admission:
          mutating:
            name: capsule-dynamic-webhook
            client: {url: https://capsule.example:8443}
            webhooks:
              - name: metadata.example
                path: /metadata
                failurePolicy: Ignore
                reinvocationPolicy: IfNeeded
                rules:
                  - {apiGroups: ["*"], apiVersions: ["*"], operations: [CREATE], resources: ["*"]}
          validating:
            name: capsule-dynamic-webhook
            client:
              service: {name: capsule-webhook-service, namespace: capsule-system, port: 9443}
            webhooks:
              - name: pods.example
                path: /pods
                namespaceSelector:
                  matchExpressions: [{key: capsule.clastix.io/tenant, operator: Exists}]
                matchConditions:
                  - {name: no-events, expression: 'request.resource.resource != "events"'}
                opts: {administrators: true}
                timeoutSeconds: 30
              - name: namespaces.example
                path: /namespaces
                opts: {capsuleUsers: true, administrators: true}
                matchPolicy: Exact
      """;

  private static List<Hook> hooks(String yaml) {
    return Callbacks.of(Given.inventory(yaml)).hooks();
  }

  private static Hook hook(String name) {
    return hooks(CONFIGURATION).stream()
        .filter(hook -> hook.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void hooks_are_those_of_one_configuration_of_each_type_by_name() {
    assertThat(hooks(CONFIGURATION))
        .extracting(Hook::type, Hook::configuration, Hook::position, Hook::name)
        .containsExactly(
            tuple(Hook.Type.MUTATING, "capsule-dynamic-webhook", 0, "metadata.example"),
            tuple(Hook.Type.VALIDATING, "capsule-dynamic-webhook", 0, "namespaces.example"),
            tuple(Hook.Type.VALIDATING, "capsule-dynamic-webhook", 1, "pods.example"));
  }

  @Test
  void hooks_are_written_at_run_time_and_declared_by_the_configuration_object() {
    assertThat(hooks(CONFIGURATION))
        .allSatisfy(
            hook -> {
              assertThat(hook.atRunTime()).isTrue();
              assertThat(hook.declared().key().kind()).isEqualTo("CapsuleConfiguration");
            });
  }

  @Test
  void what_is_not_stated_is_as_the_api_server_defaults_it() {
    assertThat(hook("namespaces.example"))
        .satisfies(
            hook -> {
              assertThat(hook.failurePolicy()).isEqualTo(Hook.FailurePolicy.FAIL);
              assertThat(hook.timeoutSeconds()).isEqualTo(10);
              assertThat(hook.matchPolicy()).isEqualTo(Hook.MatchPolicy.EXACT);
            });
    assertThat(hook("metadata.example"))
        .satisfies(
            hook -> {
              assertThat(hook.fails()).isFalse();
              assertThat(hook.reinvoked()).isTrue();
              assertThat(hook.matchPolicy()).isEqualTo(Hook.MatchPolicy.EQUIVALENT);
            });
  }

  @Test
  void all_hooks_of_a_type_are_reached_by_its_client() {
    assertThat(hook("pods.example").destination())
        .isEqualTo(new Destination.ServiceName("capsule-system", "capsule-webhook-service", 9443));
    assertThat(hook("metadata.example").destination())
        .isEqualTo(new Destination.Url("capsule.example"));
  }

  @Test
  void the_node_of_a_hook_is_as_the_controller_writes_it_and_keeps_its_places() {
    var node = hook("pods.example").node();

    assertThat(node.text("clientConfig", "service", "path")).hasValue("/pods");
    assertThat(node.text("clientConfig", "service", "port")).hasValue("9443");
    assertThat(node.at()).hasToString("test.yaml:26:11");
  }

  @Test
  void conditions_of_its_own_are_all_that_a_hook_has() {
    assertThat(
            hook("pods.example").conditions().evaluate(Given.request(Operation.CREATE, Given.PODS)))
        .isEqualTo(new Outcome.Met());
  }

  @Test
  void a_hook_for_some_users_is_gated_by_a_condition_where_it_has_none_of_its_own() {
    assertThat(gate(new User("alice", List.of("tenants.example")))).isInstanceOf(Outcome.Met.class);
    assertThat(gate(new User("bob", List.of("old.example")))).isInstanceOf(Outcome.Met.class);
    assertThat(gate(new User("o'hara", List.of("x")))).isInstanceOf(Outcome.Met.class);
    assertThat(gate(User.serviceAccount("any", "any"))).isInstanceOf(Outcome.Met.class);
    assertThat(gate(User.node("worker-1"))).isEqualTo(new Outcome.Unmet("capsule-user-gate"));
  }

  private static Outcome gate(User user) {
    Labels none = Labels.none("namespace shop");
    var request =
        new AdmissionRequest(
            Operation.CREATE,
            Given.NAMESPACES,
            "shop",
            "shop",
            none,
            new Content.Labelled(none),
            new Content.None(),
            user);
    assertThat(hook("namespaces.example").conditions().faults()).isEmpty();
    return hook("namespaces.example").conditions().evaluate(request);
  }

  @Test
  void selectors_are_read() {
    assertThat(
            hook("pods.example")
                .namespaceSelector()
                .selects(Labels.all("it", Map.of("capsule.clastix.io/tenant", "a"))))
        .isEqualTo(Truth.Decided.YES);
  }

  @Test
  void a_configuration_without_admission_or_of_another_group_has_no_hooks() {
    assertThat(hooks("{apiVersion: capsule.clastix.io/v1beta2, kind: CapsuleConfiguration}"))
        .isEmpty();
    assertThat(hooks(CONFIGURATION.replace("capsule.clastix.io/v1beta2", "other.example/v1")))
        .isEmpty();
  }

  @Test
  void a_malformed_configuration_is_read_as_far_as_it_goes() {
    assertThat(
            hooks(
                """
                apiVersion: capsule.clastix.io/v1beta2
                kind: CapsuleConfiguration
                metadata: {name: default}
                spec: {admission: {validating: {webhooks: [1, {}, [], {name: a, opts: 1}]}}}
                """))
        .extracting(Hook::name, Hook::destination)
        .containsExactly(
            tuple("webhook 0 of default", new Destination.Unstated()),
            tuple("a", new Destination.Unstated()));
  }
}
