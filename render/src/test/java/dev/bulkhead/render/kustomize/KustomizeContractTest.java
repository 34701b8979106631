package dev.bulkhead.render.kustomize;

import static dev.bulkhead.render.kustomize.KustomizationFixture.DEPLOYMENT;
import static dev.bulkhead.render.kustomize.KustomizationFixture.files;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.Origin;
import dev.bulkhead.render.Manifests;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the subset against the program on PATH, where there is one. */
class KustomizeContractTest {
  private static final Optional<KustomizeProgram> PROGRAM =
      KustomizeProgram.on(Optional.ofNullable(System.getenv("PATH")).orElse(""));

  private static final String CONFIG =
      """
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: manager, namespace: system}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: hooks, namespace: system}
      spec:
        ports: [{port: 443, targetPort: 9443}, {port: 53, protocol: UDP}]
        selector: {app: manager}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: manager}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: manager}
      subjects: [{kind: ServiceAccount, name: manager, namespace: system}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: manager}
      rules: [{apiGroups: [""], resources: [configmaps], resourceNames: [settings], verbs: [get]}]
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingWebhookConfiguration
      metadata: {name: hooks}
      webhooks:
        - name: a.example
          clientConfig: {service: {name: hooks, namespace: system, path: /a}}
        - name: b.example
          clientConfig: {service: {name: hooks, namespace: system, path: /b}}
      ---
      apiVersion: keeper.example/v1
      kind: Keeper
      metadata: {name: k, annotations: {count: 1}}
      spec: {containers: [{name: a, image: "registry.example/keeper:v1"}], list: [1, 2]}
      """;

  @TempDir private Path folder;

  @BeforeAll
  static void needs_the_program() {
    if (PROGRAM.isEmpty()) {
      System.out.println("LEFT OUT: no kustomize on PATH, so KustomizeContractTest was not run.");
    }
    Assumptions.assumeTrue(PROGRAM.isPresent(), "no kustomize on PATH");
  }

  static Stream<Arguments> kustomizations() {
    return Stream.of(
        Arguments.of(
            "names, namespaces and labels",
            base()
                .with(
                    "kustomization.yaml",
                    """
                    resources: [base]
                    namespace: keeper-system
                    namePrefix: my-
                    nameSuffix: -x
                    commonLabels: {team: a}
                    commonAnnotations: {note: b}
                    labels: [{pairs: {tier: c}, includeTemplates: true}]
                    images: [{name: registry.example/keeper, newTag: v2}]
                    replicas: [{name: manager, count: 3}]
                    """)),
        Arguments.of(
            "generators",
            base()
                .with("a.env", "# remark\nONE=1\nTWO=a=b\n")
                .with(
                    "kustomization.yaml",
                    """
                    resources: [base]
                    configMapGenerator:
                      - {name: settings, behavior: merge, literals: ["level='warn'"], envs: [a.env]}
                      - {name: other, files: [a.env, key=a.env], options: {labels: {l: m}}}
                    secretGenerator:
                      - {name: token, literals: [password=opensesame], type: example/kind}
                    generatorOptions: {annotations: {made: by-hand}, immutable: true}
                    """)),
        Arguments.of(
            "patches",
            base()
                .with(
                    "kustomization.yaml",
                    """
                    resources: [base]
                    namePrefix: p-
                    patches:
                      - patch: |
                          apiVersion: v1
                          kind: Service
                          metadata: {name: hooks, namespace: system}
                          spec: {ports: [{port: 53, protocol: UDP, name: dns}, {port: 80}]}
                      - target: {kind: Keeper|Role}
                        patch: |
                          - {op: add, path: /metadata/labels, value: {a: b}}
                      - target: {labelSelector: "a in (b,c)"}
                        patch: |
                          - {op: test, path: /metadata/labels/a, value: b}
                          - {op: copy, from: /metadata/name, path: /metadata/labels/copy}
                    patchesStrategicMerge:
                      - |-
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: manager}
                        spec:
                          template:
                            spec:
                              containers:
                                - {name: proxy, $patch: delete}
                                - {name: extra, image: "x:1", ports: [{containerPort: 1}]}
                                - {name: manager, env: [{name: LEVEL, value: debug}, {name: B, value: c}]}
                              volumes: [{name: v, configMap: {name: settings}}]
                    patchesJson6902:
                      - target: {version: v1, kind: Keeper, name: k}
                        patch: |
                          [{"op": "replace", "path": "/spec/list/0", "value": 7},
                           {"op": "add", "path": "/spec/list/-", "value": 8}]
                    """)),
        Arguments.of(
            "components, configurations and replacements",
            base()
                .with(
                    "names.yaml",
                    """
                    nameReference:
                      - kind: ConfigMap
                        version: v1
                        fieldSpecs: [{kind: Keeper, path: spec/settings}]
                    """)
                .with(
                    "part/kustomization.yaml",
                    """
                    apiVersion: kustomize.config.k8s.io/v1alpha1
                    kind: Component
                    patches:
                      - target: {kind: Keeper}
                        patch: "- {op: add, path: /spec/settings, value: settings}"
                    """)
                .with(
                    "kustomization.yaml",
                    """
                    resources: [base]
                    components: [part]
                    configurations: [names.yaml]
                    nameSuffix: -s
                    replacements:
                      - source: {kind: Service, name: hooks, fieldPath: spec.selector.app}
                        targets:
                          - select: {kind: Keeper}
                            fieldPaths: ["spec.containers.[name=a].image"]
                            options: {delimiter: ":", index: 1}
                    """)));
  }

  private static KustomizationFixture base() {
    return files()
        .with("base/all.yaml", CONFIG)
        .with("base/deployment.yaml", DEPLOYMENT)
        .with(
            "base/kustomization.yaml",
            """
            resources: [all.yaml, deployment.yaml]
            configMapGenerator: [{name: settings, literals: [level=info]}]
            """);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kustomizations")
  void both_build_the_same(String what, KustomizationFixture files) throws IOException {
    for (String path : files.tree().paths()) {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, files.tree().read(path));
    }
    var own = new TreeMap<String, String>();
    Kustomized built = files.build("");
    assertThat(built.problems()).isEmpty();
    built.objects().forEach(object -> own.put(object.key().toString(), json(object.root())));

    assertThat(own).as(what).isEqualTo(program());
  }

  private SortedMap<String, String> program() {
    var objects = new TreeMap<String, String>();
    switch (PROGRAM.orElseThrow().build(folder)) {
      case KustomizeProgram.Answer.Failed(String reason) -> throw new AssertionError(reason);
      case KustomizeProgram.Answer.Built(String text) ->
          YamlReader.read(text, Placement.of("out")).roots().stream()
              .flatMap(root -> Manifests.objects(root).stream())
              .forEach(root -> objects.put(key(root), json(root)));
    }
    return objects;
  }

  private static String key(Node.Mapping root) {
    return KubernetesObject.of(root, Origin.of("", "")).key().toString();
  }

  private static String json(Node root) {
    return GoJson.write(root);
  }
}
