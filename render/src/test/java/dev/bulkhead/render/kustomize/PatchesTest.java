package dev.bulkhead.render.kustomize;

import static dev.bulkhead.render.kustomize.KustomizationFixture.DEPLOYMENT;
import static dev.bulkhead.render.kustomize.KustomizationFixture.files;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Node;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatchesTest {
  private static final String HEAD =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: manager
      """;

  private static KustomizationFixture patched(String patch) {
    return files()
        .with("deployment.yaml", DEPLOYMENT)
        .with("patch.yaml", HEAD + patch)
        .with(
            "kustomization.yaml", "resources: [deployment.yaml]\npatches: [{path: patch.yaml}]\n");
  }

  private static List<String> names(KustomizationFixture files) {
    return files
        .object("Deployment")
        .root()
        .items("spec", "template", "spec", "containers")
        .stream()
        .map(container -> container.text("name").orElse(""))
        .toList();
  }

  @Test
  void containers_are_joined_by_name_and_their_variables_too() {
    var files =
        patched(
            """
            spec:
              template:
                spec:
                  containers:
                    - name: proxy
                      env: [{name: A, value: b}]
                    - name: extra
                      image: registry.example/extra:v1
            """);

    assertThat(names(files)).containsExactly("proxy", "extra", "manager");
    assertThat(files.container().text("image")).contains("registry.example/proxy:v1");
    assertThat(files.container().items("env")).hasSize(1);
  }

  @Test
  void what_a_patch_sets_stands_in_the_patch() {
    Node image =
        patched("spec: {template: {spec: {containers: [{name: manager, image: x:v9}]}}}\n")
            .container()
            .get("image")
            .orElseThrow();

    assertThat(image.at()).hasToString("deploy/patch.yaml:5:62");
  }

  @Test
  void null_removes_a_field_and_a_directive_removes_a_container() {
    var files =
        patched(
            """
            spec:
              selector: null
              template:
                spec:
                  containers:
                    - name: proxy
                      $patch: delete
            """);

    assertThat(names(files)).containsExactly("manager");
    assertThat(files.object("Deployment").root().find("spec", "selector")).isEmpty();
  }

  @Test
  void a_directive_of_a_list_replaces_it() {
    var files =
        patched(
            """
            spec:
              template:
                spec:
                  containers:
                    - $patch: replace
                    - name: only
            """);

    assertThat(names(files)).containsExactly("only");
  }

  @Test
  void a_patch_can_delete_the_whole_object() {
    assertThat(patched("$patch: delete\n").build("").objects()).isEmpty();
  }

  @Test
  void lists_of_kinds_without_a_known_schema_are_replaced() {
    Node root =
        files()
            .with(
                "k.yaml",
                """
                apiVersion: keeper.example/v1
                kind: Keeper
                metadata: {name: k}
                spec: {containers: [{name: a}, {name: b}]}
                """)
            .with(
                "kustomization.yaml",
                """
                resources: [k.yaml]
                patchesStrategicMerge:
                  - |-
                    apiVersion: keeper.example/v1
                    kind: Keeper
                    metadata: {name: k}
                    spec: {containers: [{name: c}]}
                """)
            .object("Keeper")
            .root();

    assertThat(root.items("spec", "containers")).hasSize(1);
    assertThat(root.items("spec", "containers").getFirst().at())
        .hasToString("deploy/kustomization.yaml:7:25");
  }

  @Test
  void operations_go_to_what_the_target_selects_and_stand_where_they_are_written() {
    var files =
        files()
            .with("deployment.yaml", DEPLOYMENT)
            .with(
                "kustomization.yaml",
                """
                resources: [deployment.yaml]
                patches:
                  - target:
                      kind: Depl.*
                      labelSelector: "!absent,app notin (other)"
                    patch: |-
                      - op: replace
                        path: /spec/template/spec/containers/0/image
                        value: x:v9
                      - op: add
                        path: /spec/template/spec/containers/0/args
                        value: [--leader-elect]
                      - op: remove
                        path: /spec/template/spec/containers/1
                """);

    assertThat(files.container().get("image").orElseThrow().at())
        .hasToString("deploy/kustomization.yaml:9:16");
    assertThat(files.container().items("args")).hasSize(1);
    assertThat(names(files)).containsExactly("manager");
  }

  @Test
  void a_target_that_selects_nothing_is_no_fault_and_a_patch_without_one_has_to_fit() {
    assertThat(
            files()
                .with("deployment.yaml", DEPLOYMENT)
                .with(
                    "kustomization.yaml",
                    """
                    resources: [deployment.yaml]
                    patches: [{target: {name: other}, patch: '[{"op": "remove", "path": "/spec"}]'}]
                    """)
                .object("Deployment")
                .root()
                .find("spec"))
        .isPresent();
    assertThat(
            files()
                .with("deployment.yaml", DEPLOYMENT)
                .with("patch.yaml", HEAD.replace("manager", "other"))
                .with(
                    "kustomization.yaml",
                    "resources: [deployment.yaml]\npatches: [{path: patch.yaml}]\n")
                .problem())
        .hasToString(
            "SourceProblem[at=deploy/patch.yaml:1:1, cause=The patch is for Deployment other of"
                + " apps/v1, and the kustomization has no such object., remedy=Correct apiVersion,"
                + " kind, name or namespace: they are those before or after what the bases change.,"
                + " origin=null]");
  }

  @Test
  void an_operation_on_what_is_not_there_is_refused_where_its_path_stands() {
    assertThat(
            files()
                .with("deployment.yaml", DEPLOYMENT)
                .with(
                    "kustomization.yaml",
                    """
                    resources: [deployment.yaml]
                    patchesJson6902:
                      - target: {group: apps, version: v1, kind: Deployment, name: manager}
                        patch: |
                          - op: replace
                            path: /spec/paused
                            value: true
                    """)
                .problem()
                .at())
        .hasToString("deploy/kustomization.yaml:6:15");
  }

  @Test
  void ports_are_told_apart_by_number_and_protocol() {
    Node root =
        files()
            .with(
                "s.yaml",
                """
                apiVersion: v1
                kind: Service
                metadata: {name: s}
                spec: {ports: [{port: 53, protocol: UDP, name: u}, {port: 53, protocol: TCP, name: t}]}
                """)
            .with(
                "p.yaml",
                """
                apiVersion: v1
                kind: Service
                metadata: {name: s}
                spec: {ports: [{port: 53, protocol: UDP, targetPort: 5353}]}
                """)
            .with("kustomization.yaml", "resources: [s.yaml]\npatches: [{path: p.yaml}]\n")
            .object("Service")
            .root();

    assertThat(root.items("spec", "ports"))
        .extracting(port -> port.text("name").orElse("") + port.text("targetPort").orElse(""))
        .containsExactly("u5353", "t");
  }
}
