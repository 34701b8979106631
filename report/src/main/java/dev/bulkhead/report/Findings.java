package dev.bulkhead.report;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts verdicts in the one order in which they are reported, and names them. */
final class Findings {
  private static final Comparator<Location> BY_PLACE =
      Comparator.comparing(Location::file)
          .thenComparingInt(Location::line)
          .thenComparingInt(Location::column);

  private static final Comparator<Subject> BY_SUBJECT =
      Comparator.comparing((Subject subject) -> String.valueOf(subject.platform()))
          .thenComparing(subject -> subject.object(), byObject())
          .thenComparing(Subject::container)
          .thenComparing(Subject::aspect)
          .thenComparing(Subject::mode);

  private Findings() {}

  /**
   * The verdicts ordered by source, place, rule and platform; what shows only in other modes of a
   * source comes after the rest of it.
   *
   * @param sources in the order in which the user named them
   */
  static List<Finding> of(List<Verdict> verdicts, List<String> sources) {
    var rank = new HashMap<String, Integer>();
    for (String source : sources) {
      rank.putIfAbsent(source, rank.size());
    }
    List<Verdict> ordered = new ArrayList<>(verdicts);
    ordered.sort(
        Comparator.comparingInt((Verdict verdict) -> rankOf(verdict, rank))
            .thenComparing(verdict -> verdict.claim().subject().origin().source())
            .thenComparing(verdict -> !verdict.claim().subject().mode().isEmpty())
            .thenComparing(verdict -> verdict.claim().location(), BY_PLACE)
            .thenComparing(verdict -> verdict.claim().rule().id())
            .thenComparing(verdict -> verdict.claim().subject(), BY_SUBJECT)
            .thenComparing(Verdict::message));
    return named(ordered);
  }

  private static int rankOf(Verdict verdict, Map<String, Integer> rank) {
    return rank.getOrDefault(verdict.claim().subject().origin().source(), Integer.MAX_VALUE);
  }

  private static List<Finding> named(List<Verdict> ordered) {
    var seen = new HashMap<String, Integer>();
    var findings = new ArrayList<Finding>(ordered.size());
    for (Verdict verdict : ordered) {
      String fingerprint = verdict.claim().fingerprint();
      int ordinal = seen.merge(fingerprint, 1, Integer::sum);
      findings.add(new Finding(ordinal == 1 ? fingerprint : fingerprint + "-" + ordinal, verdict));
    }
    return List.copyOf(findings);
  }

  private static Comparator<ObjectKey> byObject() {
    return Comparator.comparing(ObjectKey::kind)
        .thenComparing(ObjectKey::namespace)
        .thenComparing(ObjectKey::name)
        .thenComparing(ObjectKey::apiVersion);
  }
}
