package dev.bulkhead.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CallbacksTest {
  private static Callbacks callbacks(String yaml) {
    return Callbacks.of(Given.inventory(yaml));
  }

  @Test
  void hooks_are_called_mutating_ones_first_then_by_configuration_then_by_place() {
    String configuration =
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: %s
        metadata: {name: %s}
        webhooks: [{name: z}, {name: a}]
        ---
        """;

    assertThat(
            callbacks(
                    configuration.formatted("ValidatingWebhookConfiguration", "b")
                        + configuration.formatted("MutatingWebhookConfiguration", "d")
                        + configuration.formatted("MutatingWebhookConfiguration", "c"))
                .hooks())
        .extracting(Hook::type, Hook::configuration, Hook::name)
        .containsExactly(
            tuple(Hook.Type.MUTATING, "c", "z"),
            tuple(Hook.Type.MUTATING, "c", "a"),
            tuple(Hook.Type.MUTATING, "d", "z"),
            tuple(Hook.Type.MUTATING, "d", "a"),
            tuple(Hook.Type.VALIDATING, "b", "z"),
            tuple(Hook.Type.VALIDATING, "b", "a"));
  }

  @ParameterizedTest
  @CsvSource({"v1, Fail, 10, EQUIVALENT", "v1beta1, Ignore, 30, EXACT"})
  void what_is_not_stated_is_as_the_version_defaults_it(
      String version, String policy, int timeout, Hook.MatchPolicy match) {
    Hook hook =
        callbacks(
                """
                apiVersion: admissionregistration.k8s.io/%s
                kind: ValidatingWebhookConfiguration
                metadata: {name: a}
                webhooks: [{name: z}]
                """
                    .formatted(version))
            .hooks()
            .getFirst();

    assertThat(hook.failurePolicy()).hasToString(policy);
    assertThat(hook.timeoutSeconds()).isEqualTo(timeout);
    assertThat(hook.matchPolicy()).isEqualTo(match);
    assertThat(hook.reinvoked()).isFalse();
    assertThat(hook.namespaceSelector().isEmpty()).isTrue();
    assertThat(hook.destination()).isEqualTo(new Destination.Unstated());
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "{service: {namespace: a, name: b}}              => service a/b : 443",
        "{service: {namespace: a, name: b, port: 8443}}  => service a/b : 8443",
        "{service: {namespace: a, name: b, port: 0}}     => service a/b : 443",
        "{service: {namespace: a, name: b, port: 99999999999999}} => service a/b : 443",
        "{service: {namespace: a, name: b, port: text}}  => service a/b : 443",
        "{url: 'https://hook.example:8443/path'}         => host hook.example",
        "{url: 'no url'}                                 => host of an unreadable URL",
        "{service: text}                                 => nowhere",
        "{}                                              => nowhere",
      })
  void a_client_configuration_says_where_calls_go_to(String config, String expected) {
    Destination destination = Given.hook("name: it\nclientConfig: " + config).destination();

    String port =
        destination instanceof Destination.ServiceName service ? " : " + service.port() : "";
    assertThat(destination + port).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "webhooks: text",
        "webhooks: [text, 1, null, []]",
        "webhooks: [{name: [], rules: {a: b}, timeoutSeconds: text, matchConditions: 1}]",
        "webhooks: [{rules: [1, [], {operations: 5}], namespaceSelector: text}]",
        "webhooks: [{timeoutSeconds: 99999999999999999999, failurePolicy: [], matchPolicy: {}}]",
        "webhooks: [{objectSelector: {matchLabels: text, matchExpressions: [1, {}]}}]",
        "webhooks: [{clientConfig: []}]",
      })
  void malformed_configurations_are_read_as_far_as_they_go(String webhooks) {
    var hooks =
        callbacks(
                """
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingWebhookConfiguration
                metadata: {name: a}
                %s
                """
                    .formatted(webhooks))
            .hooks();

    for (Hook hook : hooks) {
      assertThat(hook.timeoutSeconds()).isBetween(1, 30);
      assertThat(Given.matching().decide(hook, Given.request(Operation.CREATE, Given.PODS)))
          .isNotNull();
    }
  }

  @Test
  void configurations_of_other_groups_are_none() {
    assertThat(
            callbacks(
                    """
                    apiVersion: other.example/v1
                    kind: ValidatingWebhookConfiguration
                    metadata: {name: a}
                    webhooks: [{name: z}]
                    """)
                .hooks())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "[{name: v1, served: true, storage: true}] => [] => false",
        "[{name: v1, served: true, storage: true}] => [v1] => false",
        "[{name: v1, served: true, storage: true}] => [v1beta1, v1] => true",
        "[{name: v1, served: true, storage: true}, {name: v1beta1, served: true}] => [] => true",
        "[{name: v1, served: true, storage: true}, {name: v1beta1, served: false}] => [] => false",
      })
  void objects_are_converted_where_they_can_be_asked_for_in_another_version_than_is_stored(
      String versions, String stored, boolean needed) {
    var conversion = conversion(versions, stored);

    assertThat(conversion.isNeeded()).isEqualTo(needed);
    assertThat(conversion.destination()).hasToString("service a/b");
    assertThat(conversion).hasToString("things.a.example");
  }

  private static Conversion conversion(String versions, String stored) {
    return callbacks(
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: things.a.example}
            spec:
              group: a.example
              names: {plural: things, kind: Thing}
              conversion:
                strategy: Webhook
                webhook: {clientConfig: {service: {namespace: a, name: b, path: /convert}}}
              versions: %s
            status: {storedVersions: %s}
            """
                .formatted(versions, stored))
        .conversions()
        .getFirst();
  }

  @Test
  void only_those_who_ask_for_another_version_than_is_stored_need_a_conversion() {
    var conversion =
        conversion(
            "[{name: v1beta1, served: true, storage: true}, {name: v1, served: true}]", "[]");

    assertThat(conversion.converts("v1beta1")).isFalse();
    assertThat(conversion.converts("v1")).isTrue();
    assertThat(conversion.preferred()).isEqualTo("v1");
  }

  @Test
  void a_definition_without_webhook_converts_nothing() {
    assertThat(
            callbacks(
                    """
                    apiVersion: apiextensions.k8s.io/v1
                    kind: CustomResourceDefinition
                    spec: {conversion: {strategy: None}}
                    """)
                .conversions())
        .isEmpty();
  }

  @Test
  void an_api_service_with_a_service_is_answered_for_by_another_server() {
    var callbacks =
        callbacks(
            """
            apiVersion: apiregistration.k8s.io/v1
            kind: APIService
            metadata: {name: v1beta1.metrics.k8s.io}
            spec: {group: metrics.k8s.io, version: v1beta1, service: {namespace: a, name: b}}
            ---
            apiVersion: apiregistration.k8s.io/v1
            kind: APIService
            metadata: {name: v1.apps}
            spec: {group: apps, version: v1}
            """);

    assertThat(callbacks.aggregated())
        .extracting(AggregatedApi::toString, AggregatedApi::destination)
        .containsExactly(
            tuple("v1beta1.metrics.k8s.io", new Destination.ServiceName("a", "b", 443)));
  }

  @Test
  void other_hooks_can_take_the_place_of_hooks() {
    assertThat(callbacks("{}").withHooks(List.of(Given.hook("name: it"))).hooks()).hasSize(1);
  }
}
