package dev.bulkhead.report;

import dev.bulkhead.admission.Hook;
import dev.bulkhead.drill.Drilled;
import dev.bulkhead.drill.Event;
import dev.bulkhead.drill.Lane;
import dev.bulkhead.drill.Mark;
import dev.bulkhead.drill.Moment;
import dev.bulkhead.drill.Tally;
import dev.bulkhead.drill.Target;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The times of a drill that thresholds are made of.
 *
 * @param outages as they were simulated
 */
record DrillClocks(List<Drilled> outages) {
  DrillClocks {
    outages = List.copyOf(outages);
  }

  /**
   * From the first refusal of what the cluster lives on to the first thing that gets worse by it.
   *
   * @param refused what becomes of it, a sentence but for its end
   * @param harm what gets worse, a sentence but for its end
   */
  record Lead(String outage, String refused, Duration from, String harm, Duration to) {
    Duration length() {
      return to.minus(from);
    }
  }

  /**
   * The shortest time in which somebody could still do something. Only outages count in which
   * nothing else happens: what gets worse there gets worse by the outage alone. Where the node of
   * the backend is lost, only the control plane counts.
   */
  Optional<Lead> lead() {
    return outages.stream()
        .filter(drilled -> drilled.scenario().event() == Event.NONE)
        .filter(drilled -> drilled.scenario().held() || isNodeLost(drilled))
        .flatMap(drilled -> lead(drilled).stream())
        .min(Comparator.comparing(Lead::length));
  }

  private static Optional<Lead> lead(Drilled drilled) {
    return drilled.tallies().stream()
        .filter(Tally::isVital)
        .min(Comparator.comparing(Tally::first))
        .flatMap(
            tally ->
                drilled.moments().stream()
                    .filter(moment -> moment.at().compareTo(tally.first()) > 0)
                    .filter(moment -> isHarm(drilled, moment))
                    .findFirst()
                    .map(
                        moment ->
                            new Lead(
                                drilled.scenario().name(),
                                "%s is %s".formatted(tally.vital(), tally.fate()),
                                tally.first(),
                                moment.sentence(),
                                moment.at())));
  }

  private static boolean isHarm(Drilled drilled, Moment moment) {
    return moment.mark() == Mark.WORSE
        && switch (moment.lane()) {
          case CONTROL_PLANE -> true;
          case NODES, WORKLOADS -> drilled.scenario().held();
          case BACKEND -> false;
        };
  }

  private static boolean isNodeLost(Drilled drilled) {
    return drilled.scenario().targets().stream().allMatch(Target.NodeOf.class::isInstance);
  }

  /** The longest time after which a backend that nobody kept down was back. */
  Optional<Duration> selfRepair() {
    return outages.stream()
        .filter(drilled -> !drilled.scenario().held())
        .flatMap(drilled -> DrillLanes.of(drilled, Duration.ofDays(1)).stream())
        .filter(row -> row.lane() == Lane.BACKEND)
        .flatMap(row -> row.periods().stream())
        .filter(period -> !period.isOpen())
        .map(period -> period.to().minus(period.from()))
        .max(Comparator.naturalOrder());
  }

  /** The hooks that refuse, or make too late, what the cluster lives on. */
  Set<Hook> refusing() {
    var hooks = new LinkedHashSet<Hook>();
    outages.stream()
        .flatMap(drilled -> drilled.tallies().stream())
        .filter(Tally::isVital)
        .forEach(tally -> hooks.addAll(tally.hooks()));
    return hooks;
  }

  /** The least that a sender waits of those whose requests were seen to go through a hook. */
  OptionalInt patience(Hook hook) {
    return outages.stream()
        .flatMap(drilled -> drilled.tallies().stream())
        .filter(tally -> tally.hooks().contains(hook))
        .mapToInt(tally -> tally.vital().limitSeconds())
        .min();
  }
}
