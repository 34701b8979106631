package dev.bulkhead.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against containerd/platforms: {@code database.go} and {@code compare.go}. */
class PlatformTest {
  private static Platform platform(String text) {
    return Platform.parse(text).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "linux/amd64,linux/amd64",
    "Linux/AMD64,linux/amd64",
    "linux/x86_64,linux/amd64",
    "linux/x86-64,linux/amd64",
    "linux/amd64/v1,linux/amd64",
    "linux/amd64/v2,linux/amd64/v2",
    "linux/i386,linux/386",
    "linux/i386/x,linux/386",
    "linux/aarch64,linux/arm64",
    "linux/arm64/v8,linux/arm64",
    "linux/arm64/8,linux/arm64",
    "linux/arm64/v8.0,linux/arm64",
    "linux/arm64/v8.1,linux/arm64/v8.1",
    "linux/arm64/9,linux/arm64/v9",
    "linux/arm64/9.0,linux/arm64/v9",
    "linux/arm64/v9.0,linux/arm64/v9",
    "linux/arm,linux/arm/v7",
    "linux/arm/7,linux/arm/v7",
    "linux/arm/v7,linux/arm/v7",
    "linux/arm/6,linux/arm/v6",
    "linux/arm/v5,linux/arm/v5",
    "linux/arm/8,linux/arm/v8",
    "linux/armhf,linux/arm/v7",
    "linux/armel,linux/arm/v6",
    "macOS/arm64,darwin/arm64",
    "windows/amd64,windows/amd64",
    "linux/s390x,linux/s390x",
    "linux/ppc64le,linux/ppc64le",
    "linux/riscv64,linux/riscv64",
  })
  void a_platform_has_one_normal_form(String written, String normal) {
    assertThat(platform(written)).hasToString(normal);
    assertThat(platform(normal)).isEqualTo(platform(written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "linux",
        "/",
        "linux/",
        "/amd64",
        "linux//v8",
        "a/b/c/d",
        "li nux/amd64",
        "*/amd64"
      })
  void anything_else_is_no_platform(String text) {
    assertThat(Platform.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "linux/amd64,linux/amd64,true",
    "linux/amd64,linux/amd64/v2,false",
    "linux/amd64/v3,linux/amd64/v2,true",
    "linux/amd64/v3,linux/amd64,true",
    "linux/amd64,linux/386,true",
    "linux/386,linux/amd64,false",
    "linux/amd64,linux/arm64,false",
    "linux/amd64,windows/amd64,false",
    "linux/arm,linux/arm/v6,true",
    "linux/arm,linux/arm/v5,true",
    "linux/arm/v6,linux/arm,false",
    "linux/arm,linux/arm/v8,false",
    "linux/arm64,linux/arm64,true",
    "linux/arm64,linux/arm/v8,true",
    "linux/arm64,linux/arm,true",
    "linux/arm,linux/arm64,false",
    "linux/arm64,linux/arm64/v8.1,false",
    "linux/arm64/v8.2,linux/arm64/v8.1,true",
    "linux/arm64/v8.1,linux/arm64/v8.2,false",
    "linux/arm64/v8.1,linux/arm64,true",
    "linux/arm64,linux/arm64/v9,false",
    "linux/arm64/v9,linux/arm64,true",
    "linux/arm64/v9,linux/arm64/v8.5,true",
    "linux/arm64/v9,linux/arm64/v8.6,false",
    "linux/arm64/v9.2,linux/arm64/v8.7,true",
    "linux/s390x,linux/s390x,true",
    "linux/s390x,linux/ppc64le,false",
  })
  void a_node_takes_what_containerd_would_take(String node, String image, boolean runs) {
    assertThat(platform(node).runs(platform(image))).isEqualTo(runs);
  }

  @ParameterizedTest
  @CsvSource({
    "linux/arm/v8,linux/arm/v7,linux/arm/v6",
    "linux/arm64/v9,linux/arm64/v8.5,linux/arm64",
    "linux/arm64/v9,linux/arm64,linux/arm/v8",
    "linux/arm64,linux/arm64,linux/arm/v8",
    "linux/amd64/v3,linux/amd64/v2,linux/amd64",
    "linux/amd64,linux/amd64,linux/386",
    "linux/arm64,linux/arm/v8,linux/arm/v7",
  })
  void the_nearest_image_is_preferred(String node, String better, String worse) {
    assertThat(platform(node).preference(platform(better)))
        .isGreaterThan(platform(node).preference(platform(worse)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "linux/amd64",
        "linux/amd64/v3",
        "linux/arm",
        "linux/arm/v6",
        "linux/arm64/v8.2",
        "linux/arm64/v9",
        "linux/386",
        "linux/ppc64le/power9",
        "linux/riscv64",
        "linux/s390x",
        "linux/loong64",
        "windows/amd64",
        "macos/aarch64"
      })
  void systems_and_processors_that_go_knows_are_known(String text) {
    assertThat(platform(text).isKnown()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "foo/bar",
        "linux/bar",
        "foo/amd64",
        "amd64/linux",
        "linux/amd64/v9",
        "linux/arm/v4",
        "linux/arm64/foo",
        "linux/amd46"
      })
  void whatever_else_is_written_is_not(String text) {
    assertThat(platform(text).isKnown()).isFalse();
  }
}
