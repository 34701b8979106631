package dev.bulkhead.airgap.k0s.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Platform;
import dev.bulkhead.verdict.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What machines are called, what they are, and what follows from it. */
final class MachinesTest {
  private static final Names NAMES =
      new Names(
          Map.of(
              Role.CONTROLLER, List.of("ann", "bob", "cid"),
              Role.WORKER, List.of("w-a", "w-b", "w-c", "w-d", "w-e")),
          Map.of(Role.CONTROLLER, List.of("dee")));

  private static PlannedUpgrade named() {
    return PlannedUpgrade.of("v1.29.6", "v1.30.2").size(3, 5, false).called(NAMES);
  }

  @Test
  void machines_are_called_by_their_names_and_the_rest_is_numbered_on() {
    assertThat(named().upgrade().fleet().names())
        .containsExactly(
            "ann",
            "bob",
            "cid",
            "dee",
            "controller-5",
            "controller-6",
            "w-a",
            "w-b",
            "w-c",
            "w-d",
            "w-e",
            "worker-6",
            "worker-7",
            "worker-8",
            "worker-9",
            "worker-10");
  }

  @Test
  void a_bundle_lies_on_the_machine_that_is_named() {
    Plan plan = named().bundle("w-b", "v1.29.6").plan();

    assertThat(plan.upgrade().fleet().withKubelets())
        .extracting(NodeGroup::name)
        .containsExactly("w-a", "w-b", "w-c, w-d, w-e", "worker-6 to worker-10");
  }

  @Test
  void many_machines_are_called_by_the_first_of_them() {
    assertThat(named().upgrade().fleet().of(Role.WORKER, 0))
        .extracting(NodeGroup::name)
        .containsExactly("w-a, w-b and 3 more");
  }

  @ParameterizedTest
  @CsvSource({
    "alpha, true",
    "10.0.0.1, true",
    "cp-1.example.com, true",
    "all, false",
    "new-workers, false",
    "-a, false",
    "a_b, false",
    "A, false",
  })
  void a_name_is_one_that_a_node_can_have_and_no_group_s(String text, boolean isOne) {
    assertThat(NodeSelector.isName(text)).isEqualTo(isOne);
  }

  @Test
  void there_is_no_envoy_for_armv7_whatever_a_list_says() {
    Plan plan =
        PlannedUpgrade.of("v1.29.6", "v1.30.2")
            .size(1, 2, false)
            .by(Strategy.IN_PLACE)
            .platform("worker-2", "linux/arm/v7")
            .bundle("all", "v1.29.6")
            .bundle("all", "v1.30.2")
            .plan();

    assertThat(PlannedUpgrade.missing(plan))
        .containsExactly(
            "worker-2: envoy-distroless:v1.29.5", "worker-2: envoy-distroless:v1.30.2");
    assertThat(PlannedUpgrade.failure(plan)).contains("Envoy v1.29.5 is not made for its platform");
    assertThat(plan.mend().additions()).isEmpty();
    assertThat(plan.mend().afterAll()).isEqualTo(2);
    assertThat(plan.mend().instead())
        .singleElement()
        .asString()
        .contains("spec.api.externalAddress");
    assertThat(PlannedUpgrade.violated(plan, PlanRules.IMAGE_NOT_IN_BUNDLE))
        .extracting(Verdict.Violated::remedy)
        .containsOnly(plan.mend().instead().getFirst());
  }

  @Test
  void an_envoy_of_one_s_own_may_be_made_for_armv7() {
    Plan plan =
        PlannedUpgrade.of("v1.29.6", "v1.30.2")
            .with(
                """
                spec:
                  network:
                    nodeLocalLoadBalancing:
                      enabled: true
                      envoyProxy: {image: {image: mine.example/envoy, version: '1'}}
                """)
            .size(1, 1, false)
            .by(Strategy.IN_PLACE)
            .platform("workers", "linux/arm/v7")
            .bundle("all", "v1.29.6")
            .bundle("all", "v1.30.2")
            .bundle("all", "own.txt", List.of(PlannedUpgrade.reference("mine.example/envoy:1")))
            .plan();

    assertThat(PlannedUpgrade.missing(plan)).isEmpty();
  }

