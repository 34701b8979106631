package dev.bulkhead.admission;

import dev.bulkhead.admission.Conditions.Fault;
import dev.bulkhead.admission.Conditions.Outcome;
import dev.bulkhead.admission.cel.Answer;
import dev.bulkhead.admission.cel.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Conditions of a hook, ready to be evaluated.
 *
 * <p>Outcomes are kept by what the expressions read of a request: most of them read who sends it
 * and what it goes to, and then requests of a kind need one evaluation.
 */
final class CompiledConditions {
  private static final int MOST_KEPT = 4096;

  /** For requests of whatever kind where there is no condition to be met. */
  static final Outcome MET = new Outcome.Met();

  private final List<Compiled> compiled;
  private final List<Fault> faults;
  private final Reads reads;
  private final Map<Reads.Key, Outcome> kept = new ConcurrentHashMap<>();

  private record Compiled(String name, Expression expression) {}

  private CompiledConditions(List<Compiled> compiled, List<Fault> faults) {
    this.compiled = List.copyOf(compiled);
    this.faults = List.copyOf(faults);
    this.reads =
        Reads.of(compiled.stream().flatMap(each -> each.expression().reads().stream()).toList());
  }

  static CompiledConditions of(List<Conditions.Condition> conditions) {
    var compiled = new ArrayList<Compiled>();
    var faults = new ArrayList<Fault>();
    for (Conditions.Condition condition : conditions) {
      if (compiled.size() + faults.size() == Conditions.MOST) {
        faults.add(fault(condition, "there are more than %d".formatted(Conditions.MOST)));
        break;
      }
      try {
        compiled.add(new Compiled(condition.name(), Expression.of(condition.expression())));
      } catch (Expression.Faulty faulty) {
        faults.add(fault(condition, faulty.clause()));
      }
    }
    return new CompiledConditions(compiled, faults);
  }

  private static Fault fault(Conditions.Condition condition, String problem) {
    return new Fault(condition.name(), problem, condition.at());
  }

  List<Fault> faults() {
    return faults;
  }

  Outcome evaluate(AdmissionRequest request) {
    if (!reads.isCheap(request)) {
      return outcome(request);
    }
    Reads.Key key = reads.of(request);
    Outcome known = kept.get(key);
    if (known != null) {
      return known;
    }
    Outcome outcome = outcome(request);
    if (kept.size() < MOST_KEPT) {
      kept.put(key, outcome);
    }
    return outcome;
  }

  private Outcome outcome(AdmissionRequest request) {
    var variables = new RequestVariables(request);
    var errors = new ArrayList<Outcome.Failed>();
    var doubts = new ArrayList<String>();
    for (Fault fault : faults) {
      doubts.add(
          "the API server takes the condition %s: %s"
              .formatted(fault.condition(), fault.problem()));
    }
    for (Compiled condition : compiled) {
      switch (condition.expression().evaluate(variables)) {
        case Answer.Decided.YES -> {}
        case Answer.Decided.NO -> {
          return new Outcome.Unmet(condition.name());
        }
        case Answer.Erred(var what) ->
            errors.add(new Outcome.Failed(condition.name(), what, List.of()));
        case Answer.Unknown(var read) ->
            doubts.add(
                "the condition %s is met, which depends on %s"
                    .formatted(condition.name(), String.join(", ", read)));
      }
    }
    if (!errors.isEmpty()) {
      Outcome.Failed first = errors.getFirst();
      return new Outcome.Failed(first.condition(), first.error(), doubts);
    }
    return doubts.isEmpty() ? MET : new Outcome.Open(doubts);
  }
}
