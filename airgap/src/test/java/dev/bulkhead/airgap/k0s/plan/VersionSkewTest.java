package dev.bulkhead.airgap.k0s.plan;

import static dev.bulkhead.airgap.k0s.plan.PlannedUpgrade.release;
import static dev.bulkhead.airgap.k0s.plan.PlannedUpgrade.violated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.airgap.k0s.plan.Step.Kind;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rows of Kubernetes' version skew policy, and what k0s adds to it. */
final class VersionSkewTest {
  private static NodeGroup machine(Role role, int number) {
    return new NodeGroup(
        role, 0, number, List.of(role + "-" + number), true, List.of(), List.of(), Set.of());
  }

  private static Member member(Role role, int number, String version) {
    return new Member(machine(role, number), release(version));
  }

  private static List<Verdict> skew(Upgrade upgrade, Member... members) {
    var step =
        new Step(1, 1, Kind.PREPARE, members[0].release(), List.of(), List.of(), List.of(members));
    return new SkewClaims(upgrade, List.of(step)).verdicts();
  }

  private static String violation(List<Verdict> verdicts) {
    return verdicts.stream()
        .filter(Verdict.Violated.class::isInstance)
        .map(verdict -> ((Verdict.Violated) verdict).severity() + ": " + verdict.message())
        .findFirst()
        .orElse("none");
  }

  private static Upgrade balanced() {
    return PlannedUpgrade.of("v1.30.14", "v1.31.14").upgrade();
  }

  @Test
  void api_servers_are_at_most_one_minor_apart() {
    assertThat(
            violation(
                skew(
                    balanced(),
                    member(Role.CONTROLLER, 1, "v1.29.6"),
                    member(Role.CONTROLLER, 2, "v1.31.1"))))
        .startsWith("error: At step 1")
        .contains("API servers of v1.29.6+k0s.0 and v1.31.1+k0s.0 run together");
    assertThat(
            violation(
                skew(
                    PlannedUpgrade.of("v1.30.14", "v1.31.14").with("").upgrade(),
                    member(Role.CONTROLLER, 1, "v1.30.14"),
                    member(Role.CONTROLLER, 2, "v1.31.14"))))
        .isEqualTo("none");
  }

  @Test
  void a_worker_is_never_newer_than_an_api_server_that_it_can_reach() {
    assertThat(
            violation(
                skew(
                    balanced(),
                    member(Role.CONTROLLER, 1, "v1.29.6"),
                    member(Role.WORKER, 1, "v1.30.2"))))
        .contains("error")
        .contains(
            "the kubelet of worker-1 (v1.30.2+k0s.0) can reach an API server of v1.29.6+k0s.0");
  }

  @Test
  void a_kubelet_of_1_31_that_reaches_1_30_through_the_balancer_starts_no_pods() {
    assertThat(
            violation(
                skew(
                    balanced(),
                    member(Role.CONTROLLER, 1, "v1.30.14"),
                    member(Role.CONTROLLER, 2, "v1.31.14"))))
        .startsWith("error")
        .contains("k0sproject/k0s#6071");
  }

  @Test
  void between_other_minors_that_is_not_supported_and_is_a_warning() {
    assertThat(
            violation(
                skew(
                    balanced(),
                    member(Role.CONTROLLER, 1, "v1.29.6"),
                    member(Role.CONTROLLER, 2, "v1.30.2"))))
        .startsWith("warning");
  }

  @Test
  void from_1_34_1_on_a_controller_s_kubelet_asks_the_api_server_beside_it() {
    assertThat(
            violation(
                skew(
                    balanced(),
                    member(Role.CONTROLLER, 1, "v1.33.13"),
                    member(Role.CONTROLLER, 2, "v1.34.1"))))
        .isEqualTo("none");
  }

  @Test
  void a_kubelet_is_at_most_three_minors_older() {
    assertThat(
            violation(
                skew(
                    balanced(),
                    member(Role.CONTROLLER, 1, "v1.33.13"),
                    member(Role.WORKER, 1, "v1.29.6"))))
        .contains("4 minors older than the API server of v1.33.13+k0s.0; at most 3 are supported");
    assertThat(
            violation(
                skew(
                    balanced(),
                    member(Role.CONTROLLER, 1, "v1.32.13"),
                    member(Role.WORKER, 1, "v1.29.6"))))
        .isEqualTo("none");
  }

