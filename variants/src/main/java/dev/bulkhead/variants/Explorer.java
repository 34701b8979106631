package dev.bulkhead.variants;

import dev.bulkhead.variants.Exploration.Refusal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Tries the settings of a chart: each choice by itself, the files that are whole modes, and rows in
 * which every two choices come together; then reduces what was found to the smallest setting that
 * shows it.
 *
 * @param <K> what tells one finding from another
 */
public final class Explorer<K> {
  /** A setting that is refused is tried in parts, but not for ever. */
  private static final int MOST_SPLITS = 50;

  private final Axes axes;
  private final int most;
  private final Function<Setting, Trial<K>> bench;
  private final Map<Setting, Trial<K>> trials = new ConcurrentHashMap<>();
  private final Set<Setting> explored = new LinkedHashSet<>();
  private final List<Refusal> refused = new ArrayList<>();
  private final AtomicInteger begun = new AtomicInteger();
  private boolean isCut;

  /**
   * Prepares to explore.
   *
   * @param most how many settings to try, apart from those that reduction needs
   * @param bench renders and judges a setting; called by several threads at once
   */
  public Explorer(Axes axes, int most, Function<Setting, Trial<K>> bench) {
    this.axes = axes;
    this.most = most;
    this.bench = bench;
  }

  /**
   * The settings that are tried as long as the chart refuses none: files, then each choice by
   * itself, then rows.
   */
  public static List<Setting> plan(Axes axes, int most) {
    return Stream.of(
            axes.valueFiles().stream().map(Setting::of),
            axes.axes().stream()
                .flatMap(axis -> axis.choices().stream())
                .map(choice -> Setting.of(List.of(choice))),
            CoveringArray.of(axes.axes(), most).stream().map(Setting::of))
        .flatMap(settings -> settings)
        .limit(most)
        .toList();
  }

  /** How many settings have been begun so far; for showing progress. */
  public int begun() {
    return begun.get();
  }

  /** Tries everything. */
  public Exploration<K> explore() {
    Trial<K> given = trial(Setting.GIVEN);
    tryAll(axes.valueFiles().stream().map(Setting::of).toList());
    if (given instanceof Trial.Judged<K> base) {
      tryAll(singles());
      tryRows();
      tryAll(companies());
      return new Exploration<>(explored.size(), refused, found(base.findings()), isCut);
    }
    return new Exploration<>(explored.size(), refused, found(Set.of()), isCut);
  }

  private List<Setting> singles() {
    return choices().map(choice -> Setting.of(List.of(choice))).toList();
  }

  private Stream<Choice> choices() {
    return axes.axes().stream().flatMap(axis -> axis.choices().stream());
  }

  /** What the chart refuses by itself may do in company: a mode that needs another value set. */
  private List<Setting> companies() {
    return choices()
        .filter(choice -> !standsAlone(choice))
        .flatMap(
            choice ->
                choices()
                    .filter(other -> !other.path().equals(choice.path()) && standsAlone(other))
                    .map(other -> Setting.of(inOrder(choice, other))))
        .toList();
  }

  private List<Choice> inOrder(Choice one, Choice other) {
    return choices().filter(each -> each.equals(one) || each.equals(other)).toList();
  }

  private boolean standsAlone(Choice choice) {
    return isJudged(Setting.of(List.of(choice)));
  }

  /** Rows of what stands by itself. */
  private void tryRows() {
    var standing = new ArrayList<Axis>();
    for (Axis axis : axes.axes()) {
      var choices = axis.choices().stream().filter(this::standsAlone).toList();
      if (!choices.isEmpty()) {
        standing.add(new Axis(axis.path(), choices, axis.foundAt()));
      }
    }
    int room = most - explored.size();
    List<List<Choice>> rows = CoveringArray.of(standing, room + 1);
    isCut |= rows.size() > room;
    tryAll(rows.stream().limit(Math.max(0, room)).map(Setting::of).toList());
  }

  /** Tries settings side by side; what is refused is tried again in parts. */
  private void tryAll(List<Setting> settings) {
    int room = Math.max(0, most - explored.size());
    isCut |= settings.size() > room;
    List<Setting> wave = settings.stream().limit(room).toList();
    wave.parallelStream().forEach(this::trial);
    explored.addAll(wave);
    Deque<Setting> rejected = new ArrayDeque<>();
    wave.stream().filter(setting -> !isJudged(setting)).forEach(rejected::add);
    for (int splits = 0; !rejected.isEmpty() && splits < MOST_SPLITS; splits++) {
      split(rejected.poll(), rejected);
    }
  }

  /** Finds the choices that cannot stand together, and tries the setting without each of them. */
  private void split(Setting setting, Deque<Setting> rejected) {
    List<Choice> conflict =
        Reduction.smallest(setting.choices(), part -> !isJudged(setting.with(part)));
    Setting smallest = setting.with(conflict);
    if (trial(smallest) instanceof Trial.Refused<K>(String reason)
        && refused.stream().noneMatch(known -> known.setting().equals(smallest))) {
      refused.add(new Refusal(smallest, reason));
    }
    if (setting.choices().size() == conflict.size()) {
      return;
    }
    for (Choice choice : conflict) {
      Setting part = setting.without(choice);
      if (explored.size() < most && explored.add(part) && !isJudged(part)) {
        rejected.add(part);
      }
    }
  }

  private boolean isJudged(Setting setting) {
    return trial(setting) instanceof Trial.Judged;
  }

  private Trial<K> trial(Setting setting) {
    Trial<K> known = trials.get(setting);
    if (known != null) {
      return known;
    }
    begun.incrementAndGet();
    Trial<K> trial = bench.apply(setting);
    trials.put(setting, trial);
    return trial;
  }

  /** The findings beyond the given ones, each with the smallest setting that shows it. */
  private Map<K, Setting> found(Collection<K> given) {
    var smallest = new LinkedHashMap<K, Setting>();
    for (Setting setting : explored) {
      if (trial(setting) instanceof Trial.Judged<K>(Set<K> findings)) {
        for (K finding : findings) {
          Setting best = smallest.get(finding);
          if (!given.contains(finding) && (best == null || size(setting) < size(best))) {
            smallest.put(finding, setting);
          }
        }
      }
    }
    smallest.replaceAll(this::reduced);
    return smallest;
  }

  /** A file counts for more than any choice: it cannot be typed. */
  private static int size(Setting setting) {
    return setting.choices().size() + (setting.valueFile().isEmpty() ? 0 : 1000);
  }

  private Setting reduced(K finding, Setting setting) {
    return setting.with(
        Reduction.smallest(setting.choices(), part -> shows(setting.with(part), finding)));
  }

  private boolean shows(Setting setting, K finding) {
    return trial(setting) instanceof Trial.Judged<K>(Set<K> findings) && findings.contains(finding);
  }
}
