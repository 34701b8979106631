package dev.bulkhead.airgap.k0s;

import static dev.bulkhead.airgap.k0s.Configs.RELEASES;
import static dev.bulkhead.airgap.k0s.Configs.file;
import static dev.bulkhead.airgap.k0s.Configs.judged;
import static dev.bulkhead.airgap.k0s.Configs.object;
import static dev.bulkhead.airgap.k0s.Configs.release;
import static dev.bulkhead.airgap.k0s.Configs.written;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.airgap.k0s.FirstLeader.Written;
import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a release wrote is taken out, and nothing else. */
final class ConfigRepairTest {
  private static final List<K0sRelease> ALL = List.copyOf(RELEASES.all());

  /** A file, and the release whose first leader makes an object of it. */
  private record Cluster(String file, K0sRelease writer) {}

  private static final Gen<Cluster> CLUSTERS =
      choices -> {
        var spec = new StringBuilder("spec:\n  images:\n");
        spec.append("    default_pull_policy: ")
            .append(choices.below(2) == 0 ? "Never\n" : "IfNotPresent\n");
        if (choices.below(3) == 0) {
          spec.append("    repository: registry.example.com")
              .append(choices.below(2) == 0 ? "\n" : "/lcm\n");
        }
        for (String key : List.of("coredns", "kubeproxy", "pause", "metricsserver")) {
          switch (choices.below(6)) {
            case 0 ->
                spec.append(
                    "    %s: {image: mine.example.com/%s, version: v0-mine}\n".formatted(key, key));
            case 1 -> spec.append("    %s: {}\n".formatted(key));
            default -> {}
          }
        }
        spec.append("  network:\n    nodeLocalLoadBalancing:\n      enabled: ")
            .append(choices.below(2) == 0);
        return new Cluster(spec.append('\n').toString(), ALL.get(choices.below(ALL.size())));
      };

  @Test
  void without_what_it_wrote_the_writing_release_runs_the_same_images() {
    Property.forAll(
        5258,
        1_500,
        CLUSTERS,
        cluster -> {
          if (FirstLeader.write(file(cluster.file()), cluster.writer())
              instanceof Written.Stored(var object)) {
            ConfigRepair repair =
                ConfigRepair.of(
                    ConfigJudgement.of(
                        object,
                        RELEASES,
                        Optional.of(RELEASES.known().lastKey()),
                        Optional.of(cluster.writer().version())),
                    Set.of());

            var before = object.effectiveImages(cluster.writer());
            var after = repair.after().effectiveImages(cluster.writer());
            // Names with a path are put twice there; without the pin they are as they were meant.
            var meant = file(cluster.file()).effectiveImages(cluster.writer());
            assertThat(after.keySet()).isEqualTo(before.keySet());
            assertThat(after)
                .allSatisfy(
                    (key, image) ->
                        assertThat(image)
                            .isEqualTo((repair.keys().contains(key) ? meant : before).get(key)));
            if (isAppliedOnce(object, cluster.writer())) {
              assertThat(after).isEqualTo(before);
            }
          }
        });
  }

  private static boolean isAppliedOnce(ClusterConfig object, K0sRelease release) {
    return release.traits().overrideIdempotent()
        || object.repository().filter(repository -> repository.contains("/")).isEmpty();
  }

  @Test
  void choices_stay_whatever_else_is_taken_out() {
    var config =
        file("spec: {images: {coredns: {image: mine.example.com/coredns, version: v0-mine}}}");
    for (K0sRelease writer : ALL) {
      if (FirstLeader.write(config, writer) instanceof Written.Stored(var object)) {
        var repair = repair(object, "v1.36.3+k0s.2");

        assertThat(repair.keys()).doesNotContain(ImageKey.COREDNS);
        assertThat(repair.after().pins()).containsOnlyKeys(ImageKey.COREDNS);
      }
    }
  }

  @Test
  void the_scenario_of_issue_5258_is_mended() {
    var file =
        file(
            """
            spec:
              images: {default_pull_policy: Never}
              network: {nodeLocalLoadBalancing: {enabled: true}}
            """);
    var object = written(file, release("v1.29.6"));
    var repair = repair(object, "v1.30.2");

    assertThat(repair.changesUnder(release("v1.29.6"))).isEmpty();
    assertThat(repair.after().effectiveImages(release("v1.30.2")))
        .isEqualTo(file.effectiveImages(release("v1.30.2")));
    assertThat(repair.changesUnder(release("v1.30.2"))).contains(ImageKey.ENVOY);
  }

  @Test
  void a_lone_default_stays_unless_it_is_named() {
    var object = object("spec: {images: {pause: {image: registry.k8s.io/pause, version: '3.9'}}}");

    assertThat(repair(object, "v1.36.1").isEmpty()).isTrue();
    assertThat(repair(object, "v1.36.1", ImageKey.PAUSE).keys()).containsExactly(ImageKey.PAUSE);
  }

