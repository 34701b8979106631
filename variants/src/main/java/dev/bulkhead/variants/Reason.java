package dev.bulkhead.variants;

import dev.bulkhead.model.Userinfo;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/**
 * Why a release does not hold on a version of clusters, or why that is not known.
 *
 * @param id the same for what is found again on another version, where the message may name that
 * @param rule the id of the rule that is not kept; the empty string for what no rule judges
 * @param message one full sentence
 * @param remedy what to do, beginning with a verb
 * @param subjects what it concerns: {@code Deployment app, container manager}
 */
public record Reason(String id, String rule, String message, String remedy, List<String> subjects) {
  public Reason {
    message = Userinfo.concealed(message);
    remedy = Userinfo.concealed(remedy);
    subjects = List.copyOf(subjects);
  }

  /** Something about a release as a whole. */
  public static Reason of(String kind, String message, String remedy) {
    return new Reason(kind, "", message, remedy, List.of());
  }

  /** The verdicts, those that say the same put together. */
  static List<Reason> of(List<? extends Verdict> verdicts) {
    var reasons = new LinkedHashMap<List<String>, Reason>();
    for (Verdict verdict : verdicts) {
      Reason one = of(verdict);
      reasons.merge(List.of(one.rule(), one.message()), one, Reason::and);
    }
    return List.copyOf(reasons.values());
  }

  private static Reason of(Verdict verdict) {
    List<String> subjects = List.of(subject(verdict));
    return switch (verdict) {
      case Verdict.Violated(var claim, var _, var message, var remedy, var _) ->
          new Reason(claim.fingerprint(), claim.rule().id(), message, remedy, subjects);
      // One missing piece of evidence leaves several rules undecided.
      case Verdict.Unproven(var _, var message, var remedy, var _) ->
          new Reason(message, "", message, remedy, subjects);
      case Verdict.Proven(var claim, var message, var _) ->
          new Reason(claim.fingerprint(), claim.rule().id(), message, "", subjects);
    };
  }

  private static String subject(Verdict verdict) {
    var subject = verdict.claim().subject();
    return subject.container().isEmpty()
        ? subject.object().toString()
        : "%s, container %s".formatted(subject.object(), subject.container());
  }

  /** The same reason with the subjects of both. */
  Reason and(Reason other) {
    var all =
        new ArrayList<>(
            Stream.concat(subjects.stream(), other.subjects().stream()).distinct().toList());
    String first = id.compareTo(other.id()) <= 0 ? id : other.id();
    return new Reason(first, rule, message, remedy, all);
  }

  /** Whether it is found again: the same of the same object, on another version. */
  boolean isAgain(Reason other) {
    return rule.equals(other.rule()) && id.equals(other.id());
  }
}
