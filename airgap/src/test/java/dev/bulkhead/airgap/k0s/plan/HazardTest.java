package dev.bulkhead.airgap.k0s.plan;

import static dev.bulkhead.airgap.k0s.plan.PlannedUpgrade.NEVER_WITH_BALANCER;
import static dev.bulkhead.airgap.k0s.plan.PlannedUpgrade.imagesOf;
import static dev.bulkhead.airgap.k0s.plan.PlannedUpgrade.missing;
import static dev.bulkhead.airgap.k0s.plan.PlannedUpgrade.severities;
import static dev.bulkhead.airgap.k0s.plan.PlannedUpgrade.violated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes wrong with bundles, members of etcd, and releases. */
final class HazardTest {
  @Test
  void a_bundle_of_the_same_name_takes_the_other_s_place_before_a_new_machine_starts() {
    Plan plan =
        PlannedUpgrade.of("v1.29.6", "v1.30.2")
            .bundle("all", "old/bundle.tar", imagesOf("v1.29.6"))
            .bundle("all", "new/bundle.tar", imagesOf("v1.30.2"))
            .plan();

    assertThat(violated(plan, PlanRules.BUNDLE_OVERWRITTEN))
        .extracting(Verdict.Violated::message)
        .anyMatch(
            message ->
                message.contains("before the machine first starts")
                    && message.contains("old/bundle.tar"));
    assertThat(missing(plan))
        .contains("controller-2: kube-proxy:v1.29.6-1")
        .noneMatch(image -> image.startsWith("controller-1"));
  }

  @Test
  void from_1_31_on_overwriting_a_bundle_lets_the_kubelet_delete_what_is_still_asked_for() {
    Plan plan =
        PlannedUpgrade.of("v1.31.14", "v1.32.13")
            .with("")
            .size(3, 2, false)
            .by(Strategy.IN_PLACE)
            .bundle("all", "old/bundle.tar", imagesOf("v1.31.14"))
            .bundle("all", "new/bundle.tar", imagesOf("v1.32.13"))
            .plan();

    assertThat(severities(plan, PlanRules.BUNDLE_OVERWRITTEN)).containsExactly(Severity.ERROR);
    assertThat(violated(plan, PlanRules.BUNDLE_OVERWRITTEN).getFirst().message())
        .contains("lets the kubelet delete")
        .contains("that only old/bundle.tar brought");
  }

  @Test
  void a_bundle_that_autopilot_brings_takes_the_place_of_an_old_one_and_not_of_itself() {
    PlannedUpgrade upgrade =
        PlannedUpgrade.of("v1.31.14", "v1.32.13")
            .with("")
            .size(1, 2, false)
            .by(Strategy.IN_PLACE)
            .bundle("all", "old/bundle.tar", imagesOf("v1.31.14"))
            .bundle("all", "v1.32.13");

    assertThat(violated(upgrade.byAutopilot("bundle.tar").plan(), PlanRules.BUNDLE_OVERWRITTEN))
        .singleElement()
        .satisfies(verdict -> assertThat(verdict.severity()).isEqualTo(Severity.ERROR))
        .extracting(Verdict.Violated::message)
        .asString()
        .contains("bundle.tar, as autopilot brings it, takes the place of another bundle");
    assertThat(violated(upgrade.byAutopilot("v1.32.13.tar").plan(), PlanRules.BUNDLE_OVERWRITTEN))
        .isEmpty();
  }

  @Test
  void on_releases_that_protect_images_for_good_a_running_machine_loses_nothing() {
    Plan plan =
        PlannedUpgrade.of("v1.29.6", "v1.30.2")
            .by(Strategy.IN_PLACE)
            .bundle("all", "old/bundle.tar", imagesOf("v1.29.6"))
            .bundle("all", "new/bundle.tar", imagesOf("v1.30.2"))
            .plan();

    assertThat(severities(plan, PlanRules.BUNDLE_OVERWRITTEN)).containsExactly(Severity.NOTICE);
  }

  @Test
  void bundles_with_names_of_their_own_are_proven() {
    Plan plan =
        PlannedUpgrade.of("v1.29.6", "v1.30.2")
            .bundle("all", "v1.29.6")
            .bundle("all", "v1.30.2")
            .plan();

    assertThat(violated(plan, PlanRules.BUNDLE_OVERWRITTEN)).isEmpty();
  }