  @Test
  void controller_manager_and_scheduler_are_of_the_release_of_the_api_server_beside_them() {
    assertThat(skew(balanced(), member(Role.CONTROLLER, 1, "v1.30.14")))
        .extracting(Verdict::message)
        .anyMatch(message -> message.contains("controller-manager and scheduler"));
  }

  @Test
  void kube_proxy_that_stays_pinned_ends_up_behind_the_kubelets() {
    Plan plan = PlannedUpgrade.of("v1.29.6", "v1.30.2").shared().plan();

    assertThat(violated(plan, PlanRules.VERSION_SKEW))
        .anyMatch(
            verdict ->
                verdict.severity() == Severity.WARNING
                    && verdict.message().contains("kube-proxy is still v1.29.6-1"));
  }

  @Test
  void kube_proxy_that_is_more_than_three_minors_behind_is_an_error() {
    Plan plan =
        PlannedUpgrade.of("v1.33.12", "v1.34.1")
            .with("spec: {images: {kubeproxy: {version: v1.29.6-1}}}")
            .plan();

    assertThat(violated(plan, PlanRules.VERSION_SKEW))
        .anyMatch(
            verdict ->
                verdict.severity() == Severity.ERROR
                    && verdict.message().contains("kube-proxy is v1.29.6-1"));
  }

  @Test
  void a_minor_that_is_skipped_is_an_error_with_the_way_through() {
    Plan plan = PlannedUpgrade.of("v1.28.2", "v1.31.1").plan();

    assertThat(violated(plan, PlanRules.VERSION_SKEW))
        .filteredOn(verdict -> verdict.severity() == Severity.ERROR)
        .extracting(Verdict.Violated::remedy)
        .contains(
            "Add --via v1.28.15+k0s.0,v1.29.15+k0s.0,v1.30.14+k0s.0; the steps are played so.");
    assertThat(plan.outcomes())
        .extracting(outcome -> outcome.step().target().version().line())
        .contains("1.28", "1.29", "1.30", "1.31");
  }

  @Test
  void the_way_through_is_no_fault_when_it_is_asked_for() {
    Plan plan = PlannedUpgrade.of("v1.28.15", "v1.30.14").via("v1.29.15").size(3, 0, false).plan();

    assertThat(violated(plan, PlanRules.VERSION_SKEW))
        .extracting(Verdict.Violated::severity)
        .doesNotContain(Severity.ERROR);
  }

  @Test
  void the_newest_patch_of_a_minor_comes_before_the_next_minor() {
    assertThat(violated(PlannedUpgrade.of("v1.29.6", "v1.30.2").plan(), PlanRules.VERSION_SKEW))
        .anyMatch(
            verdict ->
                verdict.severity() == Severity.NOTICE
                    && verdict.remedy().equals("Pass through it: --via v1.29.15+k0s.0."));
  }

  @Test
  void nothing_goes_back() {
    Plan plan = PlannedUpgrade.of("v1.30.2", "v1.29.6").plan();

    assertThat(violated(plan, PlanRules.DOWNGRADE))
        .extracting(Verdict.Violated::message)
        .containsExactly(
            "v1.29.6+k0s.0 is older than v1.30.2+k0s.0, which runs before it: k0s and Kubernetes do not"
                + " support to go back.");
    assertThat(violated(PlannedUpgrade.of("v1.29.6", "v1.29.7").plan(), PlanRules.DOWNGRADE))
        .isEmpty();
  }

  @Test
  void blue_green_lets_new_workers_wait_until_no_old_controller_is_left() {
    Plan plan =
        PlannedUpgrade.of("v1.29.6", "v1.30.2").size(3, 3, false).by(Strategy.BLUE_GREEN).plan();

    assertThat(violated(plan, PlanRules.VERSION_SKEW))
        .extracting(Verdict.Violated::severity)
        .containsOnly(Severity.NOTICE);
  }
}
