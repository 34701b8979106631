package dev.bulkhead.report;

import dev.bulkhead.model.Location;
import dev.bulkhead.release.History;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;

/**
 * What is the matter with releases, said once for all of them: one rule, in one file.
 *
 * @param verdict of the newest of the releases; never proven
 * @param tags of the releases, newest first, those that follow each other put together
 * @param releases how many they are
 */
record HistoryTold(Verdict verdict, List<String> tags, int releases) {
  /** Fewer tags than these are told one by one. */
  private static final int RUN = 3;

  /** What is said of a file by a rule; an open question is a thing of its own. */
  private record Matter(int rank, String rule, String file) {}

  /** Where it is said: in which rows, by their positions. */
  private record Places(Verdict newest, TreeSet<Integer> rows) {}

  /** All that is violated, the worst first, then all that could not be told. */
  static List<HistoryTold> of(History history) {
    var found = new LinkedHashMap<Matter, Places>();
    List<History.Row> rows = history.rows().reversed();
    for (int i = 0; i < rows.size(); i++) {
      for (Verdict verdict : rows.get(i).verdicts()) {
        if (!(verdict instanceof Verdict.Proven)) {
          var claim = verdict.claim();
          var matter = new Matter(rank(verdict), claim.rule().id(), claim.location().file());
          found.computeIfAbsent(matter, _ -> new Places(verdict, new TreeSet<>())).rows().add(i);
        }
      }
    }
    return found.entrySet().stream()
        .sorted(Comparator.comparingInt(told -> told.getKey().rank()))
        .map(told -> of(told.getValue().newest(), told.getValue().rows(), rows))
        .toList();
  }

  private static HistoryTold of(
      Verdict verdict, TreeSet<Integer> positions, List<History.Row> rows) {
    var tags = new ArrayList<String>();
    var run = new ArrayList<String>();
    for (int position : positions) {
      run.add(rows.get(position).tag().name());
      if (!positions.contains(position + 1)) {
        if (run.size() <= RUN) {
          tags.addAll(run);
        } else {
          tags.add("%s … %s".formatted(run.getFirst(), run.getLast()));
        }
        run.clear();
      }
    }
    return new HistoryTold(verdict, List.copyOf(tags), positions.size());
  }

  /** Violations by severity, then what could not be told. */
  private static int rank(Verdict verdict) {
    return switch (verdict) {
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

  boolean isViolation() {
    return verdict instanceof Verdict.Violated;
  }

  /** {@code error}, {@code warning}, {@code notice}, or {@code unproven}. */
  String kind() {
    return switch (verdict) {
      case Verdict.Violated violated -> violated.severity().toString();
      case Verdict.Unproven _ -> "unproven";
      case Verdict.Proven _ -> "proven";
    };
  }

  String rule() {
    return verdict.claim().rule().id();
  }

  Location place() {
    return verdict.claim().location();
  }

  String remedy() {
    return JsonReport.remedyOf(verdict);
  }

  /** Which releases it concerns: {@code v1.4.0, v1.2.0 … v0.9.0 (12 releases)}. */
  String where(int most) {
    String shown = String.join(", ", tags.stream().limit(most).toList());
    String more = tags.size() > most ? ", …" : "";
    return releases <= 1 ? shown : "%s%s (%d releases)".formatted(shown, more, releases);
  }
}
