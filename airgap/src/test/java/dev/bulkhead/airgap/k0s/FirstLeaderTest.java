package dev.bulkhead.airgap.k0s;

import static dev.bulkhead.airgap.k0s.Configs.file;
import static dev.bulkhead.airgap.k0s.Configs.pins;
import static dev.bulkhead.airgap.k0s.Configs.release;
import static dev.bulkhead.airgap.k0s.Configs.written;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.airgap.k0s.FirstLeader.Written;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the first leader of each kind of release stores, as k0s' own code did when it was run on
 * these configurations at these tags.
 */
final class FirstLeaderTest {
  private static final ClusterConfig NOTHING = file("spec: {}");
  private static final ClusterConfig POLICY = file("spec: {images: {default_pull_policy: Never}}");
  private static final ClusterConfig REPOSITORY =
      file("spec: {images: {repository: registry.example.com/lcm}}");
  private static final ClusterConfig CUSTOM =
      file("spec: {images: {coredns: {image: mirror.example.com/coredns, version: 1.2.3}}}");
  private static final ClusterConfig ONLY_IMAGE =
      file("spec: {images: {coredns: {image: mirror.example.com/coredns}}}");
  private static final ClusterConfig ONLY_VERSION =
      file("spec: {images: {coredns: {version: 1.2.3}}}");

  @ParameterizedTest
  @ValueSource(strings = {"v1.28.2", "v1.29.6", "v1.30.2", "v1.31.12"})
  void up_to_1_31_envoy_is_always_pinned_and_the_rest_with_any_setting(String version) {
    K0sRelease release = release(version);
    int all = (int) release.images().keySet().stream().filter(ImageKey::isConfigurable).count();

    assertThat(pins(written(NOTHING, release))).containsOnlyKeys(ImageKey.ENVOY);
    assertThat(pins(written(POLICY, release))).hasSize(all);
    assertThat(pins(written(REPOSITORY, release)))
        .hasSize(all)
        .containsEntry(
            ImageKey.KUBE_PROXY,
            "registry.example.com/lcm/k0sproject/kube-proxy:"
                + release.defaultOf(ImageKey.KUBE_PROXY).orElseThrow().version());
    assertThat(pins(written(CUSTOM, release)))
        .hasSize(all)
        .containsEntry(ImageKey.COREDNS, "mirror.example.com/coredns:1.2.3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spec: {images: {default_pull_policy: IfNotPresent}}",
        "spec: {images: {}}",
        "spec: {images: {coredns: {image: quay.io/k0sproject/coredns, version: 1.11.3}}}"
      })
  void what_says_no_more_than_the_default_pins_nothing_else(String text) {
    assertThat(pins(written(file(text), release("v1.29.6")))).containsOnlyKeys(ImageKey.ENVOY);
  }

  @ParameterizedTest
  @CsvSource({
    "v1.29.13, quay.io/k0sproject/pushgateway-ttl",
    "v1.29.14, registry.example.com/lcm/k0sproject/pushgateway-ttl",
    "v1.30.9, quay.io/k0sproject/pushgateway-ttl",
    "v1.30.10, registry.example.com/lcm/k0sproject/pushgateway-ttl",
    "v1.31.5, quay.io/k0sproject/pushgateway-ttl",
    "v1.31.6, registry.example.com/lcm/k0sproject/pushgateway-ttl"
  })
  void the_pushgateway_is_rewritten_by_some(String version, String image) {
    assertThat(pins(written(REPOSITORY, release(version))).get(ImageKey.PUSHGATEWAY))
        .startsWith(image + ":");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1.32.1", "v1.32.5", "v1.33.1"})
  void the_first_that_strip_images_blank_halves_of_them(String version) {
    K0sRelease release = release(version);

    assertThat(pins(written(NOTHING, release))).isEmpty();
    assertThat(pins(written(POLICY, release))).isEmpty();
    assertThat(pins(written(CUSTOM, release))).containsOnlyKeys(ImageKey.COREDNS);
    assertThat(FirstLeader.write(REPOSITORY, release)).isInstanceOf(Written.Refused.class);
    assertThat(FirstLeader.write(ONLY_IMAGE, release))
        .isEqualTo(new Written.Refused(List.of(ImageKey.COREDNS)));
    assertThat(FirstLeader.write(ONLY_VERSION, release)).isInstanceOf(Written.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1.32.5+k0s.1", "v1.32.13", "v1.33.9", "v1.34.1", "v1.35.1"})
  void those_after_them_still_pin_everything_with_a_repository(String version) {
    K0sRelease release = release(version);

    assertThat(pins(written(NOTHING, release))).isEmpty();
    assertThat(pins(written(POLICY, release))).isEmpty();
    assertThat(pins(written(CUSTOM, release))).containsOnlyKeys(ImageKey.COREDNS);
    assertThat(pins(written(REPOSITORY, release)))
        .containsKeys(ImageKey.KUBE_PROXY, ImageKey.PAUSE, ImageKey.ENVOY, ImageKey.CALICO_CNI);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1.33.13", "v1.34.9", "v1.35.6", "v1.36.3+k0s.2"})
  void the_newest_pin_nothing_but_what_is_chosen(String version) {
    K0sRelease release = release(version);

    assertThat(pins(written(NOTHING, release))).isEmpty();
    assertThat(pins(written(POLICY, release))).isEmpty();
    assertThat(pins(written(REPOSITORY, release))).isEmpty();
    assertThat(pins(written(CUSTOM, release))).containsOnlyKeys(ImageKey.COREDNS);
  }

  @Test
  void even_they_fill_in_the_half_that_nobody_stated() {
    K0sRelease release = release("v1.36.3+k0s.2");
    String version = release.defaultOf(ImageKey.COREDNS).orElseThrow().version();

    assertThat(pins(written(ONLY_IMAGE, release)))
        .containsEntry(ImageKey.COREDNS, "mirror.example.com/coredns:" + version);
    assertThat(pins(written(ONLY_VERSION, release)))
        .containsEntry(ImageKey.COREDNS, "quay.io/k0sproject/coredns:1.2.3");
  }

  @Test
  void an_image_of_a_load_balancer_that_is_not_chosen_is_dropped_from_1_36_on() {
    var config =
        file(
            """
            spec:
              network:
                nodeLocalLoadBalancing:
                  type: Traefik
                  envoyProxy: {image: {image: mirror.example.com/envoy, version: v1.0.0}}
            """);

    assertThat(pins(written(config, release("v1.36.3+k0s.2")))).isEmpty();
    assertThat(pins(written(config, release("v1.34.9")))).containsOnlyKeys(ImageKey.ENVOY);
  }
}
