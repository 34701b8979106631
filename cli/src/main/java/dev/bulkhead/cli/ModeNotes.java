package dev.bulkhead.cli;

import dev.bulkhead.render.SourceProblem;
import dev.bulkhead.variants.Axes;
import dev.bulkhead.variants.Exploration;
import dev.bulkhead.variants.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;

/** What a reader should know of how far the modes of a chart were explored. */
final class ModeNotes {
  private static final String ENDED =
      "The chart's modes were not explored to the end, because the run was ended.";

  private static final String REFUSED =
      "The chart refuses the given values; %s that it accepts %s tried instead. Give what it asks for"
          + " with -f or --set.";

  private static final int MOST_SETTINGS = 3;
  private static final int MOST_PROBLEMS = 20;

  private final Axes axes;

  /** What cannot be read of what settings render, by what is wrong with it. */
  private final Map<String, Unread> problems = new ConcurrentHashMap<>();

  /** Something that cannot be read, in the smallest setting that shows it. */
  private record Unread(Setting setting, SourceProblem problem) {
    private static final Comparator<Unread> ORDER =
        Comparator.comparing((Unread one) -> !one.setting().isGiven())
            .thenComparingInt(one -> one.setting().choices().size())
            .thenComparing(one -> one.setting().toString())
            .thenComparing(one -> one.problem().at().toString());

    String told() {
      return "With %s: %s: %s".formatted(setting, problem.at(), problem.cause());
    }
  }

  ModeNotes(Axes axes) {
    this.axes = axes;
  }

  /** Heeds that something of what a setting renders cannot be read. */
  void unread(Setting setting, SourceProblem problem) {
    problems.merge(
        problem.cause(), new Unread(setting, problem), BinaryOperator.minBy(Unread.ORDER));
  }

  /** For a run that was ended first. */
  List<String> ended() {
    var notes = new ArrayList<>(axes.notes());
    notes.add(ENDED);
    return notes;
  }

  /** For what was explored to its end, a full sentence each. */
  List<String> of(Exploration<?> modes) {
    var notes = new ArrayList<>(axes.notes());
    boolean isGivenRefused =
        modes.refused().stream().anyMatch(refusal -> refusal.setting().isGiven());
    notes.add(isGivenRefused ? triedInstead(modes) : tried(modes));
    notes.addAll(unread());
    notes.addAll(refused(modes));
    return notes;
  }

  private static String triedInstead(Exploration<?> modes) {
    return modes.tried() == 1
        ? REFUSED.formatted("1 other setting", "was")
        : REFUSED.formatted(modes.tried() + " other settings", "were");
  }

  private String tried(Exploration<?> modes) {
    return "Modes tried beside the given values: %d, over %s what is rendered%s."
        .formatted(
            modes.tried(),
            axes.axes().size() == 1
                ? "1 value that decides"
                : axes.axes().size() + " values that decide",
            modes.isCut() ? "; there are more (--max-variants)" : "");
  }

  /** What cannot be read of modes, where it can be read with the given values. */
  private List<String> unread() {
    List<Unread> all =
        problems.values().stream()
            .filter(one -> !one.setting().isGiven())
            .sorted(Unread.ORDER)
            .toList();
    var notes = new ArrayList<>(all.stream().limit(MOST_PROBLEMS).map(Unread::told).toList());
    if (all.size() > MOST_PROBLEMS) {
      notes.add(
          "%d more documents cannot be read in other modes.".formatted(all.size() - MOST_PROBLEMS));
    }
    return notes;
  }

  /** The settings that the chart refuses, those together that it refuses for one reason. */
  private static List<String> refused(Exploration<?> modes) {
    var byReason = new LinkedHashMap<String, List<String>>();
    for (Exploration.Refusal refusal : modes.refused()) {
      if (!refusal.setting().isGiven()) {
        byReason
            .computeIfAbsent(refusal.reason(), reason -> new ArrayList<>())
            .add(refusal.setting().toString());
      }
    }
    return byReason.entrySet().stream()
        .map(one -> "With %s, not tried: %s".formatted(first(one.getValue()), one.getKey()))
        .toList();
  }

  private static String first(List<String> settings) {
    String shown = String.join(" or ", settings.stream().limit(MOST_SETTINGS).toList());
    return settings.size() > MOST_SETTINGS
        ? "%s, and %d more".formatted(shown, settings.size() - MOST_SETTINGS)
        : shown;
  }
}