  @Test
  void the_patch_tests_what_it_removes_and_leaves_no_empty_map() {
    var object =
        object(
            """
                spec:
                  images:
                    default_pull_policy: Never
                    pause: {image: registry.k8s.io/pause, version: '3.9'}
                    kuberouter:
                      cni: {image: quay.io/k0sproject/kube-router, version: v1.6.1-iptables1.8.9-0}
                    calico:
                      cni: {image: quay.io/k0sproject/calico-cni, version: v3.26.1-1}
                      node: {image: mine.example.com/node, version: v1}
                """);

    assertThat(
            repair(object, "v1.36.1", ImageKey.PAUSE, ImageKey.KUBE_ROUTER_CNI, ImageKey.CALICO_CNI)
                .patch())
        .isEqualTo(
            """
            [
              {"op": "test", "path": "/spec/images/pause", "value": {"image": "registry.k8s.io/pause", "version": "3.9"}},
              {"op": "remove", "path": "/spec/images/pause"},
              {"op": "test", "path": "/spec/images/kuberouter", "value": {"cni": {"image": "quay.io/k0sproject/kube-router", "version": "v1.6.1-iptables1.8.9-0"}}},
              {"op": "remove", "path": "/spec/images/kuberouter"},
              {"op": "test", "path": "/spec/images/calico/cni", "value": {"image": "quay.io/k0sproject/calico-cni", "version": "v3.26.1-1"}},
              {"op": "remove", "path": "/spec/images/calico/cni"}
            ]
            """);
  }

  @Test
  void emptied_parents_go_and_everything_else_stays_byte_for_byte() {
    String before =
        """
        apiVersion: k0sctl.k0sproject.io/v1beta1
        kind: Cluster
        spec:
          hosts: []   # elsewhere
          k0s:
            version: v1.30.2+k0s.0
            config:
              spec:
                images:
                  # nothing to pull from
                  default_pull_policy: Never
                  calico:
                    cni: {image: quay.io/k0sproject/calico-cni, version: v3.26.1-1}
                    node:
                      image: quay.io/k0sproject/calico-node
                      version: v3.26.1-1
                  kubeproxy:
                    image: quay.io/k0sproject/kube-proxy   # made by 1.29
                    version: v1.29.6-1
                network:
                  nodeLocalLoadBalancing:
                    enabled: true
                    envoyProxy:
                      image:
                        image: quay.io/k0sproject/envoy-distroless
                        version: v1.29.5
        """;
    assertThat(edited("k0sctl.yaml", before))
        .contains(
            """
            apiVersion: k0sctl.k0sproject.io/v1beta1
            kind: Cluster
            spec:
              hosts: []   # elsewhere
              k0s:
                version: v1.30.2+k0s.0
                config:
                  spec:
                    images:
                      # nothing to pull from
                      default_pull_policy: Never
                    network:
                      nodeLocalLoadBalancing:
                        enabled: true
            """);
  }

  @Test
  void a_dump_in_json_stays_json() {
    String before =
        """
        {
          "apiVersion": "k0s.k0sproject.io/v1beta1",
          "kind": "ClusterConfig",
          "metadata": {"name": "k0s", "namespace": "kube-system"},
          "spec": {
            "network": {
              "nodeLocalLoadBalancing": {
                "enabled": true,
                "envoyProxy": {"image": {"image": "quay.io/k0sproject/envoy-distroless", "version": "v1.29.5"}}
              }
            }
          }
        }
        """;
    assertThat(edited("dump.json", before))
        .hasValueSatisfying(
            after ->
                assertThat(after)
                    .contains("\"enabled\": true\n      }")
                    .doesNotContain("envoyProxy"));
  }

  @Test
  void a_specification_of_nothing_but_pins_is_left_empty() {
    String before =
        """
        kind: ClusterConfig
        spec:
          network:
            nodeLocalLoadBalancing:
              envoyProxy:
                image: {image: quay.io/k0sproject/envoy-distroless, version: v1.29.5}
        """;

    assertThat(edited("k0s.yaml", before)).contains("kind: ClusterConfig\nspec:\n");
  }

  @Test
  void a_comment_goes_with_the_key_that_it_stands_directly_above() {
    String before =
        """
        kind: ClusterConfig
        spec:
          images:
            # nothing to pull from
            default_pull_policy: Never

            # written by 1.29
            # when the cluster was made
            kubeproxy:
              image: quay.io/k0sproject/kube-proxy   # amd64
              version: v1.29.6-1
            # for all keys below

            konnectivity:
              image: quay.io/k0sproject/apiserver-network-proxy-agent
              version: v0.1.4
            # ours
            coredns: {image: registry.example/coredns, version: hardened}
        """;

    assertThat(edited("k0s.yaml", before))
        .contains(
            """
            kind: ClusterConfig
            spec:
              images:
                # nothing to pull from
                default_pull_policy: Never

                # for all keys below

                # ours
                coredns: {image: registry.example/coredns, version: hardened}
            """);
  }

  private static ConfigRepair repair(ClusterConfig config, String target, ImageKey... also) {
    return ConfigRepair.of(judged(config, target), Set.of(also));
  }

  /** A file without what 1.29 wrote into it. */
  private static Optional<String> edited(String name, String before) {
    return repair(ConfigReader.read(name, before), "v1.30.2")
        .edited(before.getBytes(StandardCharsets.UTF_8))
        .map(after -> new String(after, StandardCharsets.UTF_8));
  }
}
