package dev.bulkhead.admission;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;

/**
 * The hooks that have a part in a request, and what the request comes to with what they reply.
 * Mutating hooks are called one after another and some of them twice, then validating ones all at
 * once (apiserver {@code pkg/admission/plugin/webhook/{mutating,validating}/dispatcher.go}).
 *
 * @param calls in the order of {@link Callbacks#hooks()}
 */
public record Calls(List<Call> calls) {
  /**
   * The time that the API server gives a request that changes something (apiserver {@code
   * pkg/endpoints/handlers/rest.go}); a client may ask for less.
   */
  public static final Duration BUDGET = Duration.ofSeconds(34);

  public Calls {
    calls = List.copyOf(calls);
  }

  /** A hook, and why it has a part in the request. */
  public record Call(Hook hook, Decision decision) {
    /** What it depends on that the hook has a part. */
    List<String> doubts() {
      return decision.doubts();
    }

    Reply reply(Function<? super Hook, Reply> replies) {
      return decision instanceof Decision.Refused(var condition, var error, _)
          ? new Reply.ConditionFailed(condition, error)
          : replies.apply(hook);
    }
  }

  /** Those of a request. */
  public static Calls of(Matching matching, List<Hook> hooks, AdmissionRequest request) {
    var calls = new ArrayList<Call>();
    for (Hook hook : hooks) {
      Decision decision = matching.decide(hook, request);
      if (!decision.isSkipped()) {
        calls.add(new Call(hook, decision));
      }
    }
    return new Calls(calls);
  }

  /** Whether no hook has a part. */
  public boolean isEmpty() {
    return calls.isEmpty();
  }

  /**
   * What the request comes to. Hooks of which nobody can tell whether they are called count as
   * called, and the outcome says what it depends on.
   *
   * @param replies what the API server gets from each hook
   * @param limit the time after which the client gives up; never more than {@link #BUDGET} counts
   */
  public Outcome outcome(Function<? super Hook, Reply> replies, Duration limit) {
    long nanos = Math.min(limit.toNanos(), BUDGET.toNanos());
    Outcome outcome = Walk.through(calls, replies, nanos);
    if (outcome.isAdmitted() || !isDoubtful()) {
      return outcome;
    }
    return Walk.through(certain(), replies, nanos).isAdmitted() ? doubted(outcome) : outcome;
  }

  private boolean isDoubtful() {
    for (int i = 0; i < calls.size(); i++) {
      if (!calls.get(i).doubts().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private List<Call> certain() {
    return calls.stream().filter(call -> call.doubts().isEmpty()).toList();
  }

  private Outcome doubted(Outcome outcome) {
    var all = new LinkedHashSet<String>();
    calls.forEach(call -> all.addAll(call.doubts()));
    var doubts = List.copyOf(all);
    return switch (outcome) {
      case Outcome.Admitted admitted -> admitted;
      case Outcome.Refused(var delay, var first, var refusals, _) ->
          new Outcome.Refused(delay, first, refusals, doubts);
      case Outcome.TooLate(var delay, var holding, var refusals, _) ->
          new Outcome.TooLate(delay, holding, refusals, doubts);
    };
  }
}
