package dev.bulkhead.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Location;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectsTest {
  private static String object(String kind, String more) {
    return "{apiVersion: v1, kind: %s, metadata: {name: a}%s}".formatted(kind, more);
  }

  @Test
  void nothing_is_told_where_nothing_changes() {
    assertThat(Upgraded.manifests(object("Service", ""), object("Service", "")).told()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Namespace, breaks, and deleting it deletes everything in it",
    "PersistentVolumeClaim, breaks, and deleting it gives up the data of its volume",
    "Service, can-hurt, ''",
    "ConfigMap, worth-knowing, ''"
  })
  void what_goes_away_hurts_by_what_goes_with_it(String kind, String hurt, String loss) {
    assertThat(Upgraded.manifests(object(kind, ""), object("Event", "")).told())
        .contains(
            "%s objects %s a: It goes away%s."
                .formatted(hurt, kind, loss.isEmpty() ? "" : ", " + loss));
  }

  @Test
  void what_helm_keeps_is_no_loss() {
    String claim =
        "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: a, annotations:"
            + " {helm.sh/resource-policy: keep}}}";

    assertThat(Upgraded.manifests(claim, object("Event", "")).told())
        .contains(
            "worth-knowing objects PersistentVolumeClaim a: It goes away; helm.sh/resource-policy"
                + " keeps it in the cluster.");
  }

  @Test
  void what_appears_says_which_images_it_runs() {
    assertThat(
            Upgraded.manifests(
                    object("Event", ""),
                    """
                    {apiVersion: apps/v1, kind: DaemonSet, metadata: {name: b},
                     spec: {template: {spec: {containers: [{name: x, image: "i:1"}]}}}}
                    """)
                .told())
        .contains("worth-knowing objects DaemonSet b: It is new, and runs i:1.");
  }

  @Test
  void what_needs_an_api_that_nothing_is_known_to_serve_can_hurt() {
    String issuer = "{apiVersion: cert-manager.io/v1, kind: Issuer, metadata: {name: i}}";
    String crd =
        "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: c},"
            + " spec: {group: cert-manager.io}}";

    assertThat(Upgraded.manifests(object("Event", ""), issuer).told())
        .contains(
            "can-hurt objects Issuer i: It is new, and so is the need for cert-manager.io/v1: the"
                + " upgrade fails where the cluster does not serve it.");
    assertThat(
            Upgraded.manifests(
                    issuer, issuer + "\n---\n" + issuer.replace("name: i", "name: other"))
                .told())
        .containsExactly("worth-knowing objects Issuer other: It is new.");
    assertThat(Upgraded.manifests(object("Event", ""), crd + "\n---\n" + issuer).told())
        .contains("worth-knowing objects Issuer i: It is new.");
  }

  @Test
  void a_limit_that_appears_can_hurt() {
    assertThat(Upgraded.manifests(object("Event", ""), object("NetworkPolicy", "")).told())
        .contains(
            "can-hurt objects NetworkPolicy a: It is new: traffic that nothing else allows is"
                + " cut.");
  }

  @Test
  void other_changes_are_named_by_their_places_and_values_are_not_shown() {
    assertThat(
            Upgraded.manifests(
                    object("ConfigMap", ", data: {a: one, b: two, c.d: x}"),
                    object("ConfigMap", ", data: {a: one, b: three, c.d: y}"))
                .told())
        .containsExactly("worth-knowing objects ConfigMap a: Changes at data.b and data[c.d].");
  }

  @Test
  void the_values_of_secrets_are_told_by_their_keys_alone() {
    var told =
        Upgraded.manifests(
                object("Secret", ", stringData: {pw: hunter2}"),
                object("Secret", ", stringData: {pw: hunter3, token: hunter4}"))
            .told();

    assertThat(told)
        .containsExactly("worth-knowing objects Secret a: Changes at stringData.token.");
  }

  @Test
  void what_every_release_touches_is_no_change() {
    String form =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: a
          labels: {helm.sh/chart: app-%1$s, app.kubernetes.io/version: "%1$s"}
        spec:
          template:
            metadata:
              labels: {helm.sh/chart: app-%1$s}
              annotations: {checksum/config: sum%1$s}
        """;

    assertThat(Upgraded.manifests(form.formatted("1.0"), form.formatted("1.1")).told()).isEmpty();
  }

  @Test
  void a_namespace_that_is_stated_from_now_on_is_that_of_the_release() {
    assertThat(
            Upgraded.manifests(
                    object("ServiceAccount", ""),
                    "{apiVersion: v1, kind: ServiceAccount, metadata: {name: a, namespace: default}}")
                .told())
        .isEmpty();
  }

  @Test
  void an_object_is_the_same_in_another_version_of_its_api() {
    assertThat(
            Upgraded.manifests(
                    "{apiVersion: extensions/v1beta1, kind: Ingress, metadata: {name: a}}",
                    "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: a}}")
                .told())
        .containsExactly("worth-knowing objects Ingress a: Changes at apiVersion.");
  }

  @Test
  void an_object_whose_name_tells_the_release_is_the_same_object() {
    String form = "{apiVersion: batch/v1, kind: Job, metadata: {name: crds-%s}, spec: {x: %s}}";

    assertThat(Upgraded.manifests(form.formatted("0.7.0", 1), form.formatted("0.8.0", 2)).told())
        .containsExactly(
            "worth-knowing objects Job crds-0.8.0: Changes at spec.x.",
            "worth-knowing objects Job crds-0.8.0: Its name changes from crds-0.7.0 to"
                + " crds-0.8.0.");
  }

  @Test
  void two_that_could_be_meant_are_not_taken_for_one_another() {
    String form = "{apiVersion: v1, kind: Pod, metadata: {name: p-%s}}";

    assertThat(
            Upgraded.manifests(
                    form.formatted("1") + "\n---\n" + form.formatted("2"), form.formatted("3"))
                .told())
        .hasSize(3)
        .allMatch(line -> line.contains("goes away") || line.contains("is new"));
  }

  @Test
  void a_stateful_set_under_another_name_begins_anew() {
    String form = "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db-%s}}";

    assertThat(Upgraded.manifests(form.formatted("1"), form.formatted("2")).told())
        .containsExactly(
            "breaks objects StatefulSet db-2: Its name changes from db-1 to db-2, so it begins"
                + " anew, without the data of the old one.");
  }

  @Test
  void a_change_has_its_place_on_both_sides() {
    var change =
        Upgraded.manifests(
                "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {type: ClusterIP}\n",
                "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n\nspec: {type: NodePort}\n")
            .differences()
            .changes()
            .getFirst();

    assertThat(change.before()).isEqualTo(Location.exact("old.yaml", 4, 14));
    assertThat(change.after()).isEqualTo(Location.exact("new.yaml", 5, 14));
    assertThat(change.path()).isEqualTo("spec.type");
  }

  @Test
  void a_service_is_reached_otherwise() {
    String form = "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: %s}";

    assertThat(
            Upgraded.manifests(
                    form.formatted("{ports: [{port: 80}, {port: 443}]}"),
                    form.formatted("{type: LoadBalancer, clusterIP: None, ports: [{port: 443}]}"))
                .told())
        .containsExactly(
            "breaks objects Service a: clusterIP changes from one of the cluster's choice to None,"
                + " which Kubernetes refuses for an existing Service: the upgrade fails until it is"
                + " deleted.",
            "can-hurt objects Service a: Port 80 is no longer served.",
            "can-hurt objects Service a: The Service's type changes from ClusterIP to LoadBalancer,"
                + " and with it from where it is reached.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {maxUnavailable: 1} | {maxUnavailable: 2} | worth-knowing | maxUnavailable 2 instead of maxUnavailable 1.
          {maxUnavailable: 1} | {minAvailable: 100%} | can-hurt | minAvailable 100% instead of maxUnavailable 1: no drain of a node can evict its pods.
          {minAvailable: 1} | {maxUnavailable: 0} | can-hurt | maxUnavailable 0 instead of minAvailable 1: no drain of a node can evict its pods.
          """)
  void a_budget_that_lets_nothing_go_can_hurt(
      String before, String after, String hurt, String sentence) {
    String form =
        "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: a}, spec: %s}";

    assertThat(Upgraded.manifests(form.formatted(before), form.formatted(after)).told())
        .contains("%s objects PodDisruptionBudget a: %s".formatted(hurt, sentence));
  }
}
