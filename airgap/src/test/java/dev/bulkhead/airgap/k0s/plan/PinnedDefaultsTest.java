package dev.bulkhead.airgap.k0s.plan;

import static dev.bulkhead.airgap.k0s.plan.PlannedUpgrade.NEVER_WITH_BALANCER;
import static dev.bulkhead.airgap.k0s.plan.PlannedUpgrade.failure;
import static dev.bulkhead.airgap.k0s.plan.PlannedUpgrade.missing;
import static dev.bulkhead.airgap.k0s.plan.PlannedUpgrade.violated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.airgap.k0s.NodeFlags;
import dev.bulkhead.verdict.Verdict;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** k0sproject/k0s#5258: a second controller of a newer release joins a cluster without network. */
final class PinnedDefaultsTest {
  private static PlannedUpgrade upgrade() {
    return PlannedUpgrade.of("v1.29.6", "v1.30.2").with(NEVER_WITH_BALANCER);
  }

  private static PlannedUpgrade eachWithItsOwn() {
    return upgrade().bundle("controller-1", "v1.29.6").bundle("controller-2", "v1.30.2");
  }

  @Test
  void the_new_controller_is_never_registered_for_want_of_the_old_one_s_envoy() {
    Plan plan = eachWithItsOwn().shared().plan();

    assertThat(failure(plan))
        .isEqualTo(
            "2 controller-2 joins: controller-2 is never registered: NLLB's Envoy v1.29.5 is not in its"
                + " bundle (ErrImageNeverPull)");
  }

  @Test
  void what_is_missing_is_what_the_releases_differ_in() {
    Plan plan = eachWithItsOwn().shared().plan();

    assertThat(missing(plan))
        .containsExactly(
            "controller-2: apiserver-network-proxy-agent:v0.1.4",
            "controller-2: envoy-distroless:v1.29.5",
            "controller-2: kube-proxy:v1.29.6-1",
            "controller-2: kube-router:v1.6.1-iptables1.8.9-0",
            "controller-2: metrics-server:v0.6.4");
    assertThat(violated(plan, PlanRules.IMAGE_NOT_IN_BUNDLE))
        .extracting(Verdict.Violated::message)
        .anyMatch(
            message ->
                message.startsWith(
                    "At step 2 (controller-2 joins), controller-2 is never registered: NLLB's Envoy v1.29.5"
                        + " is not in its bundle (ErrImageNeverPull)."));
  }

  @Test
  void the_old_controller_s_leaving_does_not_help() {
    Plan plan = eachWithItsOwn().shared().plan();

    assertThat(plan.outcomes().getLast().worst().orElseThrow().need().image())
        .isEqualTo("quay.io/k0sproject/envoy-distroless:v1.29.5");
  }

  @Test
  void calico_s_images_are_missing_where_calico_is_the_network() {
    Plan plan =
        eachWithItsOwn()
            .with(NEVER_WITH_BALANCER.replace("network:", "network:\n    provider: calico"))
            .shared()
            .plan();

    assertThat(missing(plan))
        .contains(
            "controller-2: calico-cni:v3.26.1-1",
            "controller-2: calico-node:v3.26.1-1",
            "controller-2: calico-kube-controllers:v3.26.1-1")
        .noneMatch(image -> image.contains("kube-router"));
  }

  @Test
  void the_mend_takes_out_what_nobody_chose_and_puts_both_bundles_everywhere() {
    Mend mend = eachWithItsOwn().shared().plan().mend();

    assertThat(mend.stale()).hasSize(12);
    assertThat(mend.additions())
        .extracting(addition -> addition.nodes().name() + " " + addition.path())
        .containsExactly("controller-1 v1.30.2.tar", "controller-2 v1.29.6.tar");
    assertThat(mend.afterAll()).isZero();
  }

  @Test
  void with_nothing_pinned_and_both_bundles_everywhere_it_passes() {
    Plan plan =
        upgrade().shared().stripped().bundle("all", "v1.29.6").bundle("all", "v1.30.2").plan();

    assertThat(plan.firstFailure()).isEmpty();
    assertThat(violated(plan, PlanRules.IMAGE_NOT_IN_BUNDLE)).isEmpty();
    assertThat(plan.mend().missing()).isZero();
  }

  /** Whoever leads applies its own images, so what is not pinned is asked for as well. */
  @Test
  void with_nothing_pinned_the_new_controller_still_needs_the_old_leader_s_images() {
    Plan plan = eachWithItsOwn().shared().stripped().plan();

    assertThat(failure(plan))
        .isEqualTo(
            "2 controller-2 joins: controller-2 gets no pod network and stays NotReady: kube-router"
                + " v1.6.1-iptables1.8.9-0 is not in its bundle (ErrImageNeverPull)");
    assertThat(missing(plan))
        .doesNotContain("controller-2: envoy-distroless:v1.29.5")
        .contains("controller-2: kube-proxy:v1.29.6-1", "controller-1: kube-proxy:v1.30.2-1");
    assertThat(plan.outcomes().getLast().fails()).isFalse();
  }

  @Test
  void without_pins_the_fault_is_of_the_mixed_phase_only() {
    Plan plan = eachWithItsOwn().shared().stripped().plan();

    assertThat(
            plan.outcomes().stream()
                .filter(StepOutcome::fails)
                .map(outcome -> outcome.step().kind()))
        .containsExactly(Step.Kind.JOIN_CONTROLLER);
  }

