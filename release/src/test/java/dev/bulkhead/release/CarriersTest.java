package dev.bulkhead.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.bulkhead.release.Carrier.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CarriersTest {
  private static List<Carrier> in(String path, String text) {
    return Carriers.read(path, text.getBytes(StandardCharsets.UTF_8)).carriers();
  }

  private static List<String> told(String path, String text) {
    return in(path, text).stream()
        .map(
            one ->
                "%s %s %s @%d:%d"
                    .formatted(
                        one.kind(), one.subject(), one.text(), one.at().line(), one.at().column()))
        .toList();
  }

  @Test
  void an_image_of_a_manifest_states_its_tag_where_the_tag_stands() {
    assertThat(
            told(
                "deploy/app.yaml",
                """
                apiVersion: batch/v1
                kind: Job
                metadata:
                  name: app
                  labels:
                    app.kubernetes.io/name: app
                    app.kubernetes.io/version: "1.2.3"
                    helm.sh/chart: app-chart-4.5.6
                spec:
                  template:
                    spec:
                      containers:
                      - name: app
                        image: registry.example/org/app:v1.2.3   # stamped
                        args: ["--sidecar=registry.example/org/side:v1.2.2"]
                        env:
                        - {name: IMAGE, value: 'registry.example/org/init:v1.2.1@sha256:%s'}
                """
                    .formatted("0".repeat(64))))
        .containsExactly(
            "version label app 1.2.3 @7:33",
            "chart label app-chart 4.5.6 @8:30",
            "image registry.example/org/app v1.2.3 @14:41",
            "image registry.example/org/init v1.2.1 @17:59",
            "image registry.example/org/side v1.2.2 @15:53");
  }

  @Test
  void the_example_of_descheduler_is_read() {
    assertThat(
            told(
                "kubernetes/job/job.yaml",
                """
                ---
                apiVersion: batch/v1
                kind: Job
                metadata:
                  name: descheduler-job
                  namespace: kube-system
                spec:
                  parallelism: 1
                  template:
                    metadata:
                      name: descheduler-pod
                    spec:
                        priorityClassName: system-cluster-critical
                        containers:
                          - name: descheduler
                            image: registry.k8s.io/descheduler/descheduler:v0.29.0
                """))
        .containsExactly("image registry.k8s.io/descheduler/descheduler v0.29.0 @16:60");
  }

  @Test
  void a_kustomization_states_tags_digests_refs_and_what_it_builds_on() {
    FileReading read =
        Carriers.read(
            "deploy/kustomization.yaml",
            """
            resources:
            - ../base
            - https://github.com/Org/App//deploy?timeout=90s&ref=v1.2.0
            images:
            - name: app
              newName: registry.example/org/app
              newTag: "1.2.3"
            - name: other
              digest: sha256:%s
            commonLabels:
              app.kubernetes.io/version: 1.2.3
            """
                .formatted("0".repeat(64))
                .getBytes(StandardCharsets.UTF_8));

    assertThat(read.kustomization().orElseThrow().buildsOn()).first().isEqualTo("../base");
    assertThat(read.carriers())
        .extracting(Carrier::kind, Carrier::subject, Carrier::text)
        .contains(
            tuple(Kind.KUSTOMIZATION_TAG, "registry.example/org/app", "1.2.3"),
            tuple(Kind.KUSTOMIZATION_REF, "github.com/org/app", "v1.2.0"),
            tuple(Kind.VERSION_LABEL, "", "1.2.3"));
  }

  @Test
  void values_state_the_tags_of_images_whose_parts_stand_beside_each_other() {
    assertThat(
            told(
                "chart/values.yaml",
                """
                image:
                  registry: registry.example
                  repository: org/app
                  tag: v1.2.3
                gate: {image: {repository: org/gate, release: v1.2.4}}
                empty: {repository: org/none, tag: "", digest: "sha256:0"}
                sideImage: registry.example/side:v1.2.5
                notAnImage: {repository: https://charts.example, version: 1.0.0}
                """))
        .containsExactly(
            "tag in values registry.example/org/app v1.2.3 @4:8",
            "tag in values docker.io/org/gate v1.2.4 @5:47",
            "digest docker.io/org/none sha256:0 @6:49",
            "tag in values registry.example/side v1.2.5 @7:34");
  }

  @Test
  void documents_state_the_versions_that_people_are_told_to_install() {
    assertThat(
            told(
                "README.md",
                """
                kubectl apply -k 'https://github.com/org/app//deploy?ref=v1.2.3'
                curl -L https://github.com/org/app/releases/download/v1.2.4/app-1.2.4-rc.1.tgz
                curl https://raw.githubusercontent.com/org/app/v1.2.5/deploy.yaml
                go install github.com/org/app/cmd/app@v1.2.6.
                helm upgrade --install app org/app \\
                  --version 1.2.7
                docker run registry.example/org/app:v1.2.8 --help
                See https://github.com/org/app/blob/v1.0.0/x.go and version 1.1.1.
                """))
        .containsExactly(
            "install command github.com/org/app v1.2.3 @1:58",
            "install command github.com/org/app v1.2.4 @2:54",
            "install command github.com/org/app 1.2.4-rc.1 @2:65",
            "install command github.com/org/app v1.2.5 @3:48",
            "install command github.com/org/app v1.2.6 @4:39",
            "install command app 1.2.7 @6:13",
            "image in a document registry.example/org/app v1.2.8 @7:37");
  }

  @Test
  void a_chart_states_its_version_its_app_and_the_images_that_it_lists() {
    assertThat(
            told(
                "chart/Chart.yaml",
                """
                name: app
                version: 1.2.3   # chart
                appVersion: "v1.2.4"
                dependencies:
                - {name: side, version: ~1.0.0}
                annotations:
                  artifacthub.io/images: |
                    - name: app
                      image: registry.example/org/app:v1.2.5
                """))
        .containsExactly(
            "chart version app 1.2.3 @2:10",
            "appVersion app v1.2.4 @3:14",
            "chart dependency side ~1.0.0 @5:25",
            "image in a document registry.example/org/app v1.2.5 @9:39");
  }

  @Test
  void files_that_a_project_is_built_from_state_its_version() {
    assertThat(told("VERSION", "v1.2.3\n")).containsExactly("version file  v1.2.3 @1:1");
    assertThat(told("Makefile", "X = 1\nVERSION ?= 1.2.3 # next\n"))
        .containsExactly("build file  1.2.3 @2:12");
    assertThat(told("package.json", "{\"a\": {\"version\": \"0\"}, \"version\": \"1.2.3\"}"))
        .containsExactly("build file  1.2.3 @1:37");
    assertThat(
            told(
                "pom.xml",
                "<project>\n<parent><version>9.9.9</version></parent>\n<version>1.2.3</version>\n"
                    + "<dependencies><version>8.8.8</version></dependencies></project>"))
        .containsExactly("build file  1.2.3 @3:10");
    assertThat(
            told(
                "Cargo.toml",
                "[dependencies]\nversion = \"0.1.0\"\n[package]\nversion = \"1.2.3\"\n"))
        .containsExactly("build file  1.2.3 @4:12");
    assertThat(told("pyproject.toml", "[project]\nname = 'x'\nversion = '1.2.3'\n"))
        .containsExactly("build file  1.2.3 @3:12");
    assertThat(told("sub/VERSION", "1.2.3\n")).isEmpty();
    assertThat(told("VERSION", "not a version\n")).isEmpty();
  }

  @Test
  void descriptions_of_images_in_custom_resource_definitions_are_none() {
    assertThat(
            told(
                "install.yaml",
                """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                spec: {description: "image: registry.example/org/app:v0.0.1"}
                ---
                apiVersion: v1
                kind: ConfigMap
                ---
                apiVersion: v1
                kind: Pod
                spec:
                  containers: [{name: app, image: "registry.example/org/app:v1.2.3"}]
                """))
        .containsExactly("image registry.example/org/app v1.2.3 @11:61");
  }

  @Test
  void a_manifest_that_is_a_template_is_skipped_with_the_reason() {
    var read =
        Carriers.read("app.yaml", "image: {{ .image }}:v1\n".getBytes(StandardCharsets.UTF_8));
    assertThat(read.skipped()).hasValueSatisfying(why -> assertThat(why).contains("template"));
  }

  @Test
  void what_is_no_text_or_too_long_is_skipped_with_the_reason() {
    assertThat(Carriers.read("a.yaml", new byte[] {(byte) 0xff, 0, 1}).skipped()).isPresent();
    assertThat(Carriers.read("a.yaml", new byte[Carriers.LONGEST + 1]).skipped()).isPresent();
  }

  @Test
  void lines_that_are_no_text_for_people_are_not_searched_for_commands() {
    String command = "helm install app oci://registry.example/app --version 1.2.3";

    assertThat(told("README.md", "helm ".repeat(1_000_000) + "\n" + command + "\n"))
        .containsExactly("install command app 1.2.3 @2:55");
    assertThat(told("README.md", command + " # " + "helm install ".repeat(500_000))).isEmpty();
  }

  @Test
  void many_words_of_helm_in_a_line_are_read_once() {
    String line = "helm ".repeat(1_900) + "\n";

    assertThat(told("README.md", line.repeat(800))).isEmpty();
  }

  @Test
  void versions_without_end_are_none() {
    String endless = "1" + ".1".repeat(1_000_000);

    assertThat(told("VERSION", endless)).isEmpty();
    assertThat(told("Makefile", "VERSION ?= " + endless)).isEmpty();
    assertThat(told("Cargo.toml", "[package]\nversion = \"" + endless)).isEmpty();
    assertThat(told("README.md", "a.".repeat(4_990) + "b/c:1.2.3")).isEmpty();
    assertThat(VersionClaims.isFloating(endless + ".x")).isFalse();
    assertThat(VersionClaims.isFloating("v1.8.x-head")).isTrue();
  }
}
