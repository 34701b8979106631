package dev.bulkhead.drill;

import dev.bulkhead.admission.Destination;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Vital;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Looks for the smallest change after which everything heals: first the fewest hooks without which
 * it would, then for each of them the mildest change that does as well. Everything is tried by
 * simulating.
 */
final class Remedies {
  /** Sets of more hooks are not tried one by one: all of them are changed. */
  private static final int MOST_TOGETHER = 3;

  /** After so many trials no smaller set is looked for. */
  private static final int MOST_TRIALS = 60;

  /** Two of them one after another end before the leader of a lease gives up (5 s). */
  static final int SHORT = 2;

  /** Beyond the place of any hook in its configuration. */
  private static final int LAST = 1_000_000;

  private final List<Hook> hooks;
  private final Predicate<List<Hook>> heals;
  private int trials;

  /**
   * A search.
   *
   * @param hooks all hooks, in the order of their calls
   * @param heals whether all scenarios that do not heal so far would, with these hooks instead
   */
  Remedies(List<Hook> hooks, Predicate<List<Hook>> heals) {
    this.hooks = hooks;
    this.heals = heals;
  }

  /**
   * The changes.
   *
   * @param failing what never heals
   */
  Optional<List<Change>> find(List<Drilled> failing) {
    Map<Hook, Set<Vital>> blamed = blamed(failing);
    return fewest(new ArrayList<>(blamed.keySet())).map(few -> mildest(few, blamed));
  }

  /** The hooks that keep something vital from happening, those of loops first. */
  private static Map<Hook, Set<Vital>> blamed(List<Drilled> failing) {
    var blamed = new LinkedHashMap<Hook, Set<Vital>>();
    for (Drilled drilled : failing) {
      drilled.chain().hooks().forEach(hook -> blamed.put(hook, new LinkedHashSet<>()));
    }
    for (Drilled drilled : failing) {
      for (Tally tally : drilled.tallies()) {
        if (tally.fate() != Tally.Fate.DELAYED) {
          tally
              .hooks()
              .forEach(
                  hook ->
                      blamed
                          .computeIfAbsent(hook, any -> new LinkedHashSet<>())
                          .add(tally.vital()));
        }
      }
    }
    return blamed;
  }

  private Optional<List<Hook>> fewest(List<Hook> blamed) {
    if (blamed.isEmpty() || !healsWithout(blamed)) {
      return Optional.empty();
    }
    for (int size = 1; size <= Math.min(MOST_TOGETHER, blamed.size()); size++) {
      Optional<List<Hook>> found = among(blamed, size, 0, List.of());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.of(withoutNeedless(blamed));
  }

  private Optional<List<Hook>> among(List<Hook> blamed, int size, int from, List<Hook> chosen) {
    if (chosen.size() == size) {
      return healsWithout(chosen) ? Optional.of(chosen) : Optional.empty();
    }
    for (int i = from; i < blamed.size() && trials < MOST_TRIALS; i++) {
      var more = new ArrayList<>(chosen);
      more.add(blamed.get(i));
      Optional<List<Hook>> found = among(blamed, size, i + 1, more);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Drops one after another, as long as it heals without. */
  private List<Hook> withoutNeedless(List<Hook> blamed) {
    var kept = new ArrayList<>(blamed);
    for (Hook hook : blamed) {
      var fewer = new ArrayList<>(kept);
      fewer.remove(hook);
      if (!fewer.isEmpty() && trials < MOST_TRIALS && healsWithout(fewer)) {
        kept.remove(hook);
      }
    }
    return kept;
  }

  private boolean healsWithout(List<Hook> gone) {
    trials++;
    return heals.test(hooks.stream().filter(hook -> !gone.contains(hook)).toList());
  }

  /** For each hook the first change that does, while the others are gone or changed already. */
  private List<Change> mildest(List<Hook> few, Map<Hook, Set<Vital>> blamed) {
    var chosen = new ArrayList<Change>();
    var open = new ArrayList<>(few);
    for (Hook hook : few) {
      open.remove(hook);
      List<Change> options = options(hook, blamed.getOrDefault(hook, Set.of()));
      chosen.add(
          options.stream()
              .filter(change -> does(and(chosen, change), open))
              .findFirst()
              .orElse(options.getLast()));
    }
    return inOrder(withoutNeedlessChanges(chosen));
  }

  /** A milder change of one hook may do what took several to be gone. */
  private List<Change> withoutNeedlessChanges(List<Change> chosen) {
    var kept = new ArrayList<>(chosen);
    for (Change change : chosen.reversed()) {
      var fewer = new ArrayList<>(kept);
      fewer.remove(change);
      if (!fewer.isEmpty() && does(fewer, List.of())) {
        kept.remove(change);
      }
    }
    return kept;
  }

  /** Removals come last and from the end, so that no patch meets another hook at its place. */
  private static List<Change> inOrder(List<Change> changes) {
    return changes.stream()
        .sorted(
            Comparator.comparingInt(
                (Change change) ->
                    change.after().isPresent() ? -1 - LAST : -change.hook().position()))
        .toList();
  }

  private static List<Change> and(List<Change> chosen, Change more) {
    var all = new ArrayList<>(chosen);
    all.add(more);
    return all;
  }

  /** Where there are too many hooks to try each, the strongest changes are taken untried. */
  private boolean does(List<Change> changes, List<Hook> gone) {
    return trials++ < 2 * MOST_TRIALS && heals.test(with(changes, gone));
  }

  private List<Hook> with(List<Change> changes, List<Hook> gone) {
    return hooks.stream()
        .filter(hook -> !gone.contains(hook))
        .flatMap(hook -> changed(hook, changes).stream())
        .toList();
  }

  /** A hook after changes. */
  static Optional<Hook> changed(Hook hook, List<Change> changes) {
    return changes.stream()
        .filter(change -> change.hook().equals(hook))
        .findFirst()
        .map(Change::after)
        .orElse(Optional.of(hook));
  }

  /** What could be done to a hook, the mildest first. */
  private static List<Change> options(Hook hook, Set<Vital> requests) {
    var options = new ArrayList<Change>();
    if (!hook.fails()) {
      options.add(new Change.FailOpen(hook, SHORT));
    }
    boolean isOfNamespaces = requests.stream().allMatch(vital -> vital.resource().namespaced());
    if (!requests.isEmpty() && isOfNamespaces) {
      options.add(new Change.SpareNamespaces(hook, spared(hook)));
      options.add(new Change.SpareSystemUsers(hook));
    } else {
      options.add(new Change.SpareSystemUsers(hook));
      options.add(new Change.SpareNamespaces(hook, spared(hook)));
    }
    requests.stream()
        .map(vital -> vital.resource().name())
        .distinct()
        .filter(name -> isNamed(hook, name))
        .forEach(name -> options.add(new Change.LeaveOut(hook, name)));
    options.add(new Change.FailOpen(hook, SHORT));
    return options;
  }

  private static boolean isNamed(Hook hook, String resource) {
    return hook.rules().stream().anyMatch(rule -> rule.resources().contains(resource));
  }

  private static List<String> spared(Hook hook) {
    var spared = new LinkedHashSet<>(List.of(Space.SYSTEM, Space.NODE_LEASE));
    if (hook.destination() instanceof Destination.ServiceName named
        && !named.namespace().isEmpty()) {
      spared.add(named.namespace());
    }
    return List.copyOf(spared);
  }
}
