package dev.bulkhead.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Node;
import dev.bulkhead.model.Platform;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LandingTest {
  private static final List<Platform> ALL =
      List.of(
          Platform.LINUX_AMD64,
          Platform.of("linux", "arm64", ""),
          Platform.of("windows", "amd64", ""));

  private static String landing(String spec) {
    Node.Mapping pod =
        Manifests.inventory("{ kind: Pod, spec: " + spec + " }")
            .objects()
            .getFirst()
            .root()
            .mapping("spec")
            .orElseThrow();
    return String.join(" ", Landing.of(pod, ALL).stream().map(Platform::toString).toList());
  }

  @Test
  void a_pod_without_wishes_lands_anywhere() {
    assertThat(landing("{ }")).isEqualTo("linux/amd64 linux/arm64 windows/amd64");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ nodeSelector: { kubernetes.io/os: linux } } | linux/amd64 linux/arm64",
        "{ nodeSelector: { beta.kubernetes.io/arch: arm64 } } | linux/arm64",
        "{ nodeSelector: { disk: ssd } } | linux/amd64 linux/arm64 windows/amd64",
        "{ os: { name: windows } } | windows/amd64",
      })
  void selectors_narrow(String spec, String expected) {
    assertThat(landing(spec)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{ key: kubernetes.io/arch, operator: In, values: [amd64] }] | linux/amd64 windows/amd64",
        "[{ key: kubernetes.io/arch, operator: NotIn, values: [amd64] }] | linux/arm64",
        "[{ key: kubernetes.io/os, operator: Exists }] | linux/amd64 linux/arm64 windows/amd64",
        "[{ key: kubernetes.io/os, operator: DoesNotExist }] | ''",
        "[{ key: zone, operator: In, values: [a] }] | linux/amd64 linux/arm64 windows/amd64",
        "[{ key: kubernetes.io/os, operator: In, values: [linux] }, { key: kubernetes.io/arch, operator: In, values: [arm64] }] | linux/arm64",
      })
  void expressions_of_a_term_must_all_hold(String expressions, String expected) {
    assertThat(landing(affinity("{ matchExpressions: " + expressions + " }"))).isEqualTo(expected);
  }

  @Test
  void terms_are_alternatives() {
    assertThat(
            landing(
                affinity(
                    "{ matchExpressions: [{ key: kubernetes.io/os, operator: In, values: [windows] }] },"
                        + "{ matchExpressions: [{ key: kubernetes.io/arch, operator: In, values: [arm64] }] }")))
        .isEqualTo("linux/arm64 windows/amd64");
  }

  private static String affinity(String terms) {
    return "{ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: ["
        + terms
        + "] } } } }";
  }
}
