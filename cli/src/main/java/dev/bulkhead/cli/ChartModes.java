package dev.bulkhead.cli;

import dev.bulkhead.check.Rules;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.RenderRequest.Places;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.SourceProblem;
import dev.bulkhead.render.ValueFile;
import dev.bulkhead.variants.Axes;
import dev.bulkhead.variants.Choice;
import dev.bulkhead.variants.Exploration;
import dev.bulkhead.variants.Explorer;
import dev.bulkhead.variants.Setting;
import dev.bulkhead.variants.Trial;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.UserError;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
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
      "The chart refuses the given values, so its other modes were not tried, apart from files"
          + " beside it that are modes as a whole. Give what it asks for with -f or --set.";

  private static final int MOST_SETTINGS = 3;
  private static final int MOST_PROBLEMS = 20;

  private final Axes axes;
  private final int most;
  private final Function<String, ValueFile> file;
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

  /** The objects of each setting as it was tried. */
  private final Map<Setting, Set<ObjectKey>> objects = new ConcurrentHashMap<>();

  /**
   * Prepares to try the modes of a chart.
   *
   * @param axes what can be chosen
   * @param most how many settings to try
   * @param file reads a file of the chart that is a mode of its own
   * @param render renders the chart
   * @param judge judges what was rendered, together with the other sources
   * @param isStopped whether time has run out, or the user has ended the run
   */
  ChartModes(
      Axes axes,
      int most,
      Function<String, ValueFile> file,
      Function<RenderRequest, Rendered> render,
      Function<Rendered, List<Verdict>> judge,
      BooleanSupplier isStopped) {
    this.axes = axes;
    this.most = most;
    this.file = file;
    this.render = render;
    this.judge = judge;
    this.isStopped = isStopped;
  }

  /**
   * What was found.
   *
   * @param verdicts violations that the given values do not show, each in its smallest setting
   * @param notes how far the modes were explored, a full sentence each
   */
  record Found(List<Verdict> verdicts, List<String> notes) {
    Found {
      verdicts = List.copyOf(verdicts);
      notes = List.copyOf(notes);
    }
  }

  /**
   * Tries the modes.
   *
   * @param given how the chart was rendered with the given values
   * @param known the verdicts on that
   */
  Found explore(RenderRequest given, List<Verdict> known) {
    if (axes.axes().isEmpty() && axes.valueFiles().isEmpty()) {
      return new Found(List.of(), axes.notes());
    }
    Exploration<String> modes =
        new Explorer<>(axes, most, setting -> trial(given, setting)).explore();
    return new Found(violations(given, known, modes.found()), notes(modes));
  }

  private Trial<String> trial(RenderRequest given, Setting setting) {
    if (isStopped.getAsBoolean()) {
      return new Trial.Judged<>(Set.of());
    }
    Rendered rendered;
    try {
      rendered = render.apply(request(given, setting).with(Places.ROUGH));
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
    var found = new HashSet<String>();
    for (Verdict verdict : judge.apply(rendered)) {
      if (isViolation(verdict)) {
        found.add(verdict.claim().fingerprint());
      }
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

  private RenderRequest request(RenderRequest given, Setting setting) {
    return given.over(
        setting.valueFile().isEmpty() ? List.of() : List.of(file.apply(setting.valueFile())),
        setting.choices().stream().map(Choice::toString).toList());
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
  private List<Verdict> violations(
      RenderRequest given, List<Verdict> known, Map<String, Setting> found) {
    var told = new HashSet<String>();
    known.stream()
        .filter(ChartModes::isViolation)
        .forEach(verdict -> told.add(verdict.claim().fingerprint()));
    var verdicts = new ArrayList<Verdict>();
    for (Setting setting : new LinkedHashSet<>(found.values())) {
      if (isStopped.getAsBoolean()) {
        break;
      }
      for (Verdict verdict : judged(request(given, setting))) {
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

  /** The verdicts on a setting; none where the chart refuses now and then, and does so here. */
  private List<Verdict> judged(RenderRequest request) {
    try {
      return judge.apply(render.apply(request));
    } catch (UserError unusable) {
      return List.of();
    }
  }

  private static Verdict inMode(Verdict.Violated violated, Setting setting) {
    return new Verdict.Violated(
        violated.claim().inMode(setting.toString()),
        severityIn(setting, violated),
        violated.message(),
        violated.remedy(),
        violated.evidence());
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

  private List<String> notes(Exploration<String> modes) {
    var notes = new ArrayList<>(axes.notes());
    if (isStopped.getAsBoolean()) {
      notes.add(ENDED);
      return notes;
    }
    boolean isGivenRefused =
        modes.refused().stream().anyMatch(refusal -> refusal.setting().isGiven());
    notes.add(isGivenRefused ? REFUSED : tried(modes));
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

  private String tried(Exploration<String> modes) {
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
