package dev.bulkhead.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesVersionTest {
  private static KubernetesVersion version(String text) {
    return KubernetesVersion.parse(text).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "1.34,1,34,0,v1.34.0",
    "v1.34,1,34,0,v1.34.0",
    "1.34.2,1,34,2,v1.34.2",
    "v1.32.1-eks-abc123,1,32,1,v1.32.1-eks-abc123",
    "v1.33.5+k3s1,1,33,5,v1.33.5+k3s1",
    "1.30.6-gke.1125000,1,30,6,v1.30.6-gke.1125000",
    "1.32+,1,32,0,v1.32.0",
    "v1.29.0-rc.1+build.2,1,29,0,v1.29.0-rc.1+build.2",
    "' 1.34 ',1,34,0,v1.34.0",
  })
  void a_version_keeps_the_providers_spelling(
      String written, int major, int minor, int patch, String text) {
    assertThat(version(written)).isEqualTo(new KubernetesVersion(major, minor, patch, text));
    assertThat(version(written)).hasToString(text);
    assertThat(version(text)).isEqualTo(version(written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "v1",
        "latest",
        "1.x",
        "1.34.",
        "1.34.1-",
        "1.34 1",
        "v1.34.1_2",
        "99999.1",
        "-1.2"
      })
  void anything_else_is_no_version(String text) {
    assertThat(KubernetesVersion.parse(text)).isEmpty();
  }

  @Test
  void versions_are_ordered_by_number() {
    assertThat(version("1.9")).isLessThan(version("1.10"));
    assertThat(version("1.32.1")).isLessThan(version("1.32.10"));
    assertThat(version("2.0")).isGreaterThan(version("1.99.99"));
    assertThat(version("1.34")).isEqualByComparingTo(KubernetesVersion.of(1, 34, 0));
    assertThat(version("1.34.2").minorVersion()).isEqualTo("1.34");
  }
}
