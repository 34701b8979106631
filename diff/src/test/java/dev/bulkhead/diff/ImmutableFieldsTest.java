package dev.bulkhead.diff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImmutableFieldsTest {
  private static final String REFUSED = "the upgrade fails until it is deleted.";

  private static Upgraded upgrade(String kind, String before, String after) {
    String form = "{apiVersion: %s, kind: %s, metadata: {name: a}, %s}";
    String[] parts = kind.split(" ", 2);
    return Upgraded.manifests(
        form.formatted(parts[0], parts[1], before), form.formatted(parts[0], parts[1], after));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          apps/v1 Deployment | spec: {selector: {matchLabels: {a: b}}} | spec: {selector: {matchLabels: {a: c}}} | spec.selector
          apps/v1 DaemonSet | spec: {selector: {matchLabels: {a: b}}} | spec: {selector: {matchLabels: {}}} | spec.selector
          apps/v1 StatefulSet | spec: {serviceName: x} | spec: {serviceName: y} | spec.serviceName
          apps/v1 StatefulSet | spec: {volumeClaimTemplates: [{metadata: {name: d}, spec: {size: 1}}]} | spec: {volumeClaimTemplates: [{metadata: {name: d}, spec: {size: 2}}]} | spec.volumeClaimTemplates
          batch/v1 Job | spec: {template: {spec: {x: 1}}} | spec: {template: {spec: {x: 2}}} | spec.template
          rbac.authorization.k8s.io/v1 RoleBinding | roleRef: {name: a} | roleRef: {name: b} | roleRef
          storage.k8s.io/v1 StorageClass | provisioner: a | provisioner: b | provisioner
          v1 Secret | type: Opaque | type: kubernetes.io/tls | type
          v1 ConfigMap | "immutable": true, data: {a: b} | "immutable": true, data: {a: c} | data
          """)
  void what_kubernetes_refuses_to_change_breaks_the_upgrade(
      String kind, String before, String after, String path) {
    var change = upgrade(kind, before, after).differences().changes().getFirst();

    assertThat(change.hurt()).isEqualTo(Hurt.BREAKS);
    assertThat(change.path()).isEqualTo(path);
    assertThat(change.sentence()).startsWith(path + " changes").endsWith(REFUSED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          apps/v1 StatefulSet | spec: {podManagementPolicy: OrderedReady} | spec: {}
          apps/v1 StatefulSet | spec: {volumeClaimTemplates: [{metadata: {name: d}}]} | spec: {volumeClaimTemplates: [{kind: PersistentVolumeClaim, metadata: {name: d}}]}
          storage.k8s.io/v1 StorageClass | reclaimPolicy: Delete | volumeBindingMode: Immediate
          v1 ConfigMap | data: {a: b} | data: {a: c}
          apps/v1 StatefulSet | spec: {replicas: 1} | spec: {replicas: 2}
          example.org/v1 Deployment | spec: {selector: a} | spec: {selector: b}
          """)
  void what_stays_the_same_by_default_or_may_change_does_not(
      String kind, String before, String after) {
    assertThat(upgrade(kind, before, after).differences().count(Hurt.BREAKS)).isZero();
  }

  @Test
  void a_selector_that_names_the_release_breaks_every_upgrade() {
    String form = "spec: {selector: {matchLabels: {helm.sh/chart: app-%s}}}";

    assertThat(upgrade("apps/v1 Deployment", form.formatted("1"), form.formatted("2")).told())
        .containsExactly(
            "breaks objects Deployment a: spec.selector changes from {matchLabels: {helm.sh/chart:"
                + " app-1}} to {matchLabels: {helm.sh/chart: app-2}}, which Kubernetes refuses for"
                + " an existing Deployment: "
                + REFUSED);
  }

  @Test
  void a_job_that_helm_makes_anew_may_change() {
    String form =
        "{apiVersion: batch/v1, kind: Job, metadata: {name: a, annotations: {helm.sh/hook:"
            + " pre-upgrade}}, spec: {template: {spec: {x: %d}}}}";

    assertThat(Upgraded.manifests(form.formatted(1), form.formatted(2)).told())
        .containsExactly("worth-knowing objects Job a: Changes at spec.template.spec.x.");
  }

  @Test
  void a_job_that_is_removed_when_it_has_finished_can_hurt_only_if_it_is_still_there() {
    String form = "spec: {ttlSecondsAfterFinished: 60, template: {spec: {x: %d}}}";

    assertThat(upgrade("batch/v1 Job", form.formatted(1), form.formatted(2)).told())
        .singleElement()
        .asString()
        .startsWith("can-hurt objects Job a: spec.template changes at spec.x, which");
  }

  @Test
  void parameters_of_a_storage_class_are_not_quoted() {
    assertThat(
            upgrade(
                    "storage.k8s.io/v1 StorageClass",
                    "parameters: {restuserkey: hunter2}",
                    "parameters: {restuserkey: hunter3}")
                .told())
        .singleElement()
        .asString()
        .contains("parameters changes at restuserkey")
        .doesNotContain("hunter");
  }
}
