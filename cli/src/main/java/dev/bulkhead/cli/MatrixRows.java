package dev.bulkhead.cli;

import dev.bulkhead.variants.Matrix;
import dev.bulkhead.variants.Release;
import dev.bulkhead.variants.ReleaseOrder;
import dev.bulkhead.verdict.UserError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The rows of a matrix.
 *
 * @param atOnce how many releases are judged at a time
 */
record MatrixRows(ReleaseJudge judge, int atOnce) {
  /**
   * Judges all releases, each content once.
   *
   * @throws UserError where not one of them can be read
   */
  Matrix of(List<ReleaseSource> sources, List<String> notes) {
    var distinct = new LinkedHashMap<String, ReleaseSource>();
    sources.forEach(source -> distinct.putIfAbsent(source.content(), source));
    var judged = new HashMap<String, Release>();
    var contents = List.copyOf(distinct.keySet());
    List<Release> answers = SideBySide.map(List.copyOf(distinct.values()), atOnce, judge::judge);
    for (int i = 0; i < answers.size(); i++) {
      judged.put(contents.get(i), answers.get(i));
    }
    var rows = new ArrayList<Release>();
    for (ReleaseSource source : sources) {
      Release row = judged.get(source.content());
      if (row != null) {
        rows.add(named(row, source.name()));
      }
    }
    requireOne(rows);
    return new Matrix(judge.versions(), withNewest(rows, sources.getFirst().isNamed()), notes);
  }

  private static Release named(Release release, String name) {
    return switch (release) {
      case Release.Judged judged -> judged.named(name);
      case Release.Unreadable(var _, var cause, var remedy) ->
          new Release.Unreadable(name, cause, remedy);
    };
  }

  private static void requireOne(List<Release> rows) {
    if (rows.stream().allMatch(Release.Unreadable.class::isInstance)
        && rows.getFirst() instanceof Release.Unreadable(var _, var cause, var remedy)) {
      throw new UserError(
          rows.size() == 1
              ? cause
              : "Not one of %d releases can be read. Of %s: %s"
                  .formatted(rows.size(), rows.getFirst().name(), cause),
          remedy);
    }
  }

  /** Of each chart the newest: by its tag, or by its own version where the user named it. */
  private static List<Release> withNewest(List<Release> rows, boolean isNamed) {
    Comparator<Release.Judged> order =
        Comparator.comparing(
            release -> isNamed ? release.version() : release.name(), ReleaseOrder.NEWEST_FIRST);
    var newest = new HashMap<String, Release.Judged>();
    for (Release row : rows) {
      if (row instanceof Release.Judged judged) {
        newest.merge(
            judged.chart(), judged, (one, other) -> order.compare(one, other) <= 0 ? one : other);
      }
    }
    return rows.stream()
        .map(
            row ->
                row instanceof Release.Judged judged && newest.containsValue(judged)
                    ? judged.asNewest()
                    : row)
        .toList();
  }
}
