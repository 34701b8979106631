package dev.bulkhead.admission;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One request on its way through its hooks; times are in nanoseconds. */
final class Walk {
  private static final long SECOND = 1_000_000_000L;

  private final List<Calls.Call> calls;
  private final Reply[] replies;

  /** The first validating one. */
  private final int middle;

  private final long limit;
  private final List<Hook> failedOpen = new ArrayList<>(0);
  private final List<Hook> holding = new ArrayList<>(0);
  private int first = -1;
  private long time;

  private Walk(List<Calls.Call> calls, Function<? super Hook, Reply> replies, long limit) {
    this.calls = calls;
    this.limit = limit;
    this.replies = new Reply[calls.size()];
    int mutating = 0;
    for (int i = 0; i < this.replies.length; i++) {
      this.replies[i] = inTime(calls.get(i).reply(replies), hook(i).timeoutSeconds());
      mutating += hook(i).type() == Hook.Type.MUTATING ? 1 : 0;
    }
    this.middle = mutating;
  }

  /** A reply that does not come within the hook's timeout is none. */
  private static Reply inTime(Reply reply, int seconds) {
    return reply instanceof Reply.BlackHole || reply.nanos() < seconds * SECOND
        ? reply
        : new Reply.Errs(
            Duration.ofSeconds(seconds), "does not answer within %d s".formatted(seconds));
  }

  /** What a request comes to that has that much time. */
  static Outcome through(
      List<Calls.Call> calls, Function<? super Hook, Reply> replies, long limit) {
    var walk = new Walk(calls, replies, limit);
    walk.mutate();
    walk.mutateAgain();
    walk.validate();
    return walk.outcome();
  }

  private Outcome outcome() {
    var delay = Duration.ofNanos(time);
    if (time >= limit) {
      return new Outcome.TooLate(delay, holding, refusals(), List.of());
    }
    return first < 0
        ? new Outcome.Admitted(delay, failedOpen)
        : new Outcome.Refused(delay, refusal(first), refusals(), List.of());
  }

  /** One after another; the first that refuses ends the request. */
  private void mutate() {
    for (int i = 0; i < middle && goesOn(); i++) {
      wait(i);
      if (refuses(i)) {
        first = i;
      } else if (goesOn() && !allows(i)) {
        failedOpen.add(hook(i));
      }
    }
  }

  /** Whoever wants to is called again, unless nobody answers and so nobody changes the object. */
  private void mutateAgain() {
    for (int i = 0; i < middle && goesOn(); i++) {
      if (hook(i).reinvoked() && isChanged()) {
        wait(i);
      }
    }
  }

  /** All at once, and all to their end; the client is told of the refusal that comes first. */
  private void validate() {
    if (!goesOn() || isRefusedUncalled()) {
      return;
    }
    long longest = 0;
    for (int i = middle; i < replies.length; i++) {
      long cost = cost(i);
      longest = Math.max(longest, cost);
      if (cost >= limit - time) {
        holding.add(hook(i));
      }
      if (refuses(i)) {
        first = first < 0 || cost < cost(first) ? i : first;
      } else if (!allows(i)) {
        failedOpen.add(hook(i));
      }
    }
    time += longest;
  }

  /** All conditions are evaluated before the first call, and an error in one of them ends it. */
  private boolean isRefusedUncalled() {
    for (int i = middle; i < replies.length; i++) {
      if (replies[i] instanceof Reply.ConditionFailed) {
        first = i;
        return true;
      }
    }
    return false;
  }

  private boolean isChanged() {
    for (int i = 0; i < middle; i++) {
      if (allows(i)) {
        return true;
      }
    }
    return false;
  }

  private void wait(int i) {
    long cost = cost(i);
    if (cost > 0) {
      holding.add(hook(i));
    }
    time += cost;
  }

  private boolean goesOn() {
    return first < 0 && time < limit;
  }

  /** How long a call takes: until the reply, the hook's timeout, or the end of the request. */
  private long cost(int i) {
    long timeout = hook(i).timeoutSeconds() * SECOND;
    return Math.min(Math.min(replies[i].nanos(), timeout), limit - time);
  }

  private boolean allows(int i) {
    return replies[i].meaning() == Reply.Meaning.ALLOWED;
  }

  /** Whether it refuses the request by itself, had the request all the time that the hook has. */
  private boolean refuses(int i) {
    return switch (replies[i].meaning()) {
      case ALLOWED -> false;
      case FAILED -> hook(i).fails();
      case REFUSED -> true;
    };
  }

  private Hook hook(int i) {
    return calls.get(i).hook();
  }

  private List<Refusal> refusals() {
    var refusals = new ArrayList<Refusal>();
    for (int i = 0; i < replies.length; i++) {
      if (refuses(i)) {
        refusals.add(refusal(i));
      }
    }
    return refusals;
  }

  private Refusal refusal(int i) {
    return new Refusal(hook(i), replies[i], calls.get(i).doubts());
  }
}
