package dev.bulkhead.cli;

import dev.bulkhead.check.Rules;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.RenderRequest.Places;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.SourceProblem;
import dev.bulkhead.variants.Axes;
import dev.bulkhead.variants.ContainerImages;
import dev.bulkhead.variants.Exploration;
import dev.bulkhead.variants.Explorer;
import dev.bulkhead.variants.Setting;
import dev.bulkhead.variants.Trial;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.UserError;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The modes of one chart, tried for what is violated in them alone. */
final class ChartModes {
  /** What is noted where the run is ended first. */
  static final String ENDED =
      "The chart's modes were not explored to the end, because the run was ended.";

  private static final String REFUSED =
      "The chart refuses the given values; %s that it accepts %s tried instead. Give what it asks for"
          + " with -f or --set.";

  private static final int MOST_SETTINGS = 3;
  private static final int MOST_PROBLEMS = 20;

  private final Axes axes;
  private final int most;
  private final Function<Setting, RenderRequest> request;
  private final Function<RenderRequest, Rendered> render;
  private final Function<Rendered, List<Verdict>> judge;
  private final BooleanSupplier isStopped;

  /** What cannot be read of what a setting renders, by what is wrong with it. */
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

  /** What was found so far, each with the smallest setting of those that showed it. */
  private final Map<String, Early> early = new ConcurrentHashMap<>();

  /** A violation as a trial showed it: its place is a rough one, and its setting not reduced. */
  private record Early(Setting setting, Verdict.Violated violated) {
    private static final Comparator<Early> ORDER =
        Comparator.comparingInt((Early one) -> one.setting().choices().size())
            .thenComparing(one -> one.setting().toString());
  }

  /** The objects of each setting as it was tried. */
  private final Map<Setting, Set<ObjectKey>> objects = new ConcurrentHashMap<>();

  /**
   * Prepares to try the modes of a chart.
   *
   * @param axes what can be chosen
   * @param most how many settings to try
   * @param request how the chart is rendered in a setting
   * @param render renders the chart
   * @param judge judges what was rendered, together with the other sources
   * @param isStopped whether time has run out, or the user has ended the run
   */
  ChartModes(
      Axes axes,
      int most,
      Function<Setting, RenderRequest> request,
      Function<RenderRequest, Rendered> render,
      Function<Rendered, List<Verdict>> judge,
      BooleanSupplier isStopped) {
    this.axes = axes;
    this.most = most;
    this.request = request;
    this.render = render;
    this.judge = judge;
    this.isStopped = isStopped;
  }

  /**
   * What was found.
   *
   * @param verdicts violations that the given values do not show, each in its smallest setting
   * @param notes how far the modes were explored, a full sentence each
   * @param settings the smallest in which some container runs an image that it does not run with
   *     the given values
   */
  record Found(List<Verdict> verdicts, List<String> notes, List<Setting> settings) {
    Found {
      verdicts = List.copyOf(verdicts);
      notes = List.copyOf(notes);
      settings = List.copyOf(settings);
    }

    Found(List<Verdict> verdicts, List<String> notes) {
      this(verdicts, notes, List.of());
    }
  }

  /** What tells one setting from another: something violated, or a container with an image. */
  private sealed interface Trait {
    record Violation(String fingerprint) implements Trait {}

    record Running(String image) implements Trait {}
  }

  /**
   * Tries the modes.
   *
   * @param known the verdicts on the given values
   */
  Found explore(List<Verdict> known) {
    if (axes.axes().isEmpty() && axes.valueFiles().isEmpty()) {
      return new Found(List.of(), axes.notes());
    }
    Exploration<Trait> modes = new Explorer<>(axes, most, this::trial).explore();
    var violations = new LinkedHashMap<String, Setting>();
    var settings = new LinkedHashSet<Setting>();
    modes
        .found()
        .forEach(
            (trait, setting) -> {
              switch (trait) {
                case Trait.Violation(var fingerprint) -> violations.put(fingerprint, setting);
                case Trait.Running _ -> settings.add(setting);
              }
            });
    return new Found(violations(known, violations), notes(modes), List.copyOf(settings));
  }

  /**
   * What was found until the run was ended: what more than one setting shows, so that no name made
   * up at random is among it.
   *
   * @param known the verdicts on the given values
   */
  Found soFar(List<Verdict> known) {
    Set<String> told = told(known);
    var often = new HashMap<ObjectKey, Integer>();
    objects.values().forEach(keys -> keys.forEach(key -> often.merge(key, 1, Integer::sum)));
    List<Verdict> verdicts =
        early.entrySet().stream()
            .filter(one -> !told.contains(one.getKey()) && !one.getValue().setting().isGiven())
            .map(Map.Entry::getValue)
            .filter(one -> often.getOrDefault(one.violated().claim().subject().object(), 0) > 1)
            .sorted(Early.ORDER)
            .map(one -> inMode(one.violated(), one.setting()))
            .toList();
    return new Found(verdicts, List.of(ENDED));
  }