  @Test
  void from_v1_36_on_traefik_is_what_to_take_on_risc_v() {
    Plan plan =
        PlannedUpgrade.of("v1.36.1", "v1.36.3+k0s.2")
            .size(1, 1, false)
            .by(Strategy.IN_PLACE)
            .platform("workers", "linux/riscv64")
            .bundle("all", "v1.36.1")
            .bundle("all", "v1.36.3+k0s.2")
            .plan();

    assertThat(PlannedUpgrade.failure(plan)).contains("is not made for its platform");
    assertThat(plan.mend().instead()).singleElement().asString().contains("Traefik");
  }

  @Test
  void a_lock_counts_for_the_platforms_that_it_names() {
    Platform amd64 = Platform.LINUX_AMD64;
    var bundle =
        MachineBundle.locked("images.lock", Map.of("docker.io/library/a:1", Set.of(amd64)));

    assertThat(bundle.content().of(PlannedUpgrade.reference("a:1"), amd64))
        .isEqualTo(new Presence.Present("images.lock"));
    assertThat(
            bundle
                .content()
                .of(PlannedUpgrade.reference("a:1"), Platform.parse("linux/arm64").orElseThrow()))
        .isEqualTo(
            new Presence.Absent(
                List.of(
                    "images.lock has the name, but only for linux/amd64, not for linux/arm64.")));
  }

  @Test
  void workers_that_are_behind_need_the_images_of_their_own_release() {
    PlannedUpgrade upgrade =
        PlannedUpgrade.of("v1.29.6", "v1.30.2")
            .workersFrom("v1.28.15")
            .size(3, 2, false)
            .by(Strategy.BLUE_GREEN)
            .bundle("all", "v1.29.6")
            .bundle("all", "v1.30.2");

    assertThat(PlannedUpgrade.missing(upgrade.plan()))
        .containsExactly(
            "worker-1 to worker-2: envoy-distroless:v1.24.12", "worker-1 to worker-2: pause:3.8");
    assertThat(PlannedUpgrade.missing(upgrade.bundle("old", "v1.28.15").plan())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"v1.27.16, v1.30.2, false", "v1.27.16, v1.31.14, true"})
  void workers_may_be_three_minors_behind(String workers, String to, boolean isTooFar) {
    Plan plan =
        PlannedUpgrade.of("v1.30.2".equals(to) ? "v1.29.6" : "v1.30.14", to)
            .workersFrom(workers)
            .size(3, 2, false)
            .by(Strategy.BLUE_GREEN)
            .plan();

    assertThat(PlannedUpgrade.violated(plan, PlanRules.VERSION_SKEW))
        .extracting(verdict -> verdict.claim().subject().aspect())
        .satisfies(aspects -> assertThat(aspects.contains("kubelets-older")).isEqualTo(isTooFar));
  }

  @Test
  void on_windows_other_images_run() {
    Plan plan =
        PlannedUpgrade.of("v1.35.5", "v1.36.3+k0s.2")
            .with("spec: {network: {provider: calico}}")
            .size(1, 2, false)
            .by(Strategy.IN_PLACE)
            .platform("worker-2", "windows/amd64")
            .bundle("all", "v1.35.5")
            .bundle("all", "v1.36.3+k0s.2")
            .plan();

    assertThat(PlannedUpgrade.missing(plan))
        .isNotEmpty()
        .allMatch(missing -> missing.startsWith("worker-2: "))
        .contains("worker-2: kube-proxy:v1.36.3-calico-hostprocess")
        .noneMatch(missing -> missing.contains("coredns"));
  }

  @Test
  void what_earlier_releases_run_on_windows_is_not_played() {
    Plan plan =
        PlannedUpgrade.of("v1.32.13", "v1.33.9")
            .size(1, 1, false)
            .by(Strategy.IN_PLACE)
            .platform("workers", "windows/amd64")
            .plan();

    assertThat(plan.isOpen()).isTrue();
    assertThat(plan.verdicts())
        .anyMatch(
            verdict ->
                verdict instanceof Verdict.Unproven unproven
                    && unproven.message().contains("stands in no configuration"));
  }

