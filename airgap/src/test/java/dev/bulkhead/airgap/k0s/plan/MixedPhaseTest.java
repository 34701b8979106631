package dev.bulkhead.airgap.k0s.plan;

import static dev.bulkhead.airgap.k0s.plan.PlannedUpgrade.failure;
import static dev.bulkhead.airgap.k0s.plan.PlannedUpgrade.missing;
import static dev.bulkhead.airgap.k0s.plan.PlannedUpgrade.severities;
import static dev.bulkhead.airgap.k0s.plan.PlannedUpgrade.violated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.airgap.k0s.K0sRelease;
import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What machines need while controllers of two releases run. */
final class MixedPhaseTest {
  private static PlannedUpgrade upgrade() {
    return PlannedUpgrade.of("v1.29.6", "v1.30.2").size(3, 5, false);
  }

  @ParameterizedTest
  @EnumSource(Strategy.class)
  void with_both_bundles_everywhere_every_way_passes(Strategy strategy) {
    Plan plan = upgrade().by(strategy).bundle("all", "v1.29.6").bundle("all", "v1.30.2").plan();

    assertThat(missing(plan)).isEmpty();
    assertThat(plan.verdicts().stream().filter(Verdict.Violated.class::isInstance))
        .extracting(verdict -> ((Verdict.Violated) verdict).severity())
        .containsOnly(Severity.NOTICE);
  }

  @Test
  void old_workers_with_the_old_bundle_alone_fail_as_soon_as_a_new_controller_may_lead() {
    Plan plan =
        upgrade().bundle("old", "v1.29.6").bundle("new", "v1.29.6").bundle("new", "v1.30.2").plan();

    assertThat(failure(plan))
        .startsWith(
            "2 controller-4 joins: the pod network of worker-1 to worker-5 is no longer kept")
        .contains("kube-router v2.1.0-iptables1.8.9-0");
  }

  @Test
  void new_workers_need_only_the_new_bundle_once_all_controllers_are_new() {
    Plan plan =
        upgrade()
            .bundle("old", "v1.29.6")
            .bundle("old", "v1.30.2")
            .bundle("new-workers", "v1.30.2")
            .plan();

    assertThat(missing(plan)).isEmpty();
  }

  @Test
  void machines_of_which_nobody_says_what_lies_there_are_unproven() {
    Plan plan = upgrade().bundle("workers", "v1.29.6").bundle("workers", "v1.30.2").plan();
    Plan nothing = upgrade().plan();

    assertThat(missing(plan)).isEmpty();
    assertThat(nothing.verdicts().stream().filter(Verdict.Unproven.class::isInstance))
        .extracting(Verdict::message)
        .first()
        .asString()
        .startsWith("Nobody says which bundles lie on worker-1 to worker-5.");
    assertThat(nothing.firstFailure()).isEmpty();
  }

  @Test
  void an_image_that_may_land_elsewhere_is_a_warning_and_nowhere_an_error() {
    List<dev.bulkhead.model.ImageReference> withoutMetrics =
        PlannedUpgrade.imagesOf("v1.29.6").stream()
            .filter(image -> !image.repository().contains("metrics-server"))
            .toList();
    PlannedUpgrade some =
        PlannedUpgrade.of("v1.29.6", "v1.30.2")
            .size(1, 2, false)
            .bundle("all", "v1.30.2")
            .bundle("worker-1", "some.tar", withoutMetrics)
            .bundle("worker-2", "v1.29.6")
            .bundle("new", "v1.29.6");
    PlannedUpgrade none =
        PlannedUpgrade.of("v1.29.6", "v1.30.2")
            .size(1, 2, false)
            .bundle("all", "v1.30.2")
            .bundle("all", "some.tar", withoutMetrics);

    assertThat(some.plan().firstFailure()).isEmpty();
    assertThat(severities(some.plan(), PlanRules.IMAGE_NOT_IN_BUNDLE))
        .containsExactly(Severity.WARNING);
    assertThat(failure(none.plan())).contains("metrics-server v0.6.4");
    assertThat(severities(none.plan(), PlanRules.IMAGE_NOT_IN_BUNDLE))
        .containsExactly(Severity.ERROR);
  }

  @Test
  void workers_that_are_alike_are_told_as_one_and_those_that_are_not_are_told_apart() {
    Plan plan = upgrade().bundle("all", "v1.29.6").bundle("worker-3", "v1.30.2").plan();

    assertThat(plan.upgrade().fleet().of(Role.WORKER, 0))
        .extracting(NodeGroup::name)
        .containsExactly("worker-1 to worker-2", "worker-3", "worker-4 to worker-5");
  }

  @Test
  void every_platform_of_machines_needs_the_image() {
    var amd64 =
        new MachineBundle(
            "both.tar",
            "both.tar",
            MachineBundle.Basis.READ,
            (_, platform) ->
                platform.architecture().equals("amd64")
                    ? new Presence.Present("both.tar")
                    : new Presence.Absent(
                        List.of("both.tar has the name, but only for linux/amd64.")));
    Plan plan =
        upgrade()
            .bundle("all", amd64)
            .platform("all", "linux/amd64")
            .platform("workers", "linux/arm64")
            .plan();

    assertThat(failure(plan)).contains("both.tar has the name, but only for linux/amd64");
  }

  /** Whatever the strategy and the sizes, whoever leads. */
  @Test
  void with_the_images_of_both_releases_on_every_machine_none_is_ever_missing() {
    List<K0sRelease> releases = List.copyOf(PlannedUpgrade.RELEASES.all());
    record Case(
        K0sRelease from, int ahead, Strategy way, int controllers, int workers, boolean work) {}
    Gen<Case> cases =
        choices ->
            new Case(
                releases.get(choices.below(releases.size())),
                1 + choices.below(20),
                Gen.of(Strategy.values()).draw(choices),
                1 + choices.below(5),
                choices.below(9),
                choices.below(2) == 1);

    Property.forAll(
        17,
        60,
        cases,
        one -> {
          int next = releases.indexOf(one.from()) + one.ahead();
          if (next >= releases.size()) {
            return;
          }
          String from = one.from().version().toString();
          String to = releases.get(next).version().toString();
          PlannedUpgrade upgrade =
              PlannedUpgrade.of(from, to)
                  .by(one.way())
                  .size(one.controllers(), one.workers(), one.work())
                  .bundle("all", from)
                  .bundle("all", to);
          for (var version : upgrade.upgrade().route().via()) {
            upgrade.bundle("all", version.toString());
          }
          assertThat(violated(upgrade.plan(), PlanRules.IMAGE_NOT_IN_BUNDLE)).isEmpty();
        });
  }
}
