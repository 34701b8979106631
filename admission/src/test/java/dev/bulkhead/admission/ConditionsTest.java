package dev.bulkhead.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.admission.Conditions.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConditionsTest {
  private static final Labels NO_LABELS = Labels.none("pod it");
  private static final Content POD = new Content.Labelled(NO_LABELS);

  private static Conditions conditions(String... expressions) {
    var items =
        IntStream.range(0, expressions.length)
            .mapToObj(i -> "- {name: c%d, expression: %s}".formatted(i, quoted(expressions[i])))
            .toList();
    return Conditions.of(
        Given.mapping("matchConditions:\n" + String.join("\n", items)).items("matchConditions"));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static Outcome outcome(AdmissionRequest request, String... expressions) {
    return conditions(expressions).evaluate(request);
  }

  @Test
  void without_conditions_all_are_met() {
    assertThat(Conditions.NONE.evaluate(Given.request(Operation.CREATE, Given.PODS)))
        .isEqualTo(new Outcome.Met());
    assertThat(Conditions.NONE.faults()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '"',
      value = {
        "true, true                       => Met",
        "true, false                      => Unmet",
        "1 / 0 == 1, false                => Unmet",
        "object.spec.x == 1, false        => Unmet",
        "false, 1 / 0 == 1                => Unmet",
        "true, 1 / 0 == 1                 => Failed",
        "object.spec.x == 1, 1 / 0 == 1   => Failed",
        "true, object.spec.x == 1         => Open",
      })
  void a_false_wins_over_errors_and_errors_over_doubts(String expressions, String outcome) {
    assertThat(
            outcome(Given.request(Operation.CREATE, Given.PODS), expressions.split(", ", -1))
                .getClass()
                .getSimpleName())
        .isEqualTo(outcome);
  }

  @Test
  void an_error_beside_a_doubt_depends_on_the_doubt() {
    assertThat(
            outcome(
                Given.request(Operation.CREATE, Given.PODS), "object.spec.x == 1", "1 / 0 == 1"))
        .isEqualTo(
            new Outcome.Failed(
                "c1",
                "divide by zero",
                List.of("the condition c0 is met, which depends on object.spec")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "request.operation == 'UPDATE'",
        "request.kind.group == '' && request.kind.version == 'v1' && request.kind.kind == 'Pod'",
        "request.resource.group == '' && request.resource.version == 'v1'",
        "request.resource.resource == 'pods' && request.requestResource.resource == 'pods'",
        "request.requestKind.kind == 'Pod'",
        "!has(request.subResource) || request.subResource == ''",
        "!has(request.requestSubResource)",
        "request.name == 'it' && request.namespace == 'shop'",
        "request.userInfo.username == 'system:node:worker-1'",
        "'system:nodes' in request.userInfo.groups",
        "!request.dryRun",
        "object.metadata.name == 'it' && object.metadata.namespace == 'shop'",
        "object.kind == 'Pod' && object.apiVersion == 'v1'",
        "!has(object.metadata.labels)",
        "oldObject != null && namespaceObject == null",
      })
  void what_is_known_of_a_request_can_be_read(String expression) {
    assertThat(outcome(Given.request(Operation.UPDATE, Given.PODS, POD), expression))
        .isEqualTo(new Outcome.Met());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "has(request.userInfo.uid)",
        "has(request.userInfo.extra)",
        "has(request.options)",
        "has(object.spec)",
        "has(object.metadata.annotations)",
        "authorizer.requestResource.check('get').allowed()",
      })
  void what_is_not_known_of_a_request_leaves_it_open(String expression) {
    assertThat(outcome(Given.request(Operation.UPDATE, Given.PODS, POD), expression))
        .isInstanceOf(Outcome.Open.class);
  }

  @Test
  void a_subresource_is_there_and_its_object_has_a_kind_of_its_own() {
    var binding = Resource.inNamespaces("", "v1", "pods/binding", "Pod");

    assertThat(
            outcome(
                Given.request(Operation.CREATE, binding),
                "request.subResource == 'binding'",
                "request.kind.kind == 'Binding'",
                "request.resource.resource == 'pods'"))
        .isEqualTo(new Outcome.Met());
  }

  @Test
  void the_kind_of_an_unheard_of_subresource_is_not_known() {
    var odd = Resource.inNamespaces("odd.example", "v1", "things/part", "Thing");

    assertThat(outcome(Given.request(Operation.CREATE, odd), "request.kind.kind == 'Part'"))
        .isInstanceOf(Outcome.Open.class);
  }

  @Test
  void an_object_that_is_not_there_is_null() {
    assertThat(outcome(Given.request(Operation.DELETE, Given.PODS), "object == null"))
        .isEqualTo(new Outcome.Met());
    assertThat(outcome(Given.request(Operation.CREATE, Given.PODS), "oldObject == null"))
        .isEqualTo(new Outcome.Met());
    assertThat(outcome(Given.request(Operation.DELETE, Given.PODS), "object.metadata.name == 'a'"))
        .isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void an_object_without_metadata_has_none() {
    var exec = Resource.inNamespaces("", "v1", "pods/exec", "Pod");

    assertThat(
            outcome(
                Given.request(Operation.CONNECT, exec, new Content.Bare()),
                "!has(object.metadata)"))
        .isEqualTo(new Outcome.Met());
  }

  @Test
  void of_an_object_that_is_known_whole_all_is_known() {
    var pod =
        new Content.Whole(
            NO_LABELS,
            Given.mapping(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: it, annotations: {a: b}}
                spec: {priority: 5, weight: 1.5, hostNetwork: true, nodeName: null, items: [x]}
                """));

    assertThat(
            outcome(
                Given.request(Operation.CREATE, Given.PODS, pod),
                "object.metadata.annotations['a'] == 'b' && object.spec.priority == 5",
                "object.spec.weight > 1.0 && object.spec.hostNetwork",
                "!has(object.spec.nodeName) && object.spec.items == ['x']"))
        .isEqualTo(new Outcome.Met());
  }

  @Test
  void labels_that_are_not_shown_are_taken_to_be_absent_where_they_would_opt_in() {
    var some = new Content.Labelled(Labels.some("pod it", Map.of("team", "blue")));
    var request = Given.request(Operation.CREATE, Given.PODS, some);

    assertThat(outcome(request, "'tenant' in object.metadata.labels"))
        .isEqualTo(new Outcome.Unmet("c0"));
    assertThat(outcome(request, "!('skip' in object.metadata.labels)"))
        .isEqualTo(
            new Outcome.Open(
                List.of("the condition c0 is met, which depends on object.metadata.labels.skip")));
    assertThat(outcome(request, "object.metadata.labels['team'] == 'blue'"))
        .isEqualTo(new Outcome.Met());
  }

  @Test
  void an_object_of_which_no_label_is_shown_may_have_some_all_the_same() {
    var some = new Content.Labelled(Labels.some("pod it", Map.of()));
    var request = Given.request(Operation.CREATE, Given.PODS, some);

    assertThat(outcome(request, "has(object.metadata.labels)")).isEqualTo(new Outcome.Unmet("c0"));
    assertThat(outcome(request, "!has(object.metadata.labels)")).isInstanceOf(Outcome.Open.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '"',
      value = {
        "!(request.resource.group == 'coordination.k8s.io' && request.resource.resource == 'leases') => Met",
        "!('system:nodes' in request.userInfo.groups) => Unmet",
        "request.userInfo.groups.all(g, !g.startsWith('system:node')) => Unmet",
        "!request.userInfo.username.matches('^system:(node|kube)') => Unmet",
        "!(request.userInfo.username in ['system:kube-scheduler', 'system:apiserver']) => Met",
        "request.?namespace.orValue('') != 'kube-system' => Met",
        "request.namespace != 'kube-system' => Met",
        "object.metadata.?labels[?'skip'].orValue('') != 'true' => Met",
        "!has(object.metadata.labels) || object.metadata.labels.size() == 0 => Met",
        "object.metadata.?annotations[?'skip'].orValue('') != 'true' => Open",
        "request.operation != 'UPDATE' || object.spec != oldObject.spec => Open",
        "authorizer.group('a').resource('b').name('c').check('breakglass').allowed() => Open",
      })
  void conditions_as_people_write_them_come_to_what_they_should(String expression, String outcome) {
    Outcome reached = outcome(Given.request(Operation.UPDATE, Given.PODS, POD), expression);

    assertThat(reached.getClass().getSimpleName()).isEqualTo(outcome);
  }

  @Test
  void a_request_without_namespace_has_no_such_field_and_to_read_it_is_an_error() {
    var request = Given.request(Operation.UPDATE, Given.NODES);

    assertThat(outcome(request, "request.namespace != 'kube-system'"))
        .isInstanceOf(Outcome.Failed.class);
    assertThat(outcome(request, "!has(request.namespace)")).isEqualTo(new Outcome.Met());
  }

  @Test
  void what_the_api_server_would_refuse_is_told_with_its_place_and_leaves_all_open() {
    Conditions conditions = conditions("true", "request.foo == 1");

    assertThat(conditions.faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.condition()).isEqualTo("c1");
              assertThat(fault.problem()).isEqualTo("undefined field 'foo'");
              assertThat(fault.at()).hasToString("test.yaml:3:26");
            });
    assertThat(conditions.evaluate(Given.request(Operation.CREATE, Given.PODS)))
        .isEqualTo(
            new Outcome.Open(
                List.of("the API server takes the condition c1: undefined field 'foo'")));
  }

  @Test
  void more_conditions_than_the_api_server_allows_are_a_fault() {
    String[] many = new String[65];
    Arrays.fill(many, "true");

    assertThat(conditions(many).faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.problem()).isEqualTo("there are more than 64"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[1, text]", "[{name: a}]", "[{expression: {a: b}}]", "[[]]"})
  void malformed_conditions_are_faults_and_never_a_crash(String yaml) {
    var conditions =
        Conditions.of(Given.mapping("matchConditions: " + yaml).items("matchConditions"));

    assertThat(conditions.faults().isEmpty()).isEqualTo(conditions.isEmpty());
    assertThat(conditions.evaluate(Given.request(Operation.CREATE, Given.PODS)))
        .isInstanceOf(conditions.isEmpty() ? Outcome.Met.class : Outcome.Open.class);
  }

  @Test
  void an_outcome_that_is_kept_is_that_of_the_same_request_alone() {
    Conditions conditions =
        conditions(
            "request.userInfo.username == 'system:node:worker-1'", "request.operation == 'CREATE'");
    var create = Given.request(Operation.CREATE, Given.PODS);
    var other = Given.request(Operation.UPDATE, Given.PODS);
    var another =
        new AdmissionRequest(
            create.operation(),
            create.resource(),
            create.namespace(),
            create.name(),
            create.namespaceLabels(),
            create.object(),
            create.oldObject(),
            User.component("system:kube-scheduler"));

    for (int round = 0; round < 2; round++) {
      assertThat(conditions.evaluate(create)).isEqualTo(new Outcome.Met());
      assertThat(conditions.evaluate(other)).isEqualTo(new Outcome.Unmet("c1"));
      assertThat(conditions.evaluate(another)).isEqualTo(new Outcome.Unmet("c0"));
    }
  }

  @Test
  void an_outcome_that_reads_an_object_is_kept_for_that_object_alone() {
    Conditions conditions =
        conditions("has(object.metadata.labels) && 'a' in object.metadata.labels");
    var with = new Content.Labelled(Labels.all("pod it", Map.of("a", "b")));

    for (int round = 0; round < 2; round++) {
      assertThat(conditions.evaluate(Given.request(Operation.CREATE, Given.PODS, with)))
          .isEqualTo(new Outcome.Met());
      assertThat(conditions.evaluate(Given.request(Operation.CREATE, Given.PODS, POD)))
          .isEqualTo(new Outcome.Unmet("c0"));
    }
  }
}
