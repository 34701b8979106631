package dev.bulkhead.variants;

import dev.bulkhead.model.Location;
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
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Tries the settings of a chart: each choice by itself, the files that are whole modes, what one
 * line of a template asks for together, and rows in which every two choices come together; then
 * reduces what was found to the smallest setting that shows it.
 *
 * @param <K> what tells one finding from another
 */
public final class Explorer<K> {
  /** A setting that is refused is tried in parts, but not for ever. */
  private static final int MOST_SPLITS = 50;

  /** The folder of a chart whose files are templates. */
  private static final String TEMPLATES = "templates/";

  private final Axes axes;
  private final int most;
  private final Function<Setting, Trial<K>> bench;
  private final Map<Setting, Trial<K>> trials = new ConcurrentHashMap<>();
  private final Set<Setting> explored = new LinkedHashSet<>();
  private final List<Refusal> refused = new ArrayList<>();
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
   * itself, then conditions of several values, then rows.
   */
  public static List<Setting> plan(Axes axes, int most) {
    return Stream.of(
            axes.valueFiles().stream().map(Setting::of),
            axes.axes().stream()
                .flatMap(axis -> axis.choices().stream())
                .map(choice -> Setting.of(List.of(choice))),
            conditions(axes.axes(), most).stream(),
            CoveringArray.of(axes.axes(), most).stream().map(Setting::of))
        .flatMap(settings -> settings)
        .distinct()
        .limit(most)
        .toList();
  }

  /** A line of a template, which may ask for several values: {@code if and .Values.a .Values.b}. */
  private record Line(String file, int number) {}

  /** What the lines of templates ask for together, and nothing else that could hide it. */
  private static List<Setting> conditions(List<Axis> axes, int most) {
    var byLine = new LinkedHashMap<Line, Set<Axis>>();
    for (Axis axis : axes) {
      for (Location at : axis.foundAt()) {
        if (at.file().contains(TEMPLATES)) {
          var line = new Line(at.file(), at.line());
          byLine.computeIfAbsent(line, key -> new LinkedHashSet<>()).add(axis);
        }
      }
    }
    return byLine.values().stream()
        .filter(together -> together.size() > 1)
        .distinct()
        .flatMap(together -> CoveringArray.of(List.copyOf(together), most).stream())
        .map(Setting::of)
        .distinct()
        .limit(most)
        .toList();
  }

  /** Tries everything; of a chart that refuses the given values, what a file or a choice mends. */
  public Exploration<K> explore() {
    return switch (trial(Setting.GIVEN)) {
      case Trial.Judged<K>(Set<K> findings) -> beside(findings);
      case Trial.Refused<K>(String reason) -> instead(reason);
    };
  }

  private Exploration<K> beside(Set<K> given) {
    tryAll(axes.valueFiles().stream().map(Setting::of).toList());
    tryAll(singles());
    List<Axis> standing = standing();
    tryAll(conditions(standing, most));
    tryAll(rows(standing));
    tryAll(companies());
    return new Exploration<>(explored.size(), refused, found(given), isCut);
  }

  /** What is refused for the reason for which the given values are is no news. */
  private Exploration<K> instead(String reason) {
    var settings = new ArrayList<>(axes.valueFiles().stream().map(Setting::of).toList());
    settings.addAll(singles());
    isCut = settings.size() > most;
    List<Setting> wave = settings.stream().limit(most).toList();
    wave.parallelStream().forEach(this::trial);
    refused.add(new Refusal(Setting.GIVEN, reason));
    for (Setting setting : wave) {
      switch (trial(setting)) {
        case Trial.Judged<K> _ -> explored.add(setting);
        case Trial.Refused<K>(String other) -> {
          if (!other.equals(reason)) {
            refused.add(new Refusal(setting, other));
          }
        }
      }
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
        .limit(room() + 1L)
        .toList();
  }

  private List<Choice> inOrder(Choice one, Choice other) {
    return choices().filter(each -> each.equals(one) || each.equals(other)).toList();
  }

  /** Whether a choice was tried by itself and the chart did not refuse it. */
  private boolean standsAlone(Choice choice) {
    Setting alone = Setting.of(List.of(choice));
    return explored.contains(alone) && isJudged(alone);
  }

  /** The axes with those choices alone that stand by themselves. */
  private List<Axis> standing() {
    var standing = new ArrayList<Axis>();
    for (Axis axis : axes.axes()) {
      var choices = axis.choices().stream().filter(this::standsAlone).toList();
      if (!choices.isEmpty()) {
        standing.add(new Axis(axis.path(), choices, axis.foundAt()));
      }
    }
    return standing;
  }

  /** Rows in which every two choices come together; one more than may be tried, if there are. */
  private List<Setting> rows(List<Axis> standing) {
    return CoveringArray.of(standing, room() + 1).stream().map(Setting::of).toList();
  }

  private int room() {
    return Math.max(0, most - explored.size());
  }

  /** Tries settings side by side; what is refused is tried again in parts. */
  private void tryAll(List<Setting> settings) {
    List<Setting> untried =
        settings.stream().filter(setting -> !explored.contains(setting)).toList();
    int room = room();
    isCut |= untried.size() > room;
    List<Setting> wave = untried.stream().limit(room).toList();
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
