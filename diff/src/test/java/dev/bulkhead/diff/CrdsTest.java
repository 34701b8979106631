package dev.bulkhead.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrdsTest {
  private static final String NOTHING = "{apiVersion: v1, kind: Event, metadata: {name: e}}";

  private static String crd(String versions) {
    return "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name:"
        + " tenants.example.org}, spec: {names: {kind: Tenant}, versions: [%s]}}\n---\n%s"
            .formatted(versions, NOTHING);
  }

  private static String version(String name, boolean served, boolean storage, String schema) {
    return "{name: %s, served: %s, storage: %s, schema: {openAPIV3Schema: %s}}"
        .formatted(name, served, storage, schema);
  }

  private static List<String> changes(String before, String after) {
    return Upgraded.manifests(crd(before), crd(after)).told();
  }

  private static List<String> schemas(String before, String after) {
    return changes(version("v1", true, true, before), version("v1", true, true, after));
  }

  @Test
  void a_crd_that_goes_takes_its_objects_with_it() {
    assertThat(Upgraded.manifests(crd(version("v1", true, true, "{}")), NOTHING).told())
        .containsExactly(
            "breaks crds CustomResourceDefinition tenants.example.org: It goes away, and deleting it"
                + " deletes every Tenant of the cluster.");
  }

  @Test
  void helm_neither_deletes_nor_changes_nor_adds_what_lies_in_crds() {
    String one = crd(version("v1", true, true, "{}"));
    String other = crd(version("v1", true, true, "{required: [a]}"));

    assertThat(Upgraded.chart("crds/a.yaml", one, NOTHING).told())
        .containsExactly(
            "worth-knowing crds CustomResourceDefinition tenants.example.org: It goes away; Helm"
                + " leaves it in the cluster, and what is kept by it.");
    assertThat(Upgraded.chart("crds/a.yaml", NOTHING, one).told())
        .singleElement()
        .asString()
        .startsWith("can-hurt")
        .contains("is new and lies in crds/");
    assertThat(Upgraded.chart("charts/sub/crds/a.yaml", one, other).told())
        .anyMatch(line -> line.startsWith("can-hurt") && line.contains("It changes and lies in"));
    assertThat(Upgraded.chart("charts/crds/templates/a.yaml", one, other).told())
        .noneMatch(line -> line.contains("lies in crds/"));
  }

  @Test
  void moving_between_crds_and_the_templates_breaks() {
    String one = crd(version("v1", true, true, "{}"));
    String kept =
        one.replace(
            "tenants.example.org}",
            "tenants.example.org, annotations: {helm.sh/resource-policy: keep}}");

    assertThat(Upgraded.moved("crds/a.yaml", "templates/a.yaml", one, one).told())
        .singleElement()
        .asString()
        .startsWith("breaks")
        .contains("It moves from crds/ to the templates: Helm refuses to take over");
    assertThat(Upgraded.moved("templates/a.yaml", "crds/a.yaml", one, one).told())
        .singleElement()
        .asString()
        .startsWith("breaks")
        .contains("Helm deletes it", "every Tenant of the cluster");
    assertThat(Upgraded.moved("templates/a.yaml", "crds/a.yaml", kept, one).told())
        .noneMatch(line -> line.startsWith("breaks"));
  }

  @Test
  void manifests_in_a_folder_of_that_name_are_applied_like_others() {
    var before = Upgraded.objects("crds/a.yaml", crd(version("v1", true, true, "{}")));
    var after = Upgraded.objects("crds/a.yaml", NOTHING);

    assertThat(
            Diff.of(new Side(before, "x", List.of()), new Side(after, "x", List.of()))
                .differences(ImageFacts.none(), List.of())
                .count(Hurt.BREAKS))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "true, true, breaks, in which objects are stored",
    "true, false, can-hurt, whoever still uses it fails",
    "false, false, worth-knowing, which was not served"
  })
  void a_version_that_goes_hurts_by_what_it_was(
      boolean served, boolean storage, String hurt, String why) {
    String kept = version("v2", true, !storage, "{}");

    assertThat(changes(version("v1", served, storage, "{}") + "," + kept, kept))
        .anyMatch(
            line ->
                line.startsWith(
                        hurt + " crds CustomResourceDefinition tenants.example.org version v1:")
                    && line.contains(why));
  }

  @Test
  void what_is_served_and_stored_is_told() {
    assertThat(
            changes(
                version("v1", true, true, "{}") + "," + version("v2", true, false, "{}"),
                version("v1", false, false, "{}")
                    + ","
                    + version("v2", true, true, "{}")
                    + ","
                    + version("v3", true, false, "{}")))
        .containsExactly(
            "can-hurt crds CustomResourceDefinition tenants.example.org: Tenant is stored as v2"
                + " instead of v1: going back gets hard once objects are written.",
            "can-hurt crds CustomResourceDefinition tenants.example.org version v1: The version is"
                + " no longer served: whoever still uses it fails.",
            "worth-knowing crds CustomResourceDefinition tenants.example.org version v3: The version"
                + " is new.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {properties: {a: {type: string}, b: {}}} | {properties: {b: {}}} | can-hurt | Fields go away, and what objects hold in them: a.
          {properties: {a: {type: string}}} | {properties: {a: {type: integer}}} | can-hurt | Fields are of another type: a (integer, was string).
          {properties: {a: {items: {properties: {x: {}}}}}} | {properties: {a: {items: {required: [x], properties: {x: {}}}}}} | can-hurt | Fields become required, and objects without them are refused: a[].x.
          {properties: {a: {enum: [x, y]}}} | {properties: {a: {enum: [x]}}} | can-hurt | Fields allow fewer values: a.
          {properties: {a: {}}} | {properties: {a: {enum: [x]}}} | can-hurt | Fields allow fewer values: a.
          {properties: {a: {}}} | {properties: {a: {}, b: {}}} | worth-knowing | Fields are new: b.
          {properties: {a: {additionalProperties: {properties: {x: {}}}}}} | {properties: {a: {additionalProperties: {properties: {}}}}} | can-hurt | Fields go away, and what objects hold in them: a.*.x.
          """)
  void what_a_schema_prunes_and_refuses_is_told(
      String before, String after, String hurt, String sentence) {
    assertThat(schemas(before, after))
        .containsExactly(
            "%s crds CustomResourceDefinition tenants.example.org version v1: %s"
                .formatted(hurt, sentence));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {description: a} | {description: b}
          {properties: {a: {enum: [x]}}} | {properties: {a: {enum: [x]}}}
          {properties: {status: {properties: {a: {}}}}} | {properties: {status: {required: [b], properties: {b: {}}}}}
          """)
  void prose_and_what_the_controller_writes_hurt_nobody(String before, String after) {
    assertThat(schemas(before, after)).noneMatch(line -> line.startsWith("can-hurt"));
  }

  @Test
  void a_required_field_with_a_default_and_a_field_that_is_kept_anyway_hurt_nobody() {
    assertThat(schemas("{properties: {a: {}}}", "{required: [a], properties: {a: {default: x}}}"))
        .noneMatch(line -> line.startsWith("can-hurt"));
    assertThat(schemas("{properties: {a: {}}}", "{x-kubernetes-preserve-unknown-fields: true}"))
        .noneMatch(line -> line.startsWith("can-hurt"));
  }

  @Test
  void conversion_by_a_webhook_can_hurt() {
    String form = crd(version("v1", true, true, "{}")).replace("{names:", "{%s names:");

    assertThat(
            Upgraded.manifests(
                    form.formatted(""), form.formatted("conversion: {strategy: Webhook},"))
                .told())
        .singleElement()
        .asString()
        .startsWith("can-hurt")
        .contains("converted by a webhook from now on");
  }
}
