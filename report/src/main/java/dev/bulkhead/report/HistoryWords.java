package dev.bulkhead.report;

import dev.bulkhead.model.Userinfo;
import dev.bulkhead.release.Drift;
import dev.bulkhead.release.History;
import dev.bulkhead.release.HistorySummary;
import dev.bulkhead.release.ReleaseRules;
import dev.bulkhead.release.ReleaseTag;
import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Verdict;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/** What is said of a history, in whatever form it is written. Nothing in it is escaped. */
record HistoryWords(History history, HistorySummary summary) {
  static HistoryWords of(History history) {
    return new HistoryWords(history, HistorySummary.of(history));
  }

  /** The stream as a heading: {@code helm-v*}. */
  String name() {
    return switch (history.series()) {
      case CODE -> history.stream().isEmpty() ? "releases" : history.stream() + "*";
      case CHART -> "%s* (a chart's releases)".formatted(history.stream());
    };
  }

  static String date(History.Row row) {
    return LocalDate.ofInstant(row.time(), ZoneOffset.UTC).toString();
  }

  static String state(History.Row row) {
    return switch (row.state()) {
      case HEALTHY -> "healthy";
      case VIOLATED -> "violated";
      case UNPROVEN -> "unproven";
      case SILENT -> "nothing to judge";
    };
  }

  /** The tags of the project's own images: one where all agree, else each with its image. */
  static String deploys(History.Row row) {
    return stated(row.deploys(), History.Deployed::image, History.Deployed::tag);
  }

  static String appVersions(History.Row row) {
    return stated(row.charts(), History.Chart::name, History.Chart::appVersion);
  }

  static String chartVersions(History.Row row) {
    return stated(row.charts(), History.Chart::name, History.Chart::version);
  }

  private static <T> String stated(
      List<T> places, Function<T, String> name, Function<T, String> version) {
    List<T> stating = places.stream().filter(place -> !version.apply(place).isEmpty()).toList();
    var versions = new LinkedHashSet<>(stating.stream().map(version).toList());
    if (versions.size() <= 1) {
      return Userinfo.concealed(String.join("", versions));
    }
    var named = new LinkedHashSet<String>();
    SequencedMap<String, String> shorts = shortNames(stating.stream().map(name).toList());
    for (T place : stating) {
      named.add("%s %s".formatted(shorts.get(name.apply(place)), version.apply(place)));
    }
    return Userinfo.concealed(String.join(", ", named));
  }

