package dev.bulkhead.drill;

import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Outcome;
import dev.bulkhead.admission.Refusal;
import dev.bulkhead.admission.Vital;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what is refused, and tells of each kind when it begins. */
final class Tallies {
  private final Chronicle chronicle;
  private final Map<Key, Count> counts = new LinkedHashMap<>();

  private record Key(Vital vital, String namespace, Tally.Fate fate, List<String> hooks) {}

  /** One kind of refusal so far. */
  private static final class Count {
    private final List<Hook> hooks;
    private final String reason;
    private final long first;
    private long last;
    private int count;
    private long longest;

    Count(List<Hook> hooks, String reason, long first) {
      this.hooks = hooks;
      this.reason = reason;
      this.first = first;
    }
  }

  Tallies(Chronicle chronicle) {
    this.chronicle = chronicle;
  }

  void refused(Vital vital, Space space, List<Refusal> refusals, long now, long delay) {
    var hooks = refusals.stream().map(Refusal::hook).toList();
    count(
        vital, space, Tally.Fate.REFUSED, hooks, refusals.getFirst().reply().clause(), now, delay);
  }

  void late(Vital vital, Space space, List<Hook> holding, long now, long delay) {
    String reason =
        "it is held for %s, and the sender waits no longer"
            .formatted(Outcome.seconds(Duration.ofMillis(delay)));
    count(vital, space, Tally.Fate.LATE, holding, reason, now, delay);
  }

  void delayed(Vital vital, Space space, List<Hook> holding, long now, long delay) {
    String reason = "it is held for %s".formatted(Outcome.seconds(Duration.ofMillis(delay)));
    count(vital, space, Tally.Fate.DELAYED, holding, reason, now, delay);
  }

  private void count(
      Vital vital,
      Space space,
      Tally.Fate fate,
      List<Hook> hooks,
      String reason,
      long now,
      long delay) {
    String namespace =
        vital.resource().namespaced() || vital.resource().isNamespace() ? space.name() : "";
    var key = new Key(vital, namespace, fate, hooks.stream().map(Hook::name).toList());
    Count count = counts.get(key);
    if (count == null) {
      count = new Count(hooks, reason, now);
      counts.put(key, count);
      tell(vital, namespace, fate, hooks, reason);
    }
    count.count++;
    count.last = now;
    count.longest = Math.max(count.longest, delay);
  }

  private void tell(
      Vital vital, String namespace, Tally.Fate fate, List<Hook> hooks, String reason) {
    String where = namespace.isEmpty() ? "" : " in " + namespace;
    String who =
        hooks.isEmpty() ? "" : " by " + Words.list(hooks.stream().map(Hook::name).toList(), 3);
    chronicle.tell(
        lane(vital),
        fate == Tally.Fate.DELAYED ? Mark.DELAYED : Mark.REFUSED,
        vital + where,
        "of %s is %s%s (%s)".formatted(vital.sender(), fate, who, reason));
  }

  private static Lane lane(Vital vital) {
    return switch (vital.sender()) {
      case CONTROLLER_MANAGER, SCHEDULER, API_SERVER, AGENT -> Lane.CONTROL_PLANE;
      default -> vital.resource().namespaced() ? Lane.WORKLOADS : Lane.NODES;
    };
  }

  List<Tally> all() {
    var all = new ArrayList<Tally>();
    counts.forEach(
        (key, count) ->
            all.add(
                new Tally(
                    key.vital(),
                    key.fate(),
                    key.namespace(),
                    count.hooks,
                    count.reason,
                    Duration.ofMillis(count.first),
                    Duration.ofMillis(count.last),
                    count.count,
                    Duration.ofMillis(count.longest))));
    return all;
  }
}
