package dev.bulkhead.cli;

import dev.bulkhead.check.Rules;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.RenderRequest.Places;
import dev.bulkhead.render.Rendered;
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
  private final Axes axes;
  private final int most;
  private final Function<Setting, RenderRequest> request;
  private final Function<RenderRequest, Rendered> render;
  private final Function<Rendered, List<Verdict>> judge;
  private final BooleanSupplier isStopped;
  private final ModeNotes notes;

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
    this.notes = new ModeNotes(axes);
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
    return new Found(violations(known, violations), told(modes), List.copyOf(settings));
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
    return new Found(verdicts, notes.ended());
  }

  private List<String> told(Exploration<Trait> modes) {
    return isStopped.getAsBoolean() ? notes.ended() : notes.of(modes);
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
    rendered.problems().forEach(problem -> notes.unread(setting, problem));
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
}
