package dev.bulkhead.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Hook;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Origin;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.ImageLookup;
import dev.bulkhead.registry.Images;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CheckTest {
  private static final String TEMPLATE =
      "{ spec: { containers: [{ name: main, image: 'registry.example/app:1.4.2', command: [/absent] }] } }";

  static Stream<String> workloads() {
    return Stream.of(
        "{ apiVersion: v1, kind: Pod, metadata: { name: x }, "
            + TEMPLATE.substring(1, TEMPLATE.length() - 1)
            + "}",
        templated("apps/v1", "Deployment"),
        templated("apps/v1", "DaemonSet"),
        templated("apps/v1", "StatefulSet"),
        templated("apps/v1", "ReplicaSet"),
        templated("v1", "ReplicationController"),
        templated("batch/v1", "Job"),
        "{ apiVersion: batch/v1, kind: CronJob, metadata: { name: x }, spec: { jobTemplate: { spec: { template: "
            + TEMPLATE
            + " } } } }");
  }

  private static String templated(String apiVersion, String kind) {
    return "{ apiVersion: %s, kind: %s, metadata: { name: x }, spec: { template: %s } }"
        .formatted(apiVersion, kind, TEMPLATE);
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void every_kind_of_workload_is_judged(String manifest) {
    Judged.manifest(TestImage.usual(), manifest).violates("command-not-in-image");
  }

  @Test
  void a_workload_without_containers_is_noted() {
    var judgement =
        new Check(TestImage.usual(), CheckOptions.of(Platform.LINUX_AMD64))
            .judge(
                Manifests.inventory(
                    "{ apiVersion: apps/v1, kind: Deployment, metadata: { name: x }, spec: { template: { spec: { containers: oops } } } }"));

    assertThat(judgement.notes())
        .containsExactly("Deployment x (test.yaml:1:1) has no containers that could be judged.");
  }

  @Test
  void what_is_absent_rests_on_the_image_that_was_searched() {
    var judged = Judged.container(TestImage.usual(), "command: [/absent]");

    assertThat(judged.verdicts())
        .filteredOn(Verdict.Violated.class::isInstance)
        .singleElement()
        .satisfies(
            verdict ->
                assertThat(verdict.evidence())
                    .contains(new Fact("manifest", TestImage.LAYER.toString())));
  }

  @ParameterizedTest
  @CsvSource({"/absent, /absent", "/opt/bin/absent, /opt", "absent, /bin/absent"})
  void what_is_absent_rests_on_the_layers_that_were_searched(String program, String absent) {
    var judged = Judged.container(TestImage.usual(), "command: [%s]".formatted(program));

    assertThat(judged.verdicts())
        .filteredOn(Verdict.Violated.class::isInstance)
        .singleElement()
        .satisfies(
            verdict ->
                assertThat(verdict.evidence())
                    .contains(
                        new Fact("absent", absent),
                        new Fact("searched layer", TestImage.LAYER.toString())));
  }

  @Test
  void init_containers_and_sidecars_are_judged() {
    Judged.manifest(
            TestImage.usual().entrypoint("/bin/sh"),
            """
            apiVersion: v1
            kind: Pod
            metadata: { name: pod }
            spec:
              initContainers:
                - { name: init, image: registry.example/app:1.4.2, command: [/absent] }
                - { name: side, image: registry.example/app:1.4.2, restartPolicy: Always, command: [/absent] }
              containers:
                - { name: main, image: registry.example/app:1.4.2 }
            """)
        .violates("command-not-in-image", "command-not-in-image");
  }

  @Test
  void a_pod_template_in_a_custom_resource_is_recognised_and_its_faults_are_notices() {
    var judged =
        Judged.manifest(
            TestImage.usual(),
            """
            apiVersion: example.org/v1
            kind: Engine
            metadata: { name: x }
            spec: { workers: [{ template: %s }] }
            """
                .formatted(TEMPLATE));

    judged.violates("command-not-in-image");
    assertThat(severities(judged)).containsExactly(Severity.NOTICE);
  }

  @Test
  void a_test_hook_is_judged_as_a_notice() {
    KubernetesObject pod =
        Manifests.inventory(workloads().findFirst().orElseThrow()).objects().getFirst();
    var hooked =
        new KubernetesObject(
            pod.key(),
            pod.root(),
            new Origin("chart", "templates/t.yaml", Hook.at(List.of("test"))));

    var verdicts =
        new Check(TestImage.usual(), CheckOptions.of(Platform.LINUX_AMD64))
            .judge(Inventory.of(List.of(hooked)))
            .verdicts();

    assertThat(verdicts)
        .filteredOn(Verdict.Violated.class::isInstance)
        .allSatisfy(
            verdict ->
                assertThat(((Verdict.Violated) verdict).severity()).isEqualTo(Severity.NOTICE));
  }

  @Test
  void what_is_not_decided_in_time_is_unproven_and_the_rest_is_told() throws Exception {
    var never = new CountDownLatch(1);
    Images images =
        (reference, platform) -> {
          if (reference.text().contains("slow")) {
            try {
              never.await();
            } catch (InterruptedException stop) {
              return new ImageLookup.Unavailable("It was interrupted.", "Wait.");
            }
          }
          return new ImageLookup.Missing("registry.example", "404", List.of());
        };
    var options =
        new CheckOptions(List.of(Platform.LINUX_AMD64), at -> true, Duration.ofMillis(200));
    var judgement =
        new Check(images, options)
            .judge(
                Manifests.inventory(
                    """
                    apiVersion: v1
                    kind: Pod
                    metadata: { name: pod }
                    spec:
                      containers:
                        - { name: fast, image: registry.example/fast:1 }
                        - { name: slow, image: registry.example/slow:1 }
                    """));

    assertThat(judgement.complete()).isFalse();
    assertThat(judgement.verdicts())
        .filteredOn(Verdict.Violated.class::isInstance)
        .singleElement()
        .satisfies(verdict -> assertThat(verdict.claim().subject().container()).isEqualTo("fast"));
    assertThat(judgement.verdicts())
        .filteredOn(Verdict.Unproven.class::isInstance)
        .singleElement()
        .satisfies(verdict -> assertThat(verdict.claim().subject().container()).isEqualTo("slow"));
  }

  @Test
  void claims_on_one_manifest_have_different_fingerprints() {
    var judged =
        Judged.container(
            TestImage.usual().elf("/usr/bin/tini").script("/run.sh", "/bin/sh"),
            """
            command: [tini, /run.sh]
            livenessProbe: { exec: { command: [sh] } }
            readinessProbe: { exec: { command: [sh] } }
            """);

    assertThat(judged.verdicts().stream().map(verdict -> verdict.claim().fingerprint()))
        .doesNotHaveDuplicates();
  }

  private static List<Severity> severities(Judged judged) {
    return judged.verdicts().stream()
        .filter(Verdict.Violated.class::isInstance)
        .map(verdict -> ((Verdict.Violated) verdict).severity())
        .toList();
  }
}