  @ParameterizedTest
  @CsvSource({
    "'image: mine/coredns:1', v1.35.5, v1.36.1, true",
    "'replicas: 3', v1.35.5, v1.36.1, false",
    "'image: mine/coredns:1', v1.34.1, v1.35.5, false"
  })
  void a_patch_that_speaks_of_an_image_leaves_it_open(
      String content, String from, String to, boolean isOpen) {
    Plan plan =
        PlannedUpgrade.of(from, to)
            .with(
                """
                spec:
                  network:
                    coreDNS:
                      patches:
                        - target: {kind: Deployment, name: coredns}
                          patch: {type: MergePatch, content: "%s"}
                """
                    .formatted(content))
            .size(1, 1, false)
            .by(Strategy.IN_PLACE)
            .bundle("all", from)
            .bundle("all", to)
            .plan();

    assertThat(
            plan.verdicts().stream()
                .anyMatch(verdict -> verdict.message().contains("coreDNS.patches[0]")))
        .isEqualTo(isOpen);
  }

  @Test
  void what_lies_in_no_bundle_is_pulled_from_the_mirror_where_the_policy_lets_it() {
    PlannedUpgrade upgrade =
        PlannedUpgrade.of("v1.29.6", "v1.30.2")
            .with("spec: {images: {default_pull_policy: IfNotPresent}}")
            .size(1, 1, false)
            .by(Strategy.IN_PLACE)
            .bundle("all", "v1.29.6");

    assertThat(upgrade.mirroring(PlannedUpgrade.imagesOf("v1.30.2")).plan())
        .satisfies(plan -> assertThat(PlannedUpgrade.missing(plan)).isEmpty())
        .satisfies(plan -> assertThat(plan.isOpen()).isFalse());
    assertThat(PlannedUpgrade.failure(upgrade.mirroring(List.of()).plan()))
        .contains("mirror.local does not hold it either (ImagePullBackOff)");
    assertThat(
            PlannedUpgrade.missing(
                upgrade
                    .with("spec: {images: {default_pull_policy: Never}}")
                    .mirroring(PlannedUpgrade.imagesOf("v1.30.2"))
                    .plan()))
        .contains("worker-1: kube-proxy:v1.30.2-1");
  }

  @Test
  void with_policy_always_only_the_mirror_counts() {
    PlannedUpgrade upgrade =
        PlannedUpgrade.of("v1.29.6", "v1.29.15")
            .with("spec: {images: {default_pull_policy: Always}}")
            .size(1, 1, false)
            .by(Strategy.IN_PLACE)
            .bundle("all", "v1.29.6")
            .bundle("all", "v1.29.15");

    assertThat(PlannedUpgrade.missing(upgrade.plan())).isNotEmpty();
    assertThat(
            PlannedUpgrade.missing(
                upgrade
                    .mirroring(
                        Stream.of("v1.29.6", "v1.29.15")
                            .flatMap(version -> PlannedUpgrade.imagesOf(version).stream())
                            .toList())
                    .plan()))
        .isEmpty();
  }

  @Test
  void with_policy_always_nothing_is_known_of_registries_at_which_nobody_looked() {
    Plan plan =
        PlannedUpgrade.of("v1.29.6", "v1.29.15")
            .with("spec: {images: {default_pull_policy: Always}}")
            .size(1, 1, false)
            .by(Strategy.IN_PLACE)
            .bundle("all", "v1.29.6")
            .bundle("all", "v1.29.15")
            .online()
            .plan();

    assertThat(PlannedUpgrade.missing(plan)).isEmpty();
    assertThat(plan.isOpen()).isTrue();
    assertThat(plan.outcomes().getFirst().nodes().getFirst().doubts())
        .extracting(NodeOutcome.Doubt::reason)
        .contains(
            "Pull policy Always asks a registry, whatever lies on the machine. It is quay.io, which nobody looked at.");
  }
}
