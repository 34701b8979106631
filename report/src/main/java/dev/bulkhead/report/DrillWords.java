package dev.bulkhead.report;

import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Standing;
import dev.bulkhead.admission.Tier;
import dev.bulkhead.admission.Vital;
import dev.bulkhead.drill.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Phrases that all forms of a drill's report share. */
final class DrillWords {
  private static final int MOST_NAMED = 4;

  private DrillWords() {}

  /** {@code 12:05} minutes and seconds, {@code 1:02:05} with hours. */
  static String clock(Duration time) {
    long seconds = time.toSeconds();
    return seconds < 3_600
        ? "%d:%02d".formatted(seconds / 60, seconds % 60)
        : "%d:%02d:%02d".formatted(seconds / 3_600, seconds / 60 % 60, seconds % 60);
  }

  /**
   * One kind of request that was refused, late or delayed, wherever it went.
   *
   * @param namespaces it went to; none for what lives in none
   */
  record Refused(
      Vital vital,
      Tally.Fate fate,
      List<String> namespaces,
      List<Hook> hooks,
      String reason,
      Standing standing,
      Duration first,
      Duration last,
      int count,
      Duration longest) {

    boolean isVital() {
      return fate != Tally.Fate.DELAYED && vital.tier() == Tier.VITAL;
    }

    /** {@code UPDATE nodes}, {@code CREATE pods in tenant, apps}. */
    String request() {
      return namespaces.isEmpty() ? vital.toString() : vital + " in " + list(namespaces);
    }

    /** {@code at 1:10}, {@code 1:10 to 6:37, 17 times}. */
    String when() {
      return count == 1
          ? "at " + clock(first)
          : "%s to %s, %d times".formatted(clock(first), clock(last), count);
    }

    /** Tells it from others, whenever it happens. */
    String what() {
      return "%s %s %s %s".formatted(fate, vital.name(), namespaces, by());
    }

    /** All hooks, in the order of their calls. */
    String by() {
      return list(hooks.stream().map(Hook::name).toList());
    }
  }

  private record Key(Vital vital, Tally.Fate fate, List<String> hooks) {}

  /** The same request by the same sender, refused by the same hooks, told once. */
  static List<Refused> refused(List<Tally> tallies) {
    Map<Key, List<Tally>> groups = new LinkedHashMap<>();
    for (Tally tally : tallies) {
      var key =
          new Key(tally.vital(), tally.fate(), tally.hooks().stream().map(Hook::name).toList());
      groups.computeIfAbsent(key, any -> new ArrayList<>()).add(tally);
    }
    return groups.values().stream().map(DrillWords::joined).toList();
  }

  private static Refused joined(List<Tally> same) {
    Tally one = same.getFirst();
    Set<String> namespaces = new LinkedHashSet<>();
    Duration first = one.first();
    Duration last = one.last();
    Duration longest = one.longest();
    int count = 0;
    for (Tally tally : same) {
      if (!tally.namespace().isEmpty()) {
        namespaces.add(tally.namespace());
      }
      first = first.compareTo(tally.first()) < 0 ? first : tally.first();
      last = last.compareTo(tally.last()) > 0 ? last : tally.last();
      longest = longest.compareTo(tally.longest()) > 0 ? longest : tally.longest();
      count += tally.count();
    }
    return new Refused(
        one.vital(),
        one.fate(),
        List.copyOf(namespaces),
        one.hooks(),
        one.reason(),
        one.standing(),
        first,
        last,
        count,
        longest);
  }

  /** {@code a, b, c and 2 more}. */
  static String list(List<String> items) {
    return items.size() > MOST_NAMED
        ? String.join(", ", items.subList(0, MOST_NAMED - 1))
            + " and %d more".formatted(items.size() - MOST_NAMED + 1)
        : String.join(", ", items);
  }
}
