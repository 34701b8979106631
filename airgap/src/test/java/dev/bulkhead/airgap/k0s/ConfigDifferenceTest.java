package dev.bulkhead.airgap.k0s;

import static dev.bulkhead.airgap.k0s.Configs.file;
import static dev.bulkhead.airgap.k0s.Configs.judged;
import static dev.bulkhead.airgap.k0s.Configs.object;
import static dev.bulkhead.airgap.k0s.Configs.release;
import static dev.bulkhead.airgap.k0s.Configs.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.bulkhead.airgap.k0s.ConfigDifference.Change;
import dev.bulkhead.airgap.k0s.ConfigDifference.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people changed, apart from what releases wrote. */
final class ConfigDifferenceTest {
  private static final ClusterConfig NEVER = file("spec: {images: {default_pull_policy: Never}}");

  @Test
  void a_file_and_the_object_made_of_it_differ_in_defaults_alone() {
    assertThat(between(NEVER, written(NEVER, release("v1.29.6"))))
        .hasSize(12)
        .allMatch(Change::isDefaultsOnly);
  }

  @Test
  void what_the_api_server_fills_in_is_no_difference() {
    var stored =
        object(
            """
            spec:
              images: {default_pull_policy: Never}
              network:
                provider: kuberouter
                podCIDR: 10.244.0.0/16
                kubeProxy: {mode: iptables}
                nodeLocalLoadBalancing:
                  enabled: false
                  type: EnvoyProxy
                  envoyProxy: {apiServerBindPort: 7443, konnectivityServerBindPort: 7132}
            """);

    assertThat(between(NEVER, stored)).isEmpty();
  }

  @Test
  void a_choice_is_told_with_both_its_sides() {
    var chosen =
        file("spec: {images: {coredns: {image: a.example/b, version: x}, pause: {version: '3'}}}");

    assertThat(between(NEVER, chosen))
        .extracting(Change::path, Change::before, Change::after)
        .containsExactlyInAnyOrder(
            tuple("spec.images.coredns", new Value.Absent(), new Value.Chosen("a.example/b:x")),
            tuple("spec.images.pause", new Value.Absent(), new Value.Chosen("version 3")),
            tuple(
                "spec.images.default_pull_policy", new Value.Chosen("Never"), new Value.Absent()));
  }

  private static List<Change> between(ClusterConfig one, ClusterConfig other) {
    return ConfigDifference.of(judged(one, "v1.30.2"), judged(other, "v1.30.2")).changes();
  }
}
