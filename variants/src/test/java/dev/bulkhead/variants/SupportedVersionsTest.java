package dev.bulkhead.variants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.Location;
import dev.bulkhead.render.ChartConstraint;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SupportedVersionsTest {
  /** 1.34 to 1.37, the next one, and how providers spell 1.37. */
  private static final List<ClusterVersion> SUPPORTED = versions(34, 38);

  private static List<ClusterVersion> versions(int first, int last) {
    var all = new ArrayList<ClusterVersion>();
    IntStream.rangeClosed(first, last)
        .mapToObj(minor -> KubernetesVersion.of(1, minor, 0))
        .forEach(version -> all.add(ClusterVersion.plain(version, version.minor() < 38)));
    all.addAll(ClusterVersion.spellings(KubernetesVersion.of(1, Math.min(last, 37), 0)));
    return all;
  }

  private static SupportedVersions of(
      List<ClusterVersion> versions, Predicate<KubernetesVersion> range) {
    return SupportedVersions.of(
        "chart",
        new ChartConstraint("keeper", ">=1", Location.exact("chart/Chart.yaml", 4, 14)),
        versions,
        (text, asked) ->
            Optional.of(asked.stream().filter(range).collect(Collectors.toUnmodifiableSet())));
  }

  private static Predicate<KubernetesVersion> minors(int first, int last) {
    return version -> version.minor() >= first && version.minor() <= last;
  }

  private static boolean isPlain(KubernetesVersion version) {
    return !version.text().contains("-");
  }

  @Test
  void a_chart_for_all_versions_is_proven() {
    assertThat(of(SUPPORTED, minors(20, 99)).verdict(false)).isInstanceOf(Verdict.Proven.class);
  }

  @Test
  void that_a_chart_demands_a_newer_version_than_the_oldest_supported_is_no_fault() {
    assertThat(of(SUPPORTED, minors(36, 99)).verdict(false)).isInstanceOf(Verdict.Proven.class);
  }

  @Test
  void that_a_chart_leaves_out_what_is_not_released_is_no_fault() {
    assertThat(of(SUPPORTED, minors(20, 37)).verdict(false)).isInstanceOf(Verdict.Proven.class);
  }

  @Test
  void that_a_chart_leaves_out_the_newest_version_is_a_warning() {
    assertThat(violated(of(SUPPORTED, minors(20, 36)), false))
        .satisfies(verdict -> assertThat(verdict.severity()).isEqualTo(Severity.WARNING))
        .satisfies(verdict -> assertThat(verdict.message()).endsWith("install it on 1.37."));
  }

  @Test
  void that_a_chart_is_for_no_supported_version_is_an_error() {
    assertThat(violated(of(SUPPORTED, minors(38, 99)), false))
        .satisfies(verdict -> assertThat(verdict.severity()).isEqualTo(Severity.ERROR))
        .satisfies(verdict -> assertThat(verdict.message()).endsWith("1.34, 1.35, 1.36, 1.37."));
  }

  @Test
  void each_version_that_was_asked_for_counts_also_one_that_is_not_released() {
    assertThat(violated(of(SUPPORTED, minors(35, 37)), true))
        .satisfies(verdict -> assertThat(verdict.severity()).isEqualTo(Severity.ERROR))
        .satisfies(verdict -> assertThat(verdict.message()).endsWith("install it on 1.34, 1.38."));
  }

  @Test
  void a_providers_suffix_that_is_refused_is_a_warning() {
    assertThat(violated(of(SUPPORTED, SupportedVersionsTest::isPlain), true))
        .satisfies(verdict -> assertThat(verdict.severity()).isEqualTo(Severity.WARNING))
        .satisfies(
            verdict ->
                assertThat(verdict.message())
                    .contains("v1.37.0-eks-113cf36 (EKS), v1.37.0-gke.1004000 (GKE), and"));
  }

  @Test
  void a_suffix_that_was_asked_for_and_is_refused_is_an_error() {
    var asked =
        List.of(ClusterVersion.plain(KubernetesVersion.parse("v1.33.4-eks-1").orElseThrow(), true));
    assertThat(violated(of(asked, SupportedVersionsTest::isPlain), true))
        .satisfies(verdict -> assertThat(verdict.severity()).isEqualTo(Severity.ERROR))
        .satisfies(verdict -> assertThat(verdict.message()).contains("of v1.33.4-eks-1, and"));
  }

  @Test
  void what_a_suffix_alone_keeps_out_is_among_the_versions_all_the_same() {
    var supported = of(SUPPORTED, version -> isPlain(version) && version.minor() < 38);
    assertThat(SUPPORTED.stream().filter(supported::contains).map(ClusterVersion::toString))
        .contains("1.37", "v1.37.0-eks-113cf36 (EKS)")
        .doesNotContain("1.38");
  }

  private static Verdict.Violated violated(SupportedVersions supported, boolean areAsked) {
    return (Verdict.Violated) supported.verdict(areAsked);
  }
}
