package dev.bulkhead.airgap.k0s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkhead.verdict.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a release makes of a configuration (k0s, issue 5258 and what came of it). */
final class EffectiveImagesTest {
  private static final K0sReleases RELEASES = K0sReleases.builtIn();

  @Test
  void all_128_releases_are_there_and_each_has_a_kube_proxy() {
    assertThat(RELEASES.all()).hasSize(128);
    assertThat(RELEASES.all()).allMatch(r -> r.defaultOf(ImageKey.KUBE_PROXY).isPresent());
  }

  @Test
  void an_empty_file_means_the_defaults_of_the_release() {
    assertThat(image("", "v1.29.6+k0s.0", ImageKey.ENVOY))
        .isEqualTo("quay.io/k0sproject/envoy-distroless:v1.29.5");
    assertThat(image("", "v1.30.2+k0s.0", ImageKey.KUBE_PROXY))
        .isEqualTo("quay.io/k0sproject/kube-proxy:v1.30.2-1");
  }

  @Test
  void what_is_stated_wins_and_what_is_not_is_the_release_s() {
    var config =
        """
        spec:
          images:
            kubeproxy:
              version: v1.29.6-1
            coredns: {}
            calico: null
        """;
    assertThat(image(config, "v1.30.2+k0s.0", ImageKey.KUBE_PROXY))
        .isEqualTo("quay.io/k0sproject/kube-proxy:v1.29.6-1");
    assertThat(image(config, "v1.30.2+k0s.0", ImageKey.COREDNS))
        .isEqualTo("quay.io/k0sproject/coredns:1.11.3");
  }

  @Test
  void a_repository_with_a_path_is_doubled_where_its_release_applies_it_again() {
    var config =
        """
        apiVersion: k0s.k0sproject.io/v1beta1
        kind: ClusterConfig
        spec:
          images:
            repository: registry.example.com/lcm
            coredns:
              image: registry.example.com/lcm/k0sproject/coredns
              version: 1.11.3
        """;
    assertThat(image(config, "v1.30.2+k0s.0", ImageKey.COREDNS))
        .isEqualTo("registry.example.com/lcm/lcm/k0sproject/coredns:1.11.3");
    assertThat(image(config, "v1.36.1+k0s.0", ImageKey.COREDNS))
        .isEqualTo("registry.example.com/lcm/k0sproject/coredns:1.11.3");
  }

  @Test
  void a_release_that_is_not_known_is_told_with_its_neighbours() {
    assertThatThrownBy(() -> RELEASES.require(new K0sVersion(1, 30, 99, 0)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("v1.31.1+k0s.0")
        .hasMessageContaining("v1.30.14+k0s.0");
  }

  @Test
  void a_deployment_is_no_configuration() {
    assertThatThrownBy(
            () ->
                ConfigReader.read("web.yaml", "apiVersion: apps/v1\nkind: Deployment\nspec: {}\n"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("kind Deployment (apps/v1)");
  }

  @Test
  void the_dumped_object_may_be_an_item_of_a_list() {
    var list =
        """
        apiVersion: v1
        kind: List
        items:
        - apiVersion: k0s.k0sproject.io/v1beta1
          kind: ClusterConfig
          metadata: {name: k0s, namespace: kube-system}
          spec:
            network:
              nodeLocalLoadBalancing:
                enabled: true
                envoyProxy: {image: {image: quay.io/k0sproject/envoy-distroless, version: v1.29.5}}
        """;
    ClusterConfig config = ConfigReader.read("dump.yaml", list);
    assertThat(config.form()).isEqualTo(ClusterConfig.Form.OBJECT);
    assertThat(config.specFields()).isEqualTo(List.of("items", "0", "spec"));
    assertThat(config.loadBalancer().enabled()).isTrue();
    assertThat(Components.of(config, RELEASES.require(version("v1.30.2+k0s.0")), NodeFlags.USUAL))
        .extracting(ComponentImage::key)
        .containsExactly(
            ImageKey.PAUSE,
            ImageKey.ENVOY,
            ImageKey.KUBE_PROXY,
            ImageKey.KUBE_ROUTER_CNI_INSTALLER,
            ImageKey.KUBE_ROUTER_CNI,
            ImageKey.KONNECTIVITY,
            ImageKey.COREDNS,
            ImageKey.METRICS_SERVER);
  }

  private static String image(String config, String release, ImageKey key) {
    return ConfigReader.read("k0s.yaml", config)
        .effectiveImage(key, RELEASES.require(version(release)))
        .orElseThrow()
        .toString();
  }

  private static K0sVersion version(String text) {
    return K0sVersion.parse(text).orElseThrow();
  }
}
