package dev.bulkhead.airgap.k0s;

import static dev.bulkhead.airgap.k0s.Configs.file;
import static dev.bulkhead.airgap.k0s.Configs.release;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Platform;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the command prints in each of its generations, as k0s' own code printed it. */
final class ListImagesTest {
  private static final ClusterConfig NOTHING = file("");
  private static final ClusterConfig PAUSE =
      file("spec: {images: {pause: {image: mirror.example.com/pause, version: '1'}}}");
  private static final ClusterConfig BALANCED =
      file("spec: {network: {nodeLocalLoadBalancing: {enabled: true}}}");

  @Test
  void the_first_two_print_the_pause_image_that_they_were_built_with() {
    assertThat(names(NOTHING, "v1.29.6", false, "linux/amd64"))
        .containsExactly(
            "calico-cni",
            "calico-kube-controllers",
            "calico-node",
            "coredns",
            "apiserver-network-proxy-agent",
            "kube-proxy",
            "kube-router",
            "cni-node",
            "metrics-server",
            "pause");
    assertThat(lines(PAUSE, "v1.29.6", true, "linux/amd64")).contains("registry.k8s.io/pause:3.9");
    assertThat(lines(NOTHING, "v1.27.1", false, "linux/amd64"))
        .contains("registry.k8s.io/pause:3.8");
  }

  @Test
  void the_third_prints_the_configured_pause_image_and_with_all_the_pushgateway() {
    assertThat(lines(PAUSE, "v1.30.10", false, "linux/amd64"))
        .contains("mirror.example.com/pause:1")
        .noneMatch(line -> line.contains("pushgateway"));
    assertThat(names(NOTHING, "v1.34.1", true, "linux/amd64"))
        .endsWith("pause", "pushgateway-ttl", "envoy-distroless");
  }

  @Test
  void envoy_is_printed_where_it_is_enabled_or_all_is_wanted_but_not_on_arm() {
    assertThat(names(BALANCED, "v1.30.2", false, "linux/amd64")).contains("envoy-distroless");
    assertThat(names(NOTHING, "v1.30.2", true, "linux/amd64")).contains("envoy-distroless");
    assertThat(names(NOTHING, "v1.30.2", false, "linux/amd64")).doesNotContain("envoy-distroless");
    assertThat(names(BALANCED, "v1.30.2", true, "linux/arm")).doesNotContain("envoy-distroless");
    assertThat(names(BALANCED, "v1.34.1", true, "linux/riscv64")).contains("envoy-distroless");
    assertThat(names(BALANCED, "v1.36.1", true, "linux/riscv64"))
        .doesNotContain("envoy-distroless");
  }

  @Test
  void the_fourth_leaves_out_the_provider_that_is_not_used() {
    assertThat(names(NOTHING, "v1.36.1", false, "linux/amd64"))
        .containsExactly(
            "pause",
            "apiserver-network-proxy-agent",
            "kube-proxy",
            "coredns",
            "metrics-server",
            "cni-node",
            "kube-router");
    assertThat(names(file("spec: {network: {provider: calico}}"), "v1.36.1", false, "linux/amd64"))
        .endsWith("calico-cni", "calico-kube-controllers", "calico-node")
        .doesNotContain("kube-router");
  }

  @Test
  void the_fourth_knows_windows() {
    assertThat(lines(NOTHING, "v1.36.1", false, "windows/amd64"))
        .containsExactly(
            image("v1.36.1", ImageKey.WINDOWS_PAUSE),
            image("v1.36.1", ImageKey.WINDOWS_KUBE_PROXY));
    assertThat(lines(NOTHING, "v1.36.1", true, "windows/amd64"))
        .contains(image("v1.36.1", ImageKey.CALICO_WINDOWS_NODE))
        .hasSize(5);
  }

  private static String image(String release, ImageKey key) {
    return release(release).defaultOf(key).orElseThrow().toString();
  }

  @Test
  void a_load_balancer_that_nobody_mentions_is_printed_without_the_repository() {
    String repository = "images: {repository: registry.example.com/lcm}";
    String stated =
        "network: {nodeLocalLoadBalancing: {traefik: {image: {image: quay.io/t, version: '3'}}}}";

    assertThat(lines(file("spec: {%s}".formatted(repository)), "v1.36.1", true, "linux/amd64"))
        .endsWith("quay.io/k0sproject/traefik:v3.7.5-k0s.0")
        .contains("registry.example.com/lcm/k0sproject/coredns:1.14.3-k0s.0");
    assertThat(
            lines(
                file("spec: {%s, %s}".formatted(repository, stated)),
                "v1.36.1",
                true,
                "linux/amd64"))
        .endsWith("registry.example.com/lcm/t:3");
  }

  private static List<String> lines(
      ClusterConfig config, String release, boolean isAll, String platform) {
    return ListImages.of(config, release(release), isAll, Platform.parse(platform).orElseThrow())
        .stream()
        .map(NamedVersion::toString)
        .toList();
  }

  private static List<String> names(
      ClusterConfig config, String release, boolean isAll, String platform) {
    return lines(config, release, isAll, platform).stream()
        .map(line -> line.replaceAll(".*/|:.*", ""))
        .toList();
  }
}