  /** The last part of each name, where that tells it from the others; else the whole. */
  private static SequencedMap<String, String> shortNames(List<String> names) {
    var shorts = new LinkedHashMap<String, String>();
    for (String name : names) {
      String last = last(name);
      boolean isOnly =
          names.stream().filter(other -> last(other).equals(last)).distinct().count() == 1;
      shorts.put(name, isOnly ? last : name);
    }
    return shorts;
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** What decides about a release, of several the most telling; empty where nothing is wrong. */
  static Optional<Verdict> worst(History.Row row) {
    Optional<Verdict> open =
        row.verdicts().stream().filter(Verdict.Unproven.class::isInstance).findFirst();
    return row.state() == History.State.UNPROVEN
        ? open
        : row.violations()
            .min(
                Comparator.comparing(Verdict.Violated::severity)
                    .thenComparingInt(violated -> rank(violated.claim().rule())))
            .map(Verdict.class::cast);
  }

  /** What is deployed tells more of a release than what its documents say. */
  private static int rank(Rule rule) {
    int place = ReleaseRules.all().indexOf(rule);
    return place < 0 ? Integer.MAX_VALUE : place;
  }

  /** Why a release is what it is, as a clause that fits into a row; empty where all is well. */
  String why(History.Row row) {
    return worst(row)
        .map(
            worst -> {
              String rule = worst.claim().rule().id();
              long others =
                  row.verdicts().stream()
                      .filter(verdict -> !(verdict instanceof Verdict.Proven))
                      .map(verdict -> verdict.claim().rule().id())
                      .filter(id -> !id.equals(rule))
                      .distinct()
                      .count();
              return clause(row, worst) + (others == 0 ? "" : ", %d more".formatted(others));
            })
        .orElse("");
  }

  /** How far what a release deploys is from it. */
  Drift ofImages(History.Row row) {
    return Drift.ofImages(history, row);
  }

  /** How far its chart is. */
  Drift ofCharts(History.Row row) {
    return Drift.ofCharts(history, row);
  }

  private String clause(History.Row row, Verdict worst) {
    Rule rule = worst.claim().rule();
    if (worst instanceof Verdict.Unproven) {
      return rule.id() + ": not told";
    }
    Drift drift = rule.equals(ReleaseRules.CHART_BEHIND) ? ofCharts(row) : ofImages(row);
    return switch (drift) {
      case Drift.Behind(int releases) when isOfDistance(rule) ->
          "%s: %d behind".formatted(rule.id(), releases);
      case Drift.Ahead(int releases) when isOfDistance(rule) ->
          "%s: %d ahead".formatted(rule.id(), releases);
      case Drift.Floating(String text) when rule.equals(ReleaseRules.FLOATING_IN_RELEASE) ->
          "%s: %s".formatted(rule.id(), Userinfo.concealed(text));
      case Drift.Behind _, Drift.Ahead _, Drift.Floating _, Drift.Same _, Drift.Unstated _ ->
          rule.id();
    };
  }

  private static boolean isOfDistance(Rule rule) {
    return rule.equals(ReleaseRules.VERSION_DRIFT) || rule.equals(ReleaseRules.CHART_BEHIND);
  }

  /** How far something is from its release, as a clause. */
  static String words(Drift drift) {
    return switch (drift) {
      case Drift.Unstated _ -> "";
      case Drift.Same _ -> "its own version";
      case Drift.Behind(int releases) -> "%s behind".formatted(releases(releases));
      case Drift.Ahead(int releases) -> "%s ahead".formatted(releases(releases));
      case Drift.Floating(String text) -> "%s moves".formatted(Userinfo.concealed(text));
    };
  }

  static String releases(long number) {
    return number == 1 ? "1 release" : number + " releases";
  }

  /** The history in full sentences, the most important first. */
  List<String> sentences() {
    var sentences = new ArrayList<String>();
    sentences.add(drift());
    if (summary.floating() > 0) {
      sentences.add(
          "%s a tag that moves, such as latest.".formatted(share(summary.floating(), "deploy")));
    }
    sentences.add(healthy());
    List<ReleaseTag> run = summary.longestDrift();
    if (run.size() > 1) {
      sentences.add(
          "The longest run of drift is %s, %s to %s."
              .formatted(releases(run.size()), run.getFirst(), run.getLast()));
    }
    if (summary.unproven() > 0) {
      sentences.add("Of %s not everything could be told.".formatted(releases(summary.unproven())));
    }
    if (summary.silent() > 0) {
      sentences.add(
          "In %s nothing states a version of the project.".formatted(releases(summary.silent())));
    }
    record().ifPresent(sentences::add);
    return sentences;
  }

  /** {@code 14 of 23 releases deploy}. */
  private String share(int part, String verb) {
    return "%d of %s %s%s"
        .formatted(part, releases(summary.releases()), verb, part == 1 ? "s" : "");
  }

  private String drift() {
    String lag =
        summary.chartsBehind() == 0 ? "" : "the chart lags at %d".formatted(summary.chartsBehind());
    if (summary.drifting() == 0) {
      String most = lag.isEmpty() ? "." : "; %s of %d.".formatted(lag, summary.releases());
      String known = summary.unproven() + summary.silent() == 0 ? "" : "is known to ";
      String verb = known.isEmpty() ? "deploys" : "deploy";
      return "No release %s%s another version than its tag%s".formatted(known, verb, most);
    }
    String by =
        summary.mostBehind() == 0
            ? ""
            : ", up to %s behind".formatted(releases(summary.mostBehind()));
    return "%s another version than %s tag%s%s."
        .formatted(
            share(summary.drifting(), "deploy"),
            summary.drifting() == 1 ? "its" : "their",
            by,
            lag.isEmpty() ? "" : "; " + lag);
  }

  private String healthy() {
    Optional<History.Row> first = history.firstHealthy();
    Optional<History.Row> last = history.lastHealthy();
    if (first.isEmpty() || last.isEmpty()) {
      return "No release is healthy.";
    }
    return first.equals(last)
        ? "One release is healthy: %s.".formatted(first.get().tag())
        : "%s are healthy: the first is %s, the last %s."
            .formatted(releases(summary.healthy()), first.get().tag(), last.get().tag());
  }

  private Optional<String> record() {
    int without = summary.releases() - summary.recorded();
    if (without == 0) {
      return Optional.empty();
    }
    String lack =
        summary.recorded() == 0
            ? "there is no record of what the tags were when they were released"
            : "of %s there is no record of what the tag was when it was released"
                .formatted(releases(without));
    return Optional.of(
        "What a moved tag hid cannot be seen in git alone, and %s (release.lock).".formatted(lack));
  }

  /** How many releases are of which state. */
  static String counts(HistoryReport report) {
    long silent = report.count(History.State.SILENT);
    String counts =
        "%s: %d healthy, %d violated, %d unproven"
            .formatted(
                releases(report.releases()),
                report.count(History.State.HEALTHY),
                report.count(History.State.VIOLATED),
                report.count(History.State.UNPROVEN));
    return silent == 0 ? counts : "%s, %d with nothing to judge".formatted(counts, silent);
  }
}
