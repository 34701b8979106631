package dev.bulkhead.report;

import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;

/**
 * Findings about one object that say the same of several containers, places or platforms, and are
 * shown as one.
 */
record Block(List<Finding> findings) {
  private static final String ANY_PLATFORM = "\u0000";

  private record Sameness(String kind, String message, String remedy) {}

  /**
   * Puts together what says the same; the worst first, otherwise in the order of the first of each.
   */
  static List<Block> of(List<Finding> findings) {
    var groups = new LinkedHashMap<Sameness, List<Finding>>();
    for (Finding finding : findings) {
      groups.computeIfAbsent(samenessOf(finding), key -> new ArrayList<>()).add(finding);
    }
    return groups.values().stream()
        .map(group -> new Block(List.copyOf(group)))
        .sorted(Comparator.comparingInt(Block::rank))
        .toList();
  }

  /** Violations by severity, then what is unproven, then what is proven. */
  private int rank() {
    return switch (first().verdict()) {
      case Verdict.Violated violated ->
          switch (violated.severity()) {
            case ERROR -> 0;
            case WARNING -> 1;
            case NOTICE -> 2;
          };
      case Verdict.Unproven _ -> 3;
      case Verdict.Proven _ -> 4;
    };
  }

  private static Sameness samenessOf(Finding finding) {
    String rule = finding.claim().rule().id();
    return switch (finding.verdict()) {
      case Verdict.Violated(var claim, var severity, var message, var remedy, var _) ->
          new Sameness(
              severity + " " + rule,
              neutral(message, claim.subject()),
              neutral(remedy, claim.subject()));
      // One missing piece of evidence leaves several rules undecided.
      case Verdict.Unproven(var claim, var message, var remedy, var _) ->
          new Sameness(
              "unproven", neutral(message, claim.subject()), neutral(remedy, claim.subject()));
      case Verdict.Proven(var claim, var message, var _) ->
          new Sameness("proven " + rule, neutral(message, claim.subject()), "");
    };
  }

  private static String neutral(String text, Subject subject) {
    var platform = subject.platform();
    return platform == null ? text : text.replace(platform.toString(), ANY_PLATFORM);
  }

  Finding first() {
    return findings.getFirst();
  }

  /** The different answers of the findings, in order, the empty string left out. */
  List<String> distinct(Function<Finding, String> question) {
    return findings.stream().map(question).filter(text -> !text.isEmpty()).distinct().toList();
  }

  List<String> platforms() {
    return distinct(
        finding -> {
          var platform = finding.claim().subject().platform();
          return platform == null ? "" : platform.toString();
        });
  }

  /** The containers, each with the aspect that is meant: {@code manager (livenessProbe)}. */
  List<String> containers() {
    return distinct(
        finding -> {
          var subject = finding.claim().subject();
          return subject.aspect().isEmpty() || subject.container().isEmpty()
              ? subject.container()
              : subject.container() + " (" + subject.aspect() + ")";
        });
  }

  /** The text of the first finding, with all platforms in the place of its own. */
  String spread(String text) {
    var platform = first().claim().subject().platform();
    return platform == null || platforms().size() < 2
        ? text
        : text.replace(platform.toString(), String.join(", ", platforms()));
  }
}