  private Trial<Trait> trial(Setting setting) {
    if (isStopped.getAsBoolean()) {
      return new Trial.Judged<>(Set.of());
    }
    Rendered rendered;
    try {
      rendered = render.apply(request.apply(setting).with(Places.ROUGH));
    } catch (UserError unusable) {
      return new Trial.Refused<>(String.valueOf(unusable.getMessage()));
    }
    if (rendered.inventory().objects().isEmpty() && !rendered.problems().isEmpty()) {
      return new Trial.Refused<>(rendered.problems().getFirst().cause());
    }
    for (SourceProblem problem : rendered.problems()) {
      problems.merge(
          problem.cause(), new Unread(setting, problem), BinaryOperator.minBy(Unread.ORDER));
    }
    objects.put(setting, keys(rendered));
    var found = new HashSet<Trait>();
    for (Verdict verdict : judge.apply(rendered)) {
      if (isViolation(verdict) && verdict instanceof Verdict.Violated violated) {
        String fingerprint = verdict.claim().fingerprint();
        found.add(new Trait.Violation(fingerprint));
        early.merge(fingerprint, new Early(setting, violated), BinaryOperator.minBy(Early.ORDER));
      }
    }
    if (axes.reachesVersion()) {
      ContainerImages.of(rendered.inventory())
          .values()
          .forEach(image -> found.add(new Trait.Running(image)));
    }
    return new Trial.Judged<>(found);
  }

  private static String first(List<String> settings) {
    String shown = String.join(" or ", settings.stream().limit(MOST_SETTINGS).toList());
    return settings.size() > MOST_SETTINGS
        ? "%s, and %d more".formatted(shown, settings.size() - MOST_SETTINGS)
        : shown;
  }

  private static Set<ObjectKey> keys(Rendered rendered) {
    return rendered.inventory().objects().stream()
        .map(KubernetesObject::key)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isViolation(Verdict verdict) {
    return verdict instanceof Verdict.Violated
        && !verdict.claim().subject().origin().hook().isTestOnly();
  }

  /**
   * The violations of each smallest setting, rendered once more by itself with exact places. What
   * only exact places could show comes along with the first setting that shows it. An object that
   * was not there when the same setting was tried has a name made up at random, and what is wrong
   * with it was told of the given values.
   */
  private List<Verdict> violations(List<Verdict> known, Map<String, Setting> found) {
    Set<String> told = told(known);
    var verdicts = new ArrayList<Verdict>();
    for (Setting setting : new LinkedHashSet<>(found.values())) {
      if (isStopped.getAsBoolean()) {
        break;
      }
      for (Verdict verdict : judged(request.apply(setting))) {
        String finding = verdict.claim().fingerprint();
        if (verdict instanceof Verdict.Violated violated
            && isViolation(verdict)
            && objects.getOrDefault(setting, Set.of()).contains(violated.claim().subject().object())
            && setting.equals(found.getOrDefault(finding, setting))
            && told.add(finding)) {
          verdicts.add(inMode(violated, setting));
        }
      }
    }
    return verdicts;
  }

  /** What is violated with the given values; the set can be added to. */
  private static Set<String> told(List<Verdict> known) {
    return known.stream()
        .filter(ChartModes::isViolation)
        .map(verdict -> verdict.claim().fingerprint())
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** The verdicts on a setting; none where the chart refuses now and then, and does so here. */
  private List<Verdict> judged(RenderRequest exact) {
    try {
      return judge.apply(render.apply(exact));
    } catch (UserError unusable) {
      return List.of();
    }
  }

  private static Verdict inMode(Verdict.Violated violated, Setting setting) {
    return violated.inMode(setting.toString()).withSeverity(severityIn(setting, violated));
  }

  /**
   * Files for continuous integration name images that are only stand-ins, and a mode that an older
   * or newer cluster needs is worth knowing of, but is no fault of the chart.
   */
  private static Severity severityIn(Setting setting, Verdict.Violated violated) {
    String rule = violated.claim().rule().id();
    if (rule.equals(Rules.API_REMOVED.id()) || rule.equals(Rules.API_NOT_YET_SERVED.id())) {
      return Severity.NOTICE;
    }
    boolean isStandIn = setting.valueFile().startsWith("ci/") && rule.startsWith("image-");
    return isStandIn && violated.severity() == Severity.ERROR
        ? Severity.WARNING
        : violated.severity();
  }

  private List<String> notes(Exploration<Trait> modes) {
    var notes = new ArrayList<>(axes.notes());
    if (isStopped.getAsBoolean()) {
      notes.add(ENDED);
      return notes;
    }
    boolean isGivenRefused =
        modes.refused().stream().anyMatch(refusal -> refusal.setting().isGiven());
    notes.add(isGivenRefused ? triedInstead(modes) : tried(modes));
    notes.addAll(unread());
    var byReason = new LinkedHashMap<String, List<String>>();
    for (Exploration.Refusal refusal : modes.refused()) {
      if (!refusal.setting().isGiven()) {
        byReason
            .computeIfAbsent(refusal.reason(), reason -> new ArrayList<>())
            .add(refusal.setting().toString());
      }
    }
    byReason.forEach(
        (reason, settings) ->
            notes.add("With %s, not tried: %s".formatted(first(settings), reason)));
    return notes;
  }

  private static String triedInstead(Exploration<Trait> modes) {
    return modes.tried() == 1
        ? REFUSED.formatted("1 other setting", "was")
        : REFUSED.formatted(modes.tried() + " other settings", "were");
  }

  private String tried(Exploration<Trait> modes) {
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
}
