package dev.bulkhead.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.ServedApis;
import dev.bulkhead.verdict.Verdict;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiClaimsTest {
  private static Optional<Verdict> judge(
      String version, String kind, Set<String> added, int... minors) {
    var clusters =
        IntStream.of(minors).mapToObj(minor -> KubernetesVersion.of(1, minor, 0)).toList();
    var object =
        Manifests.inventory(
                "apiVersion: %s\nkind: %s\nmetadata: {name: x}\n".formatted(version, kind))
            .objects()
            .getFirst();
    return new ApiClaims(ServedApis.bundled(), clusters, added).judge(object);
  }

  @ParameterizedTest
  @CsvSource({
    "policy/v1beta1, PodDisruptionBudget, 24, api-deprecated",
    "policy/v1beta1, PodDisruptionBudget, 25, api-removed",
    "extensions/v1beta1, Deployment, 30, api-removed",
    "networking.k8s.io/v1beta1, Ingress, 21, api-deprecated",
    "policy/v1, PodDisruptionBudget, 20, api-not-yet-served",
    "policy/v1, PodDisruptionBudget, 21, none",
    "autoscaling/v2, HorizontalPodAutoscaler, 22, api-not-yet-served",
    "networking.k8s.io/v1, Ingress, 37, none",
    "apps/v1, Deployment, 37, none",
    "example.org/v1beta1, PodDisruptionBudget, 37, none",
    "policy/v1beta1, Keeper, 37, none",
  })
  void an_api_is_judged_by_what_the_version_serves(
      String version, String kind, int minor, String rule) {
    assertThat(judge(version, kind, Set.of(), minor).map(verdict -> verdict.claim().rule().id()))
        .isEqualTo(Optional.of(rule).filter(id -> !id.equals("none")));
  }

  @Test
  void of_several_versions_the_first_that_lacks_it_is_told_with_what_replaces_it() {
    var verdict =
        (Verdict.Violated)
            judge("policy/v1beta1", "PodDisruptionBudget", Set.of(), 23, 24, 25, 26).orElseThrow();

    assertThat(verdict.message())
        .isEqualTo(
            "PodDisruptionBudget is not served as policy/v1beta1 since 1.25, and the cluster is of"
                + " version 1.25.");
    assertThat(verdict.remedy()).startsWith("Use policy/v1 (since 1.21);");
    assertThat(verdict.claim().location()).hasToString("test.yaml:1:13");
  }

  @Test
  void an_api_that_is_too_new_is_told_with_what_older_clusters_serve() {
    var verdict =
        (Verdict.Violated) judge("policy/v1", "PodDisruptionBudget", Set.of(), 20).orElseThrow();

    assertThat(verdict.message())
        .isEqualTo(
            "PodDisruptionBudget is served as policy/v1 only since 1.21, and the cluster is of"
                + " version 1.20.");
    assertThat(verdict.remedy()).isEqualTo("Use policy/v1beta1 on such clusters.");
    assertThat(judge("policy/v1", "PodDisruptionBudget", Set.of("policy/v1"), 20)).isEmpty();
  }

  @Test
  void of_several_versions_the_newest_serves_what_any_of_them_might_be_rendered_for() {
    assertThat(judge("policy/v1", "PodDisruptionBudget", Set.of(), 20, 21)).isEmpty();
  }

  @Test
  void what_nothing_replaces_is_to_be_left_out() {
    var verdict =
        (Verdict.Violated) judge("policy/v1beta1", "PodSecurityPolicy", Set.of(), 30).orElseThrow();

    assertThat(verdict.remedy())
        .isEqualTo("Leave the object out: there is no other version of this API.");
  }

  @Test
  void what_the_cluster_is_said_to_serve_is_served() {
    assertThat(judge("policy/v1beta1", "PodDisruptionBudget", Set.of("policy/v1beta1"), 30))
        .isEmpty();
  }
}
