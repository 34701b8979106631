package dev.bulkhead.drill;

import dev.bulkhead.admission.AdmissionRequest;
import dev.bulkhead.admission.Calls;
import dev.bulkhead.admission.Destination;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Labels;
import dev.bulkhead.admission.Matching;
import dev.bulkhead.admission.Outcome;
import dev.bulkhead.admission.Reply;
import dev.bulkhead.admission.Vital;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;

/** The API server, as far as hooks decide what it answers. */
final class Api {
  /** A request that is held up longer than this is worth telling. */
  private static final long NOTICEABLE = 1_000;

  private final Agenda agenda;
  private final Matching matching;
  private final List<Hook> hooks;
  private final Predicate<AdmissionRequest> excluded;
  private final boolean counting;
  private final Map<Destination, Front> fronts;
  private final Tallies tallies;
  private final Function<Hook, Reply> replies;
  private final BooleanSupplier reachable;
  private final Map<Key, Calls> known = new HashMap<>();
  private final Set<String> doubts = new LinkedHashSet<>();

  private record Key(Vital vital, int space, Labels labels) {}

  /**
   * What became of a request.
   *
   * @param delay until the sender knows, in milliseconds
   * @param hooks that refused it or held it too long; none where the API server could not be had
   */
  record Answer(boolean done, long delay, List<Hook> hooks) {
    private static final Answer PROMPT = new Answer(true, 0, List.of());
    private static final Answer UNREACHABLE = new Answer(false, 0, List.of());
  }

  /**
   * The API server.
   *
   * @param excluded what the provider keeps from all hooks
   * @param counting whether hooks of which nobody can tell are taken to be called
   * @param reachable whether an API server can be had at all
   */
  Api(
      Agenda agenda,
      Matching matching,
      List<Hook> hooks,
      Predicate<AdmissionRequest> excluded,
      boolean counting,
      Map<Destination, Front> fronts,
      boolean drops,
      Tallies tallies,
      BooleanSupplier reachable) {
    this.agenda = agenda;
    this.matching = matching;
    this.hooks = hooks;
    this.excluded = excluded;
    this.counting = counting;
    this.fronts = fronts;
    this.tallies = tallies;
    this.reachable = reachable;
    this.replies = hook -> front(hook).reply(hook, agenda.now(), drops);
  }

  /** Sends a request, and tells what becomes of it. */
  Answer send(Vital vital, Space space, Labels labels, String node) {
    if (!reachable.getAsBoolean()) {
      return Answer.UNREACHABLE;
    }
    Calls calls = calls(vital, space, labels, node);
    if (calls.isEmpty()) {
      return Answer.PROMPT;
    }
    Outcome outcome = calls.outcome(replies, Duration.ofSeconds(vital.limitSeconds()));
    long delay = outcome.delay().toMillis();
    return switch (outcome) {
      case Outcome.Admitted(_, var failedOpen) -> {
        if (delay >= NOTICEABLE) {
          tallies.delayed(vital, space, failedOpen, agenda.now(), delay);
        }
        yield new Answer(true, delay, List.of());
      }
      case Outcome.Refused refused -> {
        var blocking = refused.refusals().stream().map(each -> each.hook()).toList();
        tallies.refused(vital, space, refused.refusals(), agenda.now(), delay);
        yield new Answer(false, delay, blocking);
      }
      case Outcome.TooLate late -> {
        tallies.late(vital, space, late.holding(), agenda.now(), delay);
        yield new Answer(false, delay, late.holding());
      }
    };
  }

  private Calls calls(Vital vital, Space space, Labels labels, String node) {
    var key = new Key(vital, space.index(), labels);
    Calls calls = known.get(key);
    if (calls == null) {
      calls = find(vital.request(space.name(), space.labels(), labels, node));
      known.put(key, calls);
    }
    return calls;
  }

  private Calls find(AdmissionRequest request) {
    if (excluded.test(request)) {
      return new Calls(List.of());
    }
    Calls all = Calls.of(matching, hooks, request);
    all.calls().forEach(call -> doubts.addAll(call.decision().doubts()));
    return counting
        ? all
        : new Calls(
            all.calls().stream().filter(call -> call.decision().doubts().isEmpty()).toList());
  }

  /** All hooks that there are. */
  List<Hook> hooks() {
    return hooks;
  }

  /** What it depended on which hooks are called. */
  Set<String> doubts() {
    return doubts;
  }

  private Front front(Hook hook) {
    Front front = fronts.get(hook.destination());
    if (front == null) {
      throw new IllegalStateException("No front for " + hook.destination());
    }
    return front;
  }
}
