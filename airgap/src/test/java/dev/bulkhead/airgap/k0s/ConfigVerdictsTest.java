package dev.bulkhead.airgap.k0s;

import static dev.bulkhead.airgap.k0s.Configs.RELEASES;
import static dev.bulkhead.airgap.k0s.Configs.file;
import static dev.bulkhead.airgap.k0s.Configs.judged;
import static dev.bulkhead.airgap.k0s.Configs.object;
import static dev.bulkhead.airgap.k0s.Configs.release;
import static dev.bulkhead.airgap.k0s.Configs.written;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rules say of configurations. */
final class ConfigVerdictsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "spec: {images: {default_pull_policy: Never}}",
        "spec: {images: {repository: registry.example.com}}",
        "spec: {network: {provider: calico, nodeLocalLoadBalancing: {enabled: true}}}"
      })
  void a_healthy_file_is_proven_without_a_word(String text) {
    for (String target : List.of("v1.29.6", "v1.31.12", "v1.33.13", "v1.36.3+k0s.2")) {
      assertThat(violated(file(text), target))
          .filteredOn(verdict -> verdict.severity() != Severity.NOTICE)
          .isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"Never, ERROR", "IfNotPresent, WARNING"})
  void a_stale_default_is_as_bad_as_its_pull_policy_makes_it(String policy, Severity severity) {
    var object =
        written(
            file(
                "spec: {images: {default_pull_policy: %s, repository: a.example}}"
                    .formatted(policy)),
            release("v1.29.6"));

    assertThat(of(object, "v1.30.2", K0sRules.STALE_DEFAULT, "spec.images.kubeproxy"))
        .extracting(Verdict.Violated::severity)
        .containsExactly(severity);
    assertThat(of(object, "v1.30.2", K0sRules.STALE_DEFAULT, "spec.images.calico.node"))
        .extracting(Verdict.Violated::severity)
        .as("nothing runs it")
        .containsExactly(Severity.NOTICE);
    assertThat(of(object, "v1.30.2", K0sRules.STALE_DEFAULT, "spec.images.coredns"))
        .extracting(Verdict.Violated::severity)
        .as("the target's own")
        .containsExactly(Severity.NOTICE);
  }

  @Test
  void a_load_balancer_s_own_policy_counts_for_its_image() {
    String spec =
        """
        spec:
          network:
            nodeLocalLoadBalancing:
              enabled: %s
              envoyProxy:
                imagePullPolicy: Never
                image: {image: quay.io/k0sproject/envoy-distroless, version: v1.29.5}
        """;
    String key = ImageKey.ENVOY.path();

    assertThat(of(object(spec.formatted(true)), "v1.30.2", K0sRules.STALE_DEFAULT, key))
        .singleElement()
        .satisfies(verdict -> assertThat(verdict.severity()).isEqualTo(Severity.ERROR))
        .satisfies(verdict -> assertThat(verdict.message()).contains("v1.30.2+k0s.0 brings"));
    assertThat(of(object(spec.formatted(false)), "v1.30.2", K0sRules.STALE_DEFAULT, key))
        .extracting(Verdict.Violated::severity)
        .containsExactly(Severity.NOTICE);
  }

  @Test
  void a_mirror_with_an_old_default_s_version_is_never_told_to_be_removed() {
    var object =
        object("spec: {images: {kubeproxy: {image: a.example/kube-proxy, version: v1.29.6-1}}}");

    assertThat(of(object, "v1.30.2", K0sRules.STALE_DEFAULT, "spec.images.kubeproxy"))
        .singleElement()
        .satisfies(verdict -> assertThat(verdict.severity()).isEqualTo(Severity.WARNING))
        .satisfies(
            verdict -> assertThat(verdict.remedy()).startsWith("Set its version to v1.30.2-1"));
    assertThat(of(object, "v1.29.6", K0sRules.STALE_DEFAULT, "spec.images.kubeproxy")).isEmpty();
  }

  @Test
  void choices_and_halves_are_notices() {
    var object =
        file("spec: {images: {coredns: {image: a.example/b, version: x}, pause: {version: '3'}}}");

    assertThat(violated(object, "v1.30.2"))
        .filteredOn(verdict -> !verdict.claim().rule().equals(K0sRules.CONFIG_REJECTED))
        .extracting(verdict -> verdict.claim().rule().id() + " " + verdict.severity())
        .containsExactlyInAnyOrder("k0s-user-pin notice", "k0s-floating notice");
  }

  @Test
  void names_with_the_repository_in_them_are_doubled_by_releases_that_apply_it_again() {
    var object =
        object(
            """
            spec:
              images:
                repository: registry.example.com/lcm
                coredns: {image: registry.example.com/lcm/k0sproject/coredns, version: 1.11.3}
            """);

    assertThat(of(object, "v1.30.2", K0sRules.REPOSITORY_DOUBLED, "spec.images.coredns"))
        .singleElement()
        .satisfies(verdict -> assertThat(verdict.severity()).isEqualTo(Severity.ERROR))
        .satisfies(
            verdict ->
                assertThat(verdict.message())
                    .endsWith("registry.example.com/lcm/lcm/k0sproject/coredns:1.11.3."));
  }

  @ParameterizedTest
  @CsvSource({"v1.31.6, 1", "v1.31.12, 0", "v1.33.3, 1", "v1.33.4, 0", "v1.34.1, 0"})
  void a_file_s_repository_with_a_path_is_doubled_once_it_is_an_object(String target, int count) {
    var file = file("spec: {images: {repository: registry.example.com/lcm}}");

    assertThat(of(file, target, K0sRules.REPOSITORY_DOUBLED, "spec.images.repository"))
        .hasSize(count)
        .allMatch(verdict -> verdict.severity() == Severity.WARNING);
  }

  @Test
  void a_slash_at_the_end_of_a_repository_is_an_error() {
    var file = file("spec: {images: {repository: registry.example.com/}}");

    assertThat(of(file, "v1.36.1", K0sRules.REPOSITORY_DOUBLED, "spec.images.repository"))
        .singleElement()
        .satisfies(
            verdict ->
                assertThat(verdict.message())
                    .contains("registry.example.com//k0sproject/kube-proxy"));
  }

  @Test
  void the_object_of_1_31_wants_both_halves() {
    var object = object("spec: {images: {coredns: {image: a.example/b}}}");

    assertThat(rejected(object, "v1.31.1")).containsExactly(Severity.WARNING);
    assertThat(rejected(object, "v1.30.14")).containsExactly(Severity.NOTICE);
    assertThat(rejected(file("spec: {images: {coredns: {image: a.example/b}}}"), "v1.34.1"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          spec.images.coredns | v1 | v1.36.1 | false
          spec.images.coredns | v1@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | v1.31.1 | false
          spec.images.coredns | sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | v1.31.1 | true
          spec.images.coredns | sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | v1.30.14 | false
          envoy | v1@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | v1.29.6 | true
          envoy | v1@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | v1.29.7 | false
          envoy | @sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | v1.30.14 | true
          """)
  void versions_are_looked_at_as_each_release_does(
      String key, String version, String target, boolean isRejected) {
    String image = "{image: a.example/b, version: '%s'}".formatted(version);
    var file =
        file(
            key.equals("envoy")
                ? "spec: {network: {nodeLocalLoadBalancing: {envoyProxy: {image: %s}}}}"
                    .formatted(image)
                : "spec: {images: {coredns: %s}}".formatted(image));

    assertThat(rejected(file, target).contains(Severity.ERROR)).isEqualTo(isRejected);
  }

  @Test
  void a_version_without_quotes_may_be_a_number() {
    String text = "spec: {images: {pause: {image: registry.k8s.io/pause, version: %s}}}";

    assertThat(rejected(file(text.formatted("3.9")), "v1.30.2")).containsExactly(Severity.ERROR);
    assertThat(rejected(file(text.formatted("'3.9'")), "v1.30.2")).isEmpty();
  }

  @Test
  void null_in_a_file_crashes_from_1_32_on() {
    assertThat(rejected(file("spec: {images: {calico: null}}"), "v1.32.1"))
        .contains(Severity.ERROR);
    assertThat(rejected(file("spec: {images: {coredns: null}}"), "v1.36.1"))
        .containsExactly(Severity.ERROR);
    assertThat(rejected(object("spec: {images: {coredns: null}}"), "v1.36.1")).isEmpty();
  }

  @Test
  void a_repository_cannot_be_stored_by_1_32_1() {
    var file = file("spec: {images: {repository: registry.example.com}}");

    assertThat(rejected(file, "v1.32.1")).containsExactly(Severity.WARNING);
    assertThat(rejected(file, "v1.30.2")).as("1.32.1 creates nothing later on").isEmpty();
    assertThat(rejected(file, "v1.34.1")).isEmpty();
  }

  @Test
  void a_misspelt_key_is_told_with_the_one_that_is_meant() {
    var file = file("spec: {network: {nodeLocalLoadBalancer: {enabled: true}}, imges: {}}");

    assertThat(violated(file, "v1.30.2"))
        .filteredOn(verdict -> verdict.claim().rule().equals(K0sRules.UNKNOWN_KEY))
        .extracting(verdict -> verdict.message() + " " + verdict.remedy())
        .containsExactly(
            "spec.network.nodeLocalLoadBalancer is a key that no known release of k0s has; it is"
                + " passed over in silence. Write nodeLocalLoadBalancing, if that is meant.",
            "spec.imges is a key that no known release of k0s has; k0s refuses a file with it."
                + " Write images, if that is meant.");
  }

  @Test
  void what_charts_and_arguments_hold_is_nobody_s_business() {
    var file =
        file(
            """
            spec:
              api: {extraArgs: {anything: x}}
              workerProfiles: [{name: a, values: {maxPods: 9, evictionHard: {memory.available: 1Mi}}}]
              extensions: {helm: {charts: [{name: a, values: "x: 1"}]}}
            """);

    assertThat(violated(file, "v1.30.2")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spec: {images: []}",
        "spec: {images: {coredns: a.example/b}}",
        "spec: {network: {provider: cilium}}",
        "spec: {network: {provider: ''}}",
        "spec: {network: {nodeLocalLoadBalancing: {enabled: 'true'}}}",
        "spec: {imges: {}}",
        "spec: {}\nimages: {}",
        "spec: {images: {coredns: {image: a.example/b, version: ''}}}"
      })
  void a_file_of_a_shape_that_k0s_refuses_is_an_error(String text) {
    assertThat(rejected(file(text), "v1.30.2")).contains(Severity.ERROR);
  }

  @Test
  void an_empty_text_in_an_object_is_an_image_that_nobody_can_pull() {
    var object = object("spec: {images: {coredns: {image: coredns, version: ''}}}");

    assertThat(rejected(object, "v1.30.2")).contains(Severity.ERROR);
  }

  @Test
  void keys_in_another_case_are_not_passed_over() {
    var text = "spec: {images: {Repository: registry.example}}";

    assertThat(violated(file(text), "v1.30.2")).isEmpty();
    assertThat(violated(object(text), "v1.30.2"))
        .extracting(verdict -> verdict.claim().rule())
        .containsExactly(K0sRules.UNKNOWN_KEY);
  }

  private static List<Severity> rejected(ClusterConfig config, String target) {
    return violated(config, target).stream()
        .filter(verdict -> verdict.claim().rule().equals(K0sRules.CONFIG_REJECTED))
        .map(Verdict.Violated::severity)
        .toList();
  }

  private static List<Verdict.Violated> of(
      ClusterConfig config, String target, Rule rule, String aspect) {
    return violated(config, target).stream()
        .filter(verdict -> verdict.claim().rule().equals(rule))
        .filter(verdict -> verdict.claim().subject().aspect().equals(aspect))
        .toList();
  }

  private static List<Verdict.Violated> violated(ClusterConfig config, String target) {
    return ConfigVerdicts.of(
            judged(config, target), RELEASES, NodeFlags.USUAL, BundledImages.UNKNOWN)
        .stream()
        .filter(Verdict.Violated.class::isInstance)
        .map(Verdict.Violated.class::cast)
        .toList();
  }
}
