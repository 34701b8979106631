package dev.bulkhead.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.KubernetesVersion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MatchingTest {
  private static final String ALL =
      """
      name: all
      rules:
        - {operations: ["*"], apiGroups: ["*"], apiVersions: ["*"], resources: ["*/*"]}
      """;

  private static Decision decide(String fields, AdmissionRequest request) {
    return Given.matching().decide(Given.hook(fields), request);
  }

  private static Matching matching(int minor) {
    var version = KubernetesVersion.of(1, minor, 0);
    return new Matching(version, Equivalents.of(version, Given.inventory("")));
  }

  private static AdmissionRequest request(
      Operation operation,
      Resource resource,
      String namespace,
      Map<String, String> labels,
      Content object,
      Content oldObject) {
    return new AdmissionRequest(
        operation,
        resource,
        namespace,
        "it",
        Labels.all("namespace " + namespace, labels),
        object,
        oldObject,
        User.node("worker-1"));
  }

  private static Content labelled(Map<String, String> labels) {
    return new Content.Labelled(Labels.all("it", labels));
  }

  @ParameterizedTest
  @EnumSource
  void every_operation_is_sent(Operation operation) {
    assertThat(decide(ALL, Given.request(operation, Given.PODS))).isEqualTo(Decision.Plain.CALLED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "validatingwebhookconfigurations",
        "mutatingwebhookconfigurations",
        "validatingadmissionpolicies",
        "validatingadmissionpolicies/status",
        "validatingadmissionpolicybindings",
        "mutatingadmissionpolicies",
        "mutatingadmissionpolicybindings",
      })
  void what_configures_admission_is_sent_to_no_hook(String path) {
    var resource = Resource.ofCluster("admissionregistration.k8s.io", "v1", path, "Any");

    assertThat(decide(ALL, Given.request(Operation.DELETE, resource)))
        .isEqualTo(Decision.Plain.SKIPPED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "customresourcedefinitions.apiextensions.k8s.io",
        "apiservices.apiregistration.k8s.io",
        "certificatesigningrequests.certificates.k8s.io",
        "leases.coordination.k8s.io",
        "events.events.k8s.io",
        "validatingwebhookconfigurations.other.example",
      })
  void everything_else_is_sent(String resource) {
    int dot = resource.indexOf('.');
    var sent =
        Resource.ofCluster(resource.substring(dot + 1), "v1", resource.substring(0, dot), "Any");

    assertThat(decide(ALL, Given.request(Operation.UPDATE, sent))).isEqualTo(Decision.Plain.CALLED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tokenreviews.authentication.k8s.io",
        "selfsubjectreviews.authentication.k8s.io",
        "subjectaccessreviews.authorization.k8s.io",
        "localsubjectaccessreviews.authorization.k8s.io",
        "selfsubjectaccessreviews.authorization.k8s.io",
        "selfsubjectrulesreviews.authorization.k8s.io",
      })
  void reviews_are_sent_up_to_version_1_36(String resource) {
    int dot = resource.indexOf('.');
    var review =
        Resource.ofCluster(resource.substring(dot + 1), "v1", resource.substring(0, dot), "Any");
    AdmissionRequest request = Given.request(Operation.CREATE, review);

    assertThat(matching(36).decide(Given.hook(ALL), request)).isEqualTo(Decision.Plain.CALLED);
    assertThat(matching(37).decide(Given.hook(ALL), request)).isEqualTo(Decision.Plain.SKIPPED);
  }

  @Test
  void a_selector_of_namespaces_exempts_no_other_object_of_the_cluster() {
    String selective = ALL + "namespaceSelector: {matchLabels: {tenant: a}}\n";

    assertThat(decide(selective, Given.request(Operation.UPDATE, Given.NODES)))
        .isEqualTo(Decision.Plain.CALLED);
    assertThat(decide(selective, Given.request(Operation.UPDATE, Given.PODS)))
        .isEqualTo(Decision.Plain.SKIPPED);
  }

  @ParameterizedTest
  @CsvSource({"CREATE", "UPDATE", "DELETE"})
  void a_namespace_is_selected_by_the_labels_that_the_request_gives_it(Operation operation) {
    String selective = ALL + "namespaceSelector: {matchLabels: {tenant: a}}\n";

    for (Resource resource :
        List.of(
            Given.NAMESPACES, Resource.ofCluster("", "v1", "namespaces/finalize", "Namespace"))) {
      assertThat(
              decide(
                  selective,
                  request(
                      operation,
                      resource,
                      "shop",
                      Map.of("tenant", "a"),
                      labelled(Map.of()),
                      labelled(Map.of()))))
          .isEqualTo(Decision.Plain.CALLED);
      assertThat(
              decide(
                  selective,
                  request(
                      operation,
                      resource,
                      "shop",
                      Map.of(),
                      labelled(Map.of("tenant", "a")),
                      labelled(Map.of()))))
          .isEqualTo(Decision.Plain.SKIPPED);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // new,  old,  called
    "yes,    no,   true",
    "no,     yes,  true",
    "no,     no,   false",
    "none,   yes,  true",
    "yes,    none, true",
    "none,   no,   false",
    "bare,   none, false",
  })
  void an_object_is_selected_as_it_was_or_as_it_will_be(String now, String old, boolean called) {
    String selective = ALL + "objectSelector: {matchLabels: {chosen: 'yes'}}\n";

    Decision decision =
        decide(
            selective,
            request(Operation.UPDATE, Given.PODS, "shop", Map.of(), content(now), content(old)));

    assertThat(decision.isSkipped()).isEqualTo(!called);
  }

  private static Content content(String what) {
    return switch (what) {
      case "none" -> new Content.None();
      case "bare" -> new Content.Bare();
      default -> labelled(Map.of("chosen", what));
    };
  }

  @Test
  void the_object_of_a_subresource_without_labels_is_hit_by_selectors_that_opt_out() {
    var binding = Resource.inNamespaces("", "v1", "pods/binding", "Pod");
    AdmissionRequest request = Given.request(Operation.CREATE, binding);

    assertThat(decide(ALL + "objectSelector: {matchLabels: {app: a}}\n", request))
        .isEqualTo(Decision.Plain.SKIPPED);
    assertThat(
            decide(
                ALL + "objectSelector: {matchExpressions: [{key: skip, operator: DoesNotExist}]}\n",
                request))
        .isEqualTo(Decision.Plain.CALLED);
  }

  @Test
  void objects_without_metadata_are_hit_by_no_selector_but_the_empty_one() {
    var exec = Resource.inNamespaces("", "v1", "pods/exec", "Pod");
    AdmissionRequest request = Given.request(Operation.CONNECT, exec, new Content.Bare());

    assertThat(
            decide(
                ALL + "objectSelector: {matchExpressions: [{key: skip, operator: DoesNotExist}]}\n",
                request))
        .isEqualTo(Decision.Plain.SKIPPED);
    assertThat(decide(ALL, request)).isEqualTo(Decision.Plain.CALLED);
  }

  @ParameterizedTest
  @CsvSource({
    // rule's group, version, resource, request's group, version, resource, kind, equivalent
    "'',            v1,      events,      events.k8s.io, v1,      events,      Event,      true",
    "events.k8s.io, v1,      events,      '',            v1,      events,      Event,      true",
    "'',            v1,      pods,        events.k8s.io, v1,      events,      Event,      false",
    "a.example,     v1beta1, things,      a.example,     v1,      things,      Thing,      true",
    "a.example,     v1alpha1, things,     a.example,     v1,      things,      Thing,      false",
    "'',            v1,      services,    knative.example, v1,    services,    Service,    false",
  })
  void the_same_objects_under_another_version_are_sent_unless_the_hook_is_exact(
      String group,
      String version,
      String resource,
      String askedGroup,
      String askedVersion,
      String asked,
      String kind,
      boolean equivalent) {
    String hook =
        "name: it\nrules: [{operations: ['*'], apiGroups: ['%s'], apiVersions: [%s], resources: [%s]}]\n"
            .formatted(group, version, resource);
    AdmissionRequest request =
        Given.request(
            Operation.UPDATE, Resource.inNamespaces(askedGroup, askedVersion, asked, kind));
    Matching matching =
        Given.matching(
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: things.a.example}
            spec:
              group: a.example
              names: {plural: things, kind: Thing}
              versions:
                - {name: v1, served: true, storage: true}
                - {name: v1beta1, served: true}
                - {name: v1alpha1, served: false}
            """);

    assertThat(matching.decide(Given.hook(hook), request).isSkipped()).isEqualTo(!equivalent);
    assertThat(matching.decide(Given.hook(hook + "matchPolicy: Exact\n"), request).isSkipped())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "true         => Fail   => Plain",
        "false        => Fail   => Skipped",
        "1 / 0 == 1   => Fail   => Refused",
        "1 / 0 == 1   => Ignore => Skipped",
        "has(object.spec) => Fail => Doubtful",
      })
  void conditions_decide_at_last(String expression, String policy, String decision) {
    Decision decided =
        decide(
            ALL
                + "failurePolicy: %s\nmatchConditions: [{name: c, expression: '%s'}]\n"
                    .formatted(policy, expression),
            Given.request(Operation.CREATE, Given.PODS));

    assertThat(decided.isSkipped() ? "Skipped" : decided.getClass().getSimpleName())
        .isEqualTo(decision);
  }

  @Test
  void a_refusal_for_a_condition_depends_on_whether_the_hook_selects_the_object() {
    var labels = Labels.some("namespace shop", Map.of());
    var request =
        new AdmissionRequest(
            Operation.CREATE,
            Given.PODS,
            "shop",
            "it",
            labels,
            labelled(Map.of()),
            new Content.None(),
            User.node("worker-1"));

    assertThat(
            decide(
                ALL
                    + """
                    namespaceSelector: {matchExpressions: [{key: skip, operator: DoesNotExist}]}
                    matchConditions: [{name: c, expression: '1 / 0 == 1'}]
                    """,
                request))
        .isEqualTo(
            new Decision.Refused(
                "c", "divide by zero", List.of("namespace shop does not carry the label skip")));
  }

  @Test
  void what_rules_or_selectors_rule_out_is_not_evaluated_at_all() {
    assertThat(
            decide(
                """
                name: it
                rules: [{operations: [CREATE], apiGroups: [""], apiVersions: [v1], resources: [pods]}]
                matchConditions: [{name: c, expression: '1 / 0 == 1'}]
                """,
                Given.request(Operation.UPDATE, Given.PODS)))
        .isEqualTo(Decision.Plain.SKIPPED);
  }
}
