package dev.bulkhead.render.kustomize;

import static dev.bulkhead.render.kustomize.KustomizationFixture.DEPLOYMENT;
import static dev.bulkhead.render.kustomize.KustomizationFixture.files;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KustomizationsTest {
  @Test
  void an_image_that_is_rewritten_stands_where_its_new_tag_is_written() {
    Node image =
        files()
            .with("deployment.yaml", DEPLOYMENT)
            .with(
                "kustomization.yaml",
                """
                resources: [deployment.yaml]
                images:
                  - name: registry.example/keeper
                    newTag: v2
                """)
            .container()
            .get("image")
            .orElseThrow();

    assertThat(image)
        .isEqualTo(
            new Node.Scalar(
                "registry.example/keeper:v2",
                Node.Scalar.Type.STRING,
                Location.exact("deploy/kustomization.yaml", 4, 13)));
  }

  @Test
  void an_image_of_another_name_stays_as_and_where_it_is() {
    Node image =
        files()
            .with("deployment.yaml", DEPLOYMENT)
            .with(
                "kustomization.yaml",
                """
                resources: [deployment.yaml]
                images: [{name: keeper, newTag: v2}]
                """)
            .container()
            .get("image")
            .orElseThrow();

    assertThat(image.at()).hasToString("deploy/deployment.yaml:16:18");
  }

  @Test
  void a_digest_takes_the_place_of_the_tag_and_a_new_name_that_of_the_name() {
    assertThat(
            files()
                .with("deployment.yaml", DEPLOYMENT)
                .with(
                    "kustomization.yaml",
                    """
                    resources: [deployment.yaml]
                    images:
                      - {name: registry.example/keeper, newName: mirror.example/keeper, digest: "sha256:ab"}
                    """)
                .container()
                .text("image"))
        .contains("mirror.example/keeper@sha256:ab");
  }

  @Test
  void names_that_change_are_followed_by_what_refers_to_them() {
    var files =
        files()
            .with(
                "base/all.yaml",
                """
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: manager, namespace: system}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: manager}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: manager}
                subjects: [{kind: ServiceAccount, name: manager, namespace: system}]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: manager}
                ---
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingWebhookConfiguration
                metadata: {name: hooks}
                webhooks: [{name: a.example, clientConfig: {service: {name: hooks, namespace: system}}}]
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: hooks, namespace: system}
                """)
            .with("base/kustomization.yaml", "resources: [all.yaml]\nnamespace: system\n")
            .with(
                "kustomization.yaml",
                "resources: [base]\nnamespace: keeper-system\nnamePrefix: keeper-\n");

    Node binding = files.object("ClusterRoleBinding").root();
    assertThat(binding.text("roleRef", "name")).contains("keeper-manager");
    assertThat(binding.items("subjects").getFirst().text("name")).contains("keeper-manager");
    assertThat(binding.items("subjects").getFirst().text("namespace")).contains("keeper-system");
    assertThat(binding.find("metadata", "namespace")).isEmpty();
    Node hook = files.object("ValidatingWebhookConfiguration").root().items("webhooks").getFirst();
    assertThat(hook.text("clientConfig", "service", "name")).contains("keeper-hooks");
    assertThat(hook.text("clientConfig", "service", "namespace")).contains("keeper-system");
  }

  @Test
  void a_namespace_is_renamed_with_what_lies_in_it_and_has_no_prefix() {
    KubernetesObject namespace =
        files()
            .with("ns.yaml", "{apiVersion: v1, kind: Namespace, metadata: {name: system}}")
            .with(
                "kustomization.yaml", "resources: [ns.yaml]\nnamespace: keeper\nnamePrefix: my-\n")
            .object("Namespace");

    assertThat(namespace.key().name()).isEqualTo("keeper");
  }

  @Test
  void a_generated_config_map_ends_in_the_hash_that_kustomize_gives_it() {
    var files =
        files()
            .with("pod.yaml", DEPLOYMENT.replace("info", "\"debug\""))
            .with(
                "kustomization.yaml",
                """
                resources: [pod.yaml]
                configMapGenerator:
                  - name: settings
                    literals: [a=1, "b=<&>"]
                    envs: [settings.env]
                    files: [whole=settings.env]
                """)
            .with("settings.env", "# remark\nC=d=e\n");

    assertThat(files.object("ConfigMap").key().name()).isEqualTo("settings-f65d57mmct");
    assertThat(files.object("ConfigMap").root().text("data", "C")).contains("d=e");
    assertThat(files.object("ConfigMap").root().text("data", "whole"))
        .contains("# remark\nC=d=e\n");
  }

  @Test
  void a_generated_secret_is_hashed_by_its_values_and_shows_none() {
    Kustomized built =
        files()
            .with(
                "kustomization.yaml",
                """
                secretGenerator:
                  - name: token
                    literals:
                      - password=opensesame
                namespace: keeper
                """)
            .build("");

    Node secret = built.objects().getFirst().root();
    assertThat(secret.text("metadata", "name")).contains("token-ktfhck9f4k");
    assertThat(secret.text("data", "password")).contains("");
    assertThat(built.excerpts().line("deploy/kustomization.yaml", 4)).isEmpty();
    assertThat(built.excerpts().line("deploy/kustomization.yaml", 5)).contains("namespace: keeper");
    assertThat(built.toString()).doesNotContain("opensesame");
  }

  @Test
  void a_patch_that_holds_a_value_of_a_secret_is_not_shown() {
    Kustomized built =
        files()
            .with(
                "secret.yaml", "{apiVersion: v1, kind: Secret, metadata: {name: s}, data: {a: b}}")
            .with(
                "kustomization.yaml",
                """
                resources: [secret.yaml]
                patches:
                  - target: {kind: Secret}
                    patch: |
                      - op: replace
                        path: /data/a
                        value: b3BlbnNlc2FtZQ==
                """)
            .build("");

    assertThat(built.objects().getFirst().root().text("data", "a")).contains("");
    assertThat(built.excerpts().line("deploy/kustomization.yaml", 7)).isEmpty();
  }

  @Test
  void a_generator_that_merges_keeps_the_name_of_what_is_there() {
    var files =
        files()
            .with(
                "base/kustomization.yaml",
                "configMapGenerator: [{name: c, literals: [a=1, b=2]}]\nnamePrefix: p-\n")
            .with(
                "kustomization.yaml",
                """
                resources: [base]
                configMapGenerator: [{name: p-c, behavior: merge, literals: [b=3]}]
                generatorOptions: {disableNameSuffixHash: true}
                """);

    assertThat(files.object("ConfigMap").root().text("data", "a")).contains("1");
    assertThat(files.object("ConfigMap").root().text("data", "b")).contains("3");
    assertThat(files.object("ConfigMap").key().name()).isEqualTo("p-c");
  }

  @Test
  void labels_reach_selectors_and_templates_only_where_they_are_told_to() {
    String text =
        """
        resources: [deployment.yaml]
        labels:
          - pairs: {plain: "1"}
          - pairs: {inside: "2"}
            includeTemplates: true
        commonLabels: {all: "3"}
        """;
    Node root =
        files()
            .with("deployment.yaml", DEPLOYMENT)
            .with("kustomization.yaml", text)
            .object("Deployment")
            .root();

    assertThat(root.mapping("metadata", "labels").orElseThrow().texts())
        .containsOnlyKeys("plain", "inside", "all");
    assertThat(root.mapping("spec", "template", "metadata", "labels").orElseThrow().texts())
        .containsOnlyKeys("app", "inside", "all");
    assertThat(root.mapping("spec", "selector", "matchLabels").orElseThrow().texts())
        .containsOnlyKeys("app", "all");
  }

  @Test
  void components_change_what_asks_for_them() {
    var files =
        files()
            .with("deployment.yaml", DEPLOYMENT)
            .with(
                "component/kustomization.yaml",
                """
                apiVersion: kustomize.config.k8s.io/v1alpha1
                kind: Component
                replicas: [{name: manager, count: 3}]
                """)
            .with("kustomization.yaml", "resources: [deployment.yaml]\ncomponents: [component]\n");

    Node replicas = files.object("Deployment").root().find("spec", "replicas").orElseThrow();
    assertThat(replicas.at()).hasToString("deploy/component/kustomization.yaml:3:35");
  }

  @Test
  void every_field_that_is_not_known_is_refused_by_name_where_it_stands() {
    Kustomized built =
        files().with("kustomization.yaml", "helmCharts: []\nresources: []\nfoo: 1\n").build("");

    assertThat(built.objects()).isEmpty();
    assertThat(built.problems())
        .extracting(problem -> problem.at() + " " + problem.cause())
        .containsExactly(
            "deploy/kustomization.yaml:1:1 The field \"helmCharts\" of a kustomization is not one"
                + " that Bulkhead can build by itself.",
            "deploy/kustomization.yaml:3:1 The field \"foo\" of a kustomization is not one that"
                + " Bulkhead can build by itself.");
    assertThat(built.problems().getFirst().remedy()).startsWith("Install kustomize or kubectl");
  }

  @Test
  void fields_within_fields_are_refused_by_name_too() {
    assertThat(
            files()
                .with("kustomization.yaml", "images: [{name: a, tagSuffix: b}]\n")
                .problem()
                .cause())
        .contains("\"tagSuffix\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../outside.yaml", "/etc/passwd", "a/../../x.yaml"})
  void a_path_that_leads_out_of_the_tree_is_not_read(String path) {
    var problem = files().with("kustomization.yaml", "resources: [%s]\n".formatted(path)).problem();

    assertThat(problem.cause()).contains("leads out of deploy");
    assertThat(problem.at()).hasToString("deploy/kustomization.yaml:1:13");
  }

  @Test
  void kustomizations_that_ask_for_each_other_are_a_cycle() {
    assertThat(
            files()
                .with("kustomization.yaml", "resources: [a]\n")
                .with("a/kustomization.yaml", "resources: [../b]\n")
                .with("b/kustomization.yaml", "resources: [../a]\n")
                .problem()
                .cause())
        .contains("cycle");
  }

  @Test
  void components_that_name_each_other_twice_over_and_over_come_to_an_end() {
    var files = files().with("kustomization.yaml", "components: [c0, c0]\n");
    for (int i = 0; i < 40; i++) {
      files.with(
          "c%d/kustomization.yaml".formatted(i),
          "kind: Component\ncomponents: [../c%d, ../c%d]\n".formatted(i + 1, i + 1));
    }

    assertThat(files.with("c40/kustomization.yaml", "kind: Component\n").problem().cause())
        .contains("more than 2000 kustomizations");
  }

  @Test
  void a_patch_whose_copies_double_each_time_comes_to_an_end() {
    var operations = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      operations.append("      - {op: copy, from: /data, path: /data/x}\n");
    }
    assertThat(
            files()
                .with(
                    "c.yaml",
                    "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {a: b}}")
                .with(
                    "kustomization.yaml",
                    "resources: [c.yaml]\npatches:\n  - target: {kind: ConfigMap}\n    patch: |\n"
                        + operations)
                .build("")
                .toString())
        .hasSizeLessThan(1_000_000);
  }

  @Test
  void a_file_elsewhere_in_the_tree_is_read_and_noted() {
    Kustomized built =
        files()
            .with("shared.yaml", DEPLOYMENT)
            .with("prod/kustomization.yaml", "resources: [../shared.yaml]\n")
            .build("prod");

    assertThat(built.objects()).hasSize(1);
    assertThat(built.notes()).singleElement().asString().contains("LoadRestrictionsNone");
    assertThat(built.read())
        .containsExactly("deploy/prod/kustomization.yaml", "deploy/shared.yaml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://github.com/org/repo//config/default?ref=v1",
        "github.com/org/repo/config/default?ref=v1",
        "git@github.com:org/repo.git//config/default?ref=v1",
        "git::https://github.com/org/repo.git//config/default?ref=v1&timeout=90s",
        "ssh://git@github.com/org/repo//config/default?ref=v1"
      })
  void a_base_in_a_repository_elsewhere_is_refused_with_the_option_that_supplies_it(String url) {
    var problem =
        files().with("kustomization.yaml", "resources: ['%s']\n".formatted(url)).problem();

    assertThat(problem.cause())
        .isEqualTo(
            "The base github.com/org/repo//config/default?ref=v1 lies in a repository elsewhere,"
                + " and nothing is downloaded.");
    assertThat(problem.remedy()).contains("--git-mirror github.com/org/repo=DIR");
  }

  @Test
  void a_file_at_an_address_is_refused_and_its_query_not_quoted() {
    var problem =
        files()
            .with("kustomization.yaml", "resources: ['https://x.example/a.yaml?token=abc']\n")
            .problem();

    assertThat(problem.cause()).contains("https://x.example/a.yaml would").doesNotContain("abc");
  }

  @Test
  void what_is_meant_for_tools_alone_is_not_deployed() {
    assertThat(
            files()
                .with(
                    "c.yaml",
                    """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata:
                      name: c
                      annotations: {config.kubernetes.io/local-config: "true"}
                    """)
                .with("kustomization.yaml", "resources: [c.yaml]\n")
                .build("")
                .objects())
        .isEmpty();
  }

  @Test
  void a_file_of_configurations_says_where_else_names_stand() {
    var files =
        files()
            .with(
                "all.yaml",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: c}
                ---
                apiVersion: keeper.example/v1
                kind: Keeper
                metadata: {name: k}
                spec: {config: c}
                """)
            .with(
                "names.yaml",
                """
                nameReference:
                  - kind: ConfigMap
                    version: v1
                    fieldSpecs: [{kind: Keeper, path: spec/config}]
                """)
            .with(
                "kustomization.yaml",
                "resources: [all.yaml]\nconfigurations: [names.yaml]\nnameSuffix: -x\n");

    assertThat(files.object("Keeper").root().text("spec", "config")).contains("c-x");
  }

  @Test
  void a_replacement_copies_a_value_with_its_place() {
    var files =
        files()
            .with("deployment.yaml", DEPLOYMENT)
            .with(
                "c.yaml",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {level: warn/x}}")
            .with(
                "kustomization.yaml",
                """
                resources: [deployment.yaml, c.yaml]
                replacements:
                  - source: {kind: ConfigMap, name: c, fieldPath: data.level, options: {delimiter: /}}
                    targets:
                      - select: {kind: Deployment}
                        fieldPaths: ["spec.template.spec.containers.[name=manager].env.[name=LEVEL].value"]
                """);

    assertThat(files.container().items("env").getFirst().find("value").orElseThrow())
        .hasToString("Scalar[text=warn, type=STRING, at=deploy/c.yaml:1:70]");
  }
}