  @Test
  void an_even_number_of_controllers_bears_no_more_losses_than_one_less() {
    assertThat(
            violated(
                PlannedUpgrade.of("v1.29.6", "v1.30.2").size(4, 0, false).plan(),
                PlanRules.ETCD_QUORUM))
        .extracting(Verdict.Violated::severity, Verdict.Violated::message)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                Severity.WARNING,
                "4 controllers bear no more losses than 3: etcd needs more than half of its members."));
    assertThat(
            violated(
                PlannedUpgrade.of("v1.29.6", "v1.30.2")
                    .with("spec: {storage: {type: kine}}")
                    .size(2, 0, false)
                    .plan(),
                PlanRules.ETCD_QUORUM))
        .isEmpty();
  }

  private static List<String> refusals(String from, String to, Strategy strategy, String storage) {
    return violated(
            PlannedUpgrade.of(from, to)
                .with("spec: {storage: {%s}}".formatted(storage))
                .by(strategy)
                .plan(),
            PlanRules.RELEASE_HAZARD)
        .stream()
        .filter(verdict -> verdict.severity() == Severity.ERROR)
        .map(Verdict.Violated::message)
        .toList();
  }

  @Test
  void no_controller_joins_a_storage_that_only_one_can_reach() {
    String nats = "type: kine, kine: {dataSource: \"nats://u:secret@h?%s\"}";

    assertThat(refusals("v1.29.6", "v1.30.2", Strategy.ROLLING, "type: kine"))
        .containsExactly(
            "v1.29.6+k0s.0 lets no controller join where the state lies in SQLite, a file of one controller: k0s token create says \"cannot join controller into current storage\".");
    assertThat(
            refusals(
                "v1.34.1",
                "v1.34.9",
                Strategy.BLUE_GREEN,
                "type: kine, kine: {dataSource: \"sqlite:///var/state.db\"}"))
        .hasSize(1);
    assertThat(refusals("v1.34.1", "v1.34.9", Strategy.ROLLING, nats.formatted("bucket=k")))
        .singleElement()
        .asString()
        .doesNotContain("secret");
    assertThat(refusals("v1.34.1", "v1.34.9", Strategy.ROLLING, nats.formatted("noEmbed")))
        .isEmpty();
    assertThat(refusals("v1.29.6", "v1.30.2", Strategy.IN_PLACE, "type: kine")).isEmpty();
    assertThat(
            refusals(
                "v1.29.6",
                "v1.30.2",
                Strategy.ROLLING,
                "type: kine, kine: {dataSource: \"postgres://u:p@h/db\"}"))
        .isEmpty();
  }

  @Test
  void controllers_join_an_external_etcd_from_1_32_on() {
    String etcd =
        "type: etcd, etcd: {externalCluster: {endpoints: [\"https://10.0.0.1:2379\"], etcdPrefix: k}}";

    assertThat(refusals("v1.31.14", "v1.32.13", Strategy.ROLLING, etcd))
        .singleElement()
        .asString()
        .contains(
            "v1.31.14+k0s.0 lets no controller join where the state lies in an external etcd");
    assertThat(refusals("v1.34.1", "v1.34.9", Strategy.ROLLING, etcd)).isEmpty();
  }

  @Test
  void one_old_and_one_new_controller_need_each_other() {
    Plan plan = PlannedUpgrade.of("v1.29.6", "v1.30.2").plan();

    assertThat(plan.runbook())
        .flatExtracting(Instruction::gates)
        .anyMatch(gate -> gate.until().contains("from here on both are needed, until one leaves"));
  }

  @Test
  void autopilot_of_1_35_1_never_ends_on_controllers_with_workloads() {
    PlannedUpgrade upgrade =
        PlannedUpgrade.of("v1.35.1", "v1.35.4").by(Strategy.IN_PLACE).size(3, 0, true);

    assertThat(severities(upgrade.plan(), PlanRules.RELEASE_HAZARD))
        .containsExactly(Severity.NOTICE);
    assertThat(severities(upgrade.byAutopilot().plan(), PlanRules.RELEASE_HAZARD))
        .containsExactly(Severity.ERROR);
    assertThat(
            violated(
                PlannedUpgrade.of("v1.35.4", "v1.36.1")
                    .by(Strategy.IN_PLACE)
                    .size(3, 0, true)
                    .plan(),
                PlanRules.RELEASE_HAZARD))
        .isEmpty();
  }

  @Test
  void a_calico_newer_than_the_release_s_manifests_is_a_warning() {
    Plan plan =
        PlannedUpgrade.of("v1.29.6", "v1.30.2")
            .with(
                """
                spec:
                  images: {calico: {node: {image: quay.io/k0sproject/calico-node, version: v3.28.0-0}}}
                  network: {provider: calico}
                """)
            .plan();

    assertThat(violated(plan, PlanRules.RELEASE_HAZARD))
        .extracting(Verdict.Violated::message)
        .anyMatch(message -> message.contains("k0sproject/k0s#4066"));
  }

  @Test
  void before_1_28_the_kubelet_may_delete_what_bundles_brought() {
    assertThat(violated(PlannedUpgrade.of("v1.27.16", "v1.28.15").plan(), PlanRules.RELEASE_HAZARD))
        .extracting(Verdict.Violated::message)
        .anyMatch(message -> message.contains("k0sproject/k0s#3389"));
  }

  @Test
  void the_runbook_begins_with_what_nobody_chose_and_ends_with_the_old_bundles() {
    Plan plan =
        PlannedUpgrade.of("v1.29.6", "v1.30.2")
            .with(NEVER_WITH_BALANCER)
            .shared()
            .bundle("controller-1", "v1.29.6")
            .bundle("controller-2", "v1.30.2")
            .plan();

    assertThat(plan.runbook().getFirst().title()).contains("12 images that nobody chose");
    assertThat(plan.runbook().getLast().step()).isEqualTo(plan.outcomes().size());
    assertThat(plan.runbook())
        .flatExtracting(Instruction::commands)
        .anyMatch(command -> command.startsWith("k0s etcd leave"));
  }
}