  @Test
  void a_kubelet_that_asks_its_own_api_server_is_registered_and_its_proxies_hang() {
    Plan plan =
        PlannedUpgrade.of("v1.33.1", "v1.34.1")
            .with(
                NEVER_WITH_BALANCER.replace(
                    "type: EnvoyProxy}",
                    "type: EnvoyProxy, envoyProxy: {image: {image:"
                        + " quay.io/k0sproject/envoy-distroless, version: v1.30.2}}}"))
            .bundle("all", "v1.33.1")
            .bundle("all", "v1.34.1")
            .plan();

    assertThat(failure(plan)).startsWith("1 ");
    assertThat(plan.outcomes().get(1).nodes().getLast().first().orElseThrow().consequence())
        .isEqualTo(
            "controller-2 appears, but kube-proxy and konnectivity-agent, which reach the API through it,"
                + " hang");
  }

  @Test
  void without_the_balancer_the_network_is_missed_first() {
    Plan plan =
        eachWithItsOwn().with("spec: {images: {default_pull_policy: Never}}").shared().plan();

    assertThat(failure(plan)).contains("controller-2 gets no pod network and stays NotReady");
    assertThat(missing(plan)).noneMatch(image -> image.contains("envoy"));
  }

  @Test
  void an_image_that_may_be_pulled_is_pulled_in_vain() {
    Plan plan =
        eachWithItsOwn().with(NEVER_WITH_BALANCER.replace("Never", "IfNotPresent")).shared().plan();

    // That policy is the default, so the images are not written; Envoy's always is.
    assertThat(failure(plan))
        .isEqualTo(
            "2 controller-2 joins: controller-2 is never registered: NLLB's Envoy v1.29.5 is not in its"
                + " bundle (ImagePullBackOff)");
  }

  @Test
  void a_policy_that_always_asks_fails_whatever_lies_there() {
    Plan plan =
        upgrade()
            .with("spec: {images: {default_pull_policy: Always}}")
            .bundle("all", "v1.29.6")
            .bundle("all", "v1.30.2")
            .plan();

    assertThat(failure(plan)).startsWith("1 ").contains("ImagePullBackOff");
    assertThat(violated(plan, PlanRules.IMAGE_NOT_IN_BUNDLE).getFirst().remedy())
        .isEqualTo("Set spec.images.default_pull_policy to IfNotPresent or Never.");
  }

  @Test
  void with_a_network_only_what_is_never_pulled_has_to_lie_there() {
    Plan never = eachWithItsOwn().shared().online().plan();
    Plan pulls =
        eachWithItsOwn()
            .with(NEVER_WITH_BALANCER.replace("Never", "IfNotPresent"))
            .shared()
            .online()
            .plan();

    assertThat(never.firstFailure()).isPresent();
    assertThat(pulls.firstFailure()).isEmpty();
    assertThat(pulls.verdicts()).anyMatch(Verdict.Unproven.class::isInstance);
  }

  @Test
  void a_pause_image_of_another_registry_keeps_every_pod_from_starting() {
    Plan plan =
        PlannedUpgrade.of("v1.32.13", "v1.33.13")
            .with("spec: {images: {pause: {image: registry.k8s.io/pause, version: '3.10'}}}")
            .bundle("all", "v1.33.13")
            .plan();

    assertThat(missing(plan)).anyMatch(image -> image.endsWith("pause:3.10"));
    assertThat(failure(plan))
        .contains("no pod starts on controller-1")
        .endsWith("(FailedCreatePodSandBox)");
  }

  @Test
  void from_1_32_to_1_33_each_machine_finds_the_pause_image_of_its_own_minor() {
    Plan plan =
        PlannedUpgrade.of("v1.32.13", "v1.33.13")
            .bundle("all", "v1.32.13")
            .bundle("all", "v1.33.13")
            .plan();

    assertThat(missing(plan)).isEmpty();
    assertThat(
            plan.outcomes().get(1).nodes().stream()
                .flatMap(node -> node.needs().stream())
                .map(Need::image)
                .filter(image -> image.contains("/pause:")))
        .containsExactly("registry.k8s.io/pause:3.9", "quay.io/k0sproject/pause:3.10.1");
  }

  @Test
  void kube_proxy_is_not_asked_for_where_it_is_switched_off() {
    Plan inSettings =
        eachWithItsOwn()
            .with(
                NEVER_WITH_BALANCER.replace(
                    "network:", "network:\n    kubeProxy: {disabled: true}"))
            .shared()
            .plan();
    Plan byFlag =
        eachWithItsOwn()
            .shared()
            .flags(new NodeFlags(Set.of("kube-proxy"), false, false, false))
            .plan();

    assertThat(missing(inSettings)).noneMatch(image -> image.contains("kube-proxy"));
    assertThat(missing(byFlag)).noneMatch(image -> image.contains("kube-proxy"));
  }

  @Test
  void the_pushgateway_lies_in_neither_bundle() {
    Plan plan =
        upgrade()
            .bundle("all", "v1.29.6")
            .bundle("all", "v1.30.2")
            .flags(new NodeFlags(Set.of(), false, true, false))
            .plan();

    assertThat(missing(plan))
        .containsExactly(
            "controller-1: pushgateway-ttl:1.4.0-k0s.0",
            "controller-2: pushgateway-ttl:1.4.0-k0s.0");
  }
}
